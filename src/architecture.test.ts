import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A source file: its path under `src/`, with forward slashes, and its text. */
interface File {
  readonly path: string;
  readonly text: string;
}
interface Import {
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Inside core, a folder imports itself and what stands to its left; story and analysis do not know each other. */
const coreOrder = ['model', 'yaml', 'cluster', 'controlplane', 'dataplane', 'story', 'analysis', 'scenario'];
const layers: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  content: ['content', 'core'],
  app: ['app', 'content', 'core'],
  cli: ['cli', 'content', 'core'],
  conformance: ['conformance', 'content', 'core'],
};
/** What every feature of the app may use. Whatever else is a folder in `app/` is a feature. */
const sharedInApp = ['engine', 'store', 'commands', 'ui'];
/** Core whose functions the app may call directly (`scenario/link*.ts` spell the address bar); all else only through `app/engine`. */
const openToApp = ['core/model/', 'core/story/', 'core/scenario/link'];

const bannedInCore: readonly (readonly [name: string, use: RegExp])[] = [
  ...[
    'window',
    'document',
    'navigator',
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'performance',
    'console',
    'process',
    'crypto',
  ].map((name) => [name, new RegExp(`(?<![.\\w$])${name}\\s*(?:\\?\\.|\\.|\\[)`)] as const),
  ...['fetch', 'setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask'].map(
    (name) => [name, new RegExp(`(?<![.\\w$])${name}\\s*\\(`)] as const,
  ),
  ['Date.now', /\bDate\s*\.\s*now\b/],
  ['new Date()', /\bnew\s+Date\s*(?:\(\s*\)|(?![\s(\w.]))/],
  ['Math.random', /\bMath\s*\.\s*random\b/],
];

const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const withoutComments = (text: string) => text.replace(token, (found) => (found.startsWith('/') ? ' ' : found));
const withoutStrings = (text: string) => text.replace(token, (found) => (found.startsWith('/') ? ' ' : "''"));

function importsOf(file: File): Import[] {
  const text = withoutComments(file.text);
  const resolved = (target: string, typeOnly: boolean): Import[] =>
    target.startsWith('.') ? [{ to: posix.join(posix.dirname(file.path), target), typeOnly }] : [];
  const declared = [...text.matchAll(/(?<![.\w$])(?:import|export)\b([^'"`;=()]*?)(?:\bfrom\s*)?(['"])([^'"\n]+)\2/g)];
  const called = [
    ...text.matchAll(/(?<![.\w$])(?:import|import\.meta\.glob)\s*(?:<[^>]*>)?\(\s*(['"`])([^'"`\n]+)\1/g),
    ...text.matchAll(/\bnew\s+URL\(\s*(['"`])([^'"`\n]+)\1\s*,\s*import\.meta\.url/g),
  ];
  return [
    ...declared.flatMap(([, clause = '', , target = '']) => resolved(target, isTypeOnly(clause))),
    ...called.flatMap(([, , target = '']) => resolved(target, false)),
  ];
}

function isTypeOnly(clause: string): boolean {
  const names =
    /^\s*\{([^}]*)\}\s*$/
      .exec(clause)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '') ?? [];
  return /^\s*type\b/.test(clause) || (names.length > 0 && names.every((name) => /^\s*type\s/.test(name)));
}

/** Why one file must not import another; null if it may. */
function forbidden(from: string, { to, typeOnly }: Import): string | null {
  const [layer = '', part = '', ...inPart] = from.split('/');
  const [toLayer = '', toPart = ''] = to.split('/');
  const allowed = layers[layer];
  if (allowed === undefined) return null;
  if (to.startsWith('..') || !allowed.includes(toLayer)) return `${layer} may not import ${toLayer}`;
  if (layer === 'core') {
    const parallel = part === 'analysis' && toPart === 'story';
    return parallel || coreOrder.indexOf(toPart) > coreOrder.indexOf(part) || !coreOrder.includes(toPart)
      ? `core/${part} may not import core/${toPart}`
      : null;
  }
  // Files directly in `app/` put the features together.
  if (layer !== 'app' || inPart.length === 0) return null;
  if (toLayer === 'app' && toPart !== part && !sharedInApp.includes(toPart))
    return `app/${part} may not import app/${toPart}`;
  return toLayer === 'core' && part !== 'engine' && !typeOnly && !openToApp.some((open) => to.startsWith(open))
    ? `app/${part} may import only types of core/${toPart}`
    : null;
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const isData = (path: string) => path.startsWith('content/') || path.startsWith('conformance/vectors/');
const lineCount = (text: string) => text.replace(/\n$/, '').split('\n').length;

const brokenImports = (files: readonly File[]) =>
  files
    .filter(({ path }) => !isTest(path))
    .flatMap((file) =>
      importsOf(file).flatMap((found) => {
        const reason = forbidden(file.path, found);
        return reason === null ? [] : [`${file.path} imports ${found.to}: ${reason}`];
      }),
    );

const bannedGlobals = (files: readonly File[]) =>
  files
    .filter(({ path }) => path.startsWith('core/') && !isTest(path))
    .flatMap(({ path, text }) => {
      const code = withoutStrings(text);
      // A file may have a variable of that name: a YAML document, a scenario's document.
      const isOwn = (name: string) =>
        new RegExp(
          `\\b(?:const|let|function)\\s+${name}\\b|[(,{[]\\s*${name}\\s*(?:[:,)}\\]]|=>)|(?:^|[^.\\w])${name}\\s*=>`,
        ).test(code);
      return bannedInCore.flatMap(([name, use]) => (use.test(code) && !isOwn(name) ? [`${path} uses ${name}`] : []));
    });

const tooLong = (files: readonly File[]) =>
  files.flatMap(({ path, text }) =>
    !isData(path) && lineCount(text) > 300 ? [`${path} has ${lineCount(text)} lines; 300 is the limit`] : [],
  );

const bannedNames = (files: readonly File[]) =>
  files.flatMap(({ path }) =>
    path.split('/').some((name) => /^(?:utils?|helpers?|commons?|managers?)(?:\.|$)|^index\.tsx?$/i.test(name)) ||
    /(?:Utils?|Helpers?|Managers?)\.tsx?$/.test(path)
      ? [`${path}: name what it does`]
      : [],
  );

function medianLines(files: readonly File[]): number {
  const counts = files.filter(({ path }) => !isData(path)).map(({ text }) => lineCount(text));
  return counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
}

const src = join(import.meta.dirname ?? '.');
const sources: readonly File[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:tsx?|css)$/.test(path))
  .map((path) => ({
    path: relative(src, join(src, path)).split(sep).join('/'),
    text: readFileSync(join(src, path), 'utf8'),
  }));

const file = (path: string, text = ''): File => ({ path, text });

describe('the import rule', () => {
  it('holds', () => {
    expect(brokenImports(sources)).toEqual([]);
  });

  it.each([
    ['core/yaml/a.ts', "import { x } from '../cluster/b.ts';"],
    ['core/yaml/a.ts', "import type { X } from '../cluster/b.ts';"],
    ['core/model/a.ts', "export { x } from '../yaml/b.ts';"],
    ['core/model/a.ts', "export * from '../yaml/b.ts';"],
    ['core/story/a.ts', "import '../analysis/b.ts';"],
    ['core/analysis/a.ts', "import type { X } from '../story/b.ts';"],
    ['core/model/a.ts', "import type { X } from '../../content/b.ts';"],
    ['core/model/a.ts', "const x = await import('../../app/store/b.ts');"],
    ['content/a.ts', "import { x } from '../app/ui/b.ts';"],
    ['cli/main.ts', "import { x } from '../app/store/b.ts';"],
    ['app/canvas/a.tsx', "import {\n  x,\n} from '../player/b.ts';"],
    ['app/canvas/a.tsx', "import type { X } from '../player/b.ts';"],
    ['app/store/a.ts', "import { x } from '../canvas/b.ts';"],
    ['app/canvas/a.tsx', "import { send } from '../../core/dataplane/send.ts';"],
    ['app/canvas/a.tsx', "import { type X, send } from '../../core/dataplane/send.ts';"],
    ['app/share/a.ts', "import { x } from '../../core/scenario/evaluate.ts';"],
    ['app/share/a.ts', "import { x } from '../../conformance/b.ts';"],
    ['core/model/a.ts', "import { x } from '../../../e2e/b.ts';"],
  ])('catches %s: %s', (path, text) => {
    expect(brokenImports([file(path, text)])).toHaveLength(1);
  });

  it.each([
    ['core/cluster/a.ts', "import { x } from '../yaml/b.ts';\nimport { y } from './c.ts';"],
    ['core/scenario/a.ts', "import { x } from '../story/b.ts';\nimport { y } from '../analysis/c.ts';"],
    ['core/yaml/a.ts', "// import { x } from '../cluster/b.ts';\nimport { parse } from 'yaml';"],
    ['app/canvas/a.tsx', "import { x } from '../store/b.ts';\nimport { y } from '../../content/locales/en.ts';"],
    ['app/canvas/a.tsx', "import type { X } from '../../core/dataplane/b.ts';"],
    ['app/canvas/a.tsx', "import { type X, type Y } from '../../core/dataplane/b.ts';"],
    ['app/player/a.tsx', "import { narrate } from '../../core/story/narrate.ts';"],
    ['app/share/a.ts', "import { readLink } from '../../core/scenario/link.ts';"],
    ['app/engine/worker.ts', "import { send } from '../../core/dataplane/send.ts';"],
    ['app/App.tsx', "import { Canvas } from './canvas/Canvas.tsx';"],
  ])('lets %s: %s', (path, text) => {
    expect(brokenImports([file(path, text)])).toEqual([]);
  });
});

describe('core', () => {
  it('touches no DOM, clock, randomness, storage or network', () => {
    expect(bannedGlobals(sources)).toEqual([]);
  });

  it.each([
    'const w = window.innerWidth;',
    'document.title = x;',
    "localStorage.setItem('a', 'b');",
    "void fetch('https://a.example');",
    'const t = Date.now();',
    'const t = new Date();',
    'const t = new Date;',
    'const r = Math.random();',
    'const t = performance.now();',
    'setTimeout(() => {}, 1);',
    'console.log(1);',
    "const h = process.env['HOME'];",
  ])('catches %s', (text) => {
    expect(bannedGlobals([file('core/model/a.ts', text)])).toHaveLength(1);
  });

  it.each([
    'const t = new Date(clock);',
    "// window.x\nconst s = 'window.open';",
    'export function read(document: Doc) { return document.files; }',
    'const a = address.process().window.x;',
  ])('lets %s', (text) => {
    expect(bannedGlobals([file('core/model/a.ts', text)])).toEqual([]);
  });
});

describe('files', () => {
  const lines = (count: number) => 'x\n'.repeat(count);

  it('are small', () => {
    expect(tooLong(sources)).toEqual([]);
    expect(medianLines(sources)).toBeLessThan(100);
  });

  it('are caught when they grow', () => {
    expect(tooLong([file('core/a.ts', lines(300)), file('content/locales/en.ts', lines(900))])).toEqual([]);
    expect(tooLong([file('app/ui/a.css', lines(301))])).toHaveLength(1);
    expect(medianLines([file('a.ts', lines(5)), file('b.ts', lines(120)), file('c.ts', lines(130))])).toBe(120);
  });

  it('are named for what they do', () => {
    expect(bannedNames(sources)).toEqual([]);
  });

  it.each(['core/utils/a.ts', 'app/ui/helpers.ts', 'core/index.ts', 'app/common/a.tsx', 'app/store/playManager.ts'])(
    'are caught by name: %s',
    (path) => {
      expect(bannedNames([file(path)])).toHaveLength(1);
    },
  );
});
