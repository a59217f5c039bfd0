import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { inPseudo } from '../../../scripts/pseudo/plugin.ts';
import { hasWords, isSame, pseudo } from '../../../scripts/pseudo/say.ts';
import { textsOf } from '../../../scripts/pseudo/texts.ts';

const content = join(import.meta.dirname ?? '.', '..');
const catalogues = ['locales/en', 'lessons'].flatMap((folder) =>
  readdirSync(join(content, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path: `/${folder}/${path}`, source: readFileSync(join(content, folder, path), 'utf8') })),
);

/** A module's syntax tree without places, where every text is a dot. */
function shape(path: string, source: string): string {
  const texts = new Set(textsOf(path, source).flatMap(({ parts }) => parts.map(({ start }) => start)));
  const { program, errors } = parseSync(path, source);
  expect(errors, path).toEqual([]);
  return JSON.stringify(program, (key, value: unknown) => {
    if (key === 'start' || key === 'end' || key === 'raw' || key === 'cooked') return undefined;
    const at = typeof value === 'object' && value !== null && 'start' in value ? Number(value.start) : -1;
    return texts.has(at) ? '•' : value;
  });
}

describe('the pseudo-locale', () => {
  it('changes texts of the catalogues and nothing else', () => {
    expect(catalogues.length).toBeGreaterThan(40);
    for (const { path, source } of catalogues)
      expect(shape(path, inPseudo(path, source)), path).toBe(shape(path, source));
  });

  it('leaves no text with words as it is', () => {
    const left = catalogues.flatMap(({ path, source }) =>
      textsOf(path, inPseudo(path, source))
        .map(({ parts }) => parts.map(({ text }) => text))
        .filter((chunks) => hasWords(chunks) && !chunks[0]?.startsWith('⟦')),
    );
    expect(left).toEqual([]);
  });

  it.each([
    ["const words = { play: 'Play again' };", ['Play again']],
    ['const say = (count: number) => `${count} flows`;', [' flows']],
    ["const say = (kind: string) => (kind === 'app' ? 'one app' : 'none');", ['one app', 'none']],
    ["function say(kind: 'a') { switch (kind) { case 'a': return 'an app'; } }", ['an app']],
    ["const says = (arg: Arg) => `no ${code('value')} of ${arg('field')}`;", ['no ', ' of ']],
    ["function both(a: string) { return a; }\nconst x = both('two parts');", ['two parts']],
    ["const x = new Map([['gateway', 'the gateway']]);", ['the gateway']],
    ["const x = list.split('and').join(' or ');", [' or ']],
    ["/** @verbatim In curl's words. */\nconst curl = { open: 'is open' };\nconst x = 'is shut';", ['is shut']],
    ["// @verbatim file\nconst x = 'is shut';", []],
    ["import { a } from 'a module';\nconst x = new Intl.NumberFormat('en');", []],
  ])('knows the texts of %s', (source, texts) => {
    const found = textsOf('a.ts', source).flatMap(({ parts }) => parts.map(({ text }) => text));
    expect(found.filter((text) => text !== '')).toEqual(texts);
  });

  it('makes every text longer by 40 % or more, and keeps what is the same in every language', () => {
    const word = fc.constantFrom(
      'play',
      'the',
      'Verdict',
      'ALLOW',
      'mTLS',
      'istiod',
      '`a b`',
      '**',
      'x-token',
      '/admin',
      '42',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(word).map((words) => words.join(' ')),
          { minLength: 1, maxLength: 3 },
        ),
        (chunks) => {
          const said = pseudo(chunks);
          const length = (parts: readonly string[]): number => parts.join('').length;
          expect(said).toHaveLength(chunks.length);
          expect(length(said)).toBeGreaterThanOrEqual(length(chunks) * (hasWords(chunks) ? 1.4 : 1));
          const kept = (parts: readonly string[]) =>
            parts.join(' ').match(/ALLOW|mTLS|istiod|`[^`]*`|x-token|\/admin|42|\*\*/g);
          expect(kept(said)).toEqual(kept(chunks));
        },
      ),
    );
  });

  it.each([
    'ALLOW',
    'AuthorizationPolicy',
    'mTLS',
    'metadata.name',
    'x-forwarded-for',
    'istiod',
    'HTTP/2',
    '(GET)',
    'B',
  ])('keeps %s', (word) => expect(isSame(word)).toBe(true));

  it.each(['policy', 'Play', 'caller’s', 'Mesh-wide', 'denied:'])('does not keep %s', (word) =>
    expect(isSame(word)).toBe(false),
  );
});
