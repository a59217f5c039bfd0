import { expect, it } from 'vitest';
import type { FormNode } from '../../model/form.ts';
import type { Json } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import { type Change, changeText } from '../change.ts';
import { equalJson, valueAt } from '../plainEdit.ts';
import { readSyntax } from '../syntax.ts';
import { parseValue } from '../value.ts';
import { formIn, nodesOf, sampleResources } from './samples.fixture.ts';

const runs = Number(process.env['FORM_EDITS'] ?? 300);
const samples = sampleResources();

/** The same numbers for the same seed: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Dice {
  readonly below: (count: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

function dice(seed: number): Dice {
  const next = numbers(seed);
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    pick: (items) => items[below(items.length)] ?? fail('nothing to pick from'),
  };
}

function fail(why: string): never {
  throw new Error(why);
}

const words = ['GET', '*', 'a: b', '- x', '8080', 'yes', "it's", '#no', 'cluster.local/ns/a/sa/b', '', '"q"', '{*}'];

/** An edit as a form makes them; null: this part takes none. */
function formEdit(node: FormNode, { pick, below }: Dice): Change | null {
  switch (node.kind) {
    case 'object': {
      const { addable, fields, path } = node;
      if (addable.length > 0 && below(2) === 0) {
        const { name, blank } = pick(addable);
        return { kind: 'set', path: [...path, name], value: blank };
      }
      const removable = fields.filter(({ required }) => !required);
      return removable.length === 0 ? null : { kind: 'remove', path: pick(removable).node.path };
    }
    case 'list': {
      const { items, path, blank, item } = node;
      const added: Json = item === 'object' ? blank : item === 'string' ? pick(words) : blank;
      const at = [...path, below(items.length)];
      const changes: Change[] = [{ kind: 'set', path: [...path, items.length], value: added }];
      if (items.length > 0) {
        changes.push({ kind: 'remove', path: at }, { kind: 'duplicate', path: at });
        changes.push({ kind: 'insert', path: at, value: added });
      }
      if (items.length > 1) changes.push({ kind: 'swap', path: [...path, below(items.length - 1)] });
      return pick(changes);
    }
    case 'map': {
      const { entries, path, blank } = node;
      const add: Change = { kind: 'set', path: [...path, `key-${below(1000)}`], value: blank };
      if (entries.length === 0) return add;
      const at = [...path, pick(entries).key];
      return pick<Change>([add, { kind: 'remove', path: at }, { kind: 'rename', path: at, name: `on${below(1000)}` }]);
    }
    case 'enum':
      return { kind: 'set', path: node.path, value: pick(node.values) };
    case 'boolean':
      return { kind: 'set', path: node.path, value: below(2) === 0 };
    case 'integer':
    case 'number':
      return { kind: 'set', path: node.path, value: below(65536) };
    case 'duration':
      return { kind: 'set', path: node.path, value: `${below(60)}s` };
    case 'string':
    case 'intOrString':
      return { kind: 'set', path: node.path, value: pick(words) };
  }
}

/** What the JSON is after an edit, worked out on the data alone. */
function edited(json: Json, change: Change): Json {
  const copy: unknown = structuredClone(json);
  const last = change.path.at(-1) ?? fail('no path');
  const parent = change.path.slice(0, -1).reduce((at, part, index) => {
    // A field that is written but empty becomes what its first entry needs.
    const empty = typeof change.path[index + 1] === 'number' ? [] : {};
    if (Reflect.get(Object(at), part) === null) Reflect.set(Object(at), part, empty);
    return Reflect.get(Object(at), part);
  }, copy);
  const list = Array.isArray(parent) ? parent : null;
  const index = Number(last);
  switch (change.kind) {
    case 'set':
      Reflect.set(Object(parent), last, change.value);
      break;
    case 'remove':
    case 'prune':
      if (list === null) Reflect.deleteProperty(Object(parent), last);
      else list.splice(index, 1);
      break;
    case 'insert':
      list?.splice(index, 0, change.value);
      break;
    case 'duplicate':
      list?.splice(index + 1, 0, structuredClone(list[index]));
      break;
    case 'swap':
      list?.splice(index, 2, list[index + 1], list[index]);
      break;
    case 'rename':
      Reflect.set(Object(parent), change.name, Reflect.get(Object(parent), last));
      Reflect.deleteProperty(Object(parent), last);
      break;
  }
  return JSON.parse(JSON.stringify(copy));
}

/** The comments of a text, each once for every time it stands there. */
function comments(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /(?:^|\s)(#\s.*)$/.exec(line)?.[1] ?? []);
}

/** An edit as a person types it: a line of comment or of space, another letter, a quote that is not closed yet. */
function textEdit(text: string, { below, pick }: Dice): string {
  const lines = text.split('\n');
  const kind = below(4);
  const plain = lines.flatMap((line, index) => (/: [a-z]{3,}$/.test(line) && !line.includes('kind:') ? [index] : []));
  if (kind > 1 && plain.length > 0) {
    const at = pick(plain);
    const line = lines[at] ?? '';
    // A quote that nobody closes breaks the text.
    return lines.with(at, kind === 2 ? `${line}x` : line.replace(': ', ': "')).join('\n');
  }
  const starts = lines.flatMap((line, index) => (/^\s*(?:- )?[a-zA-Z]+:/.test(line) ? [index] : []));
  if (starts.length === 0) return text;
  const at = pick(starts);
  const indent = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
  return lines.toSpliced(at, 0, kind === 0 ? `${indent}# note ${below(1000)}` : '').join('\n');
}

/** Comments that an edit has lost although they stood neither beside nor inside of what it edited. */
function lostComments(before: string, after: string, change: Change): readonly string[] {
  const now = comments(after);
  const gone = comments(before).filter((comment) => !now.includes(comment));
  if (change.kind !== 'remove' && change.kind !== 'set') return gone;
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const touched = before.slice(before.lastIndexOf('\n', start) + 1, before.length - end);
  return gone.filter((comment) => !touched.includes(comment));
}

/** Values of a form that are not those at their paths in the text. */
function disagreements(text: string): readonly string[] {
  const json = parseValue(text)?.json;
  const form = formIn(text);
  if (json === undefined || form === null) return [];
  return nodesOf(form.root).flatMap((node) =>
    'value' in node && node.value !== (valueAt(json, node.path) ?? null) ? [JSON.stringify(node)] : [],
  );
}

/** Values outside of the edited collection that are not written as they were, letter by letter. */
function rewritten(before: string, after: string, { path }: Change): readonly string[] {
  const form = formIn(before);
  const around = path.slice(0, -1);
  const [old, now] = [readSyntax(before), readSyntax(after)];
  const written = (syntax: typeof old, text: string, at: Path): string | null => {
    const { value } = syntax.spot(at);
    return value === null ? null : text.slice(value.start, value.end);
  };
  const outside = (form === null ? [] : nodesOf(form.root)).filter(
    (node) => 'value' in node && !around.every((part, index) => node.path[index] === part),
  );
  return outside.flatMap((node) =>
    written(old, before, node.path) === written(now, after, node.path)
      ? []
      : [`rewritten ${JSON.stringify(node.path)}`],
  );
}

/** What an edit by form has done that it should not have. */
function faultsOf(before: string, after: string, change: Change): readonly string[] {
  const expected = edited(parseValue(before)?.json ?? null, change);
  const right = equalJson(parseValue(after)?.json, expected);
  const lost = [...lostComments(before, after, change), ...rewritten(before, after, change)];
  return [...(right ? [] : ['another value']), ...lost, ...disagreements(after)].map(
    (fault) => `${fault}: ${JSON.stringify(change)}\n${before}`,
  );
}

/** In a document that has become huge edits only take time. */
const longest = 6000;

it(`${runs} edits by form and by text in turn keep both sides equal, and untouched bytes untouched`, () => {
  let made = 0;
  const refused: string[] = [];
  const faults: string[] = [];
  for (let seed = 1; made < runs; seed += 1) {
    const roll = dice(seed);
    let text = roll.pick(samples);
    for (let turn = 0; turn < 12 && made < runs && text.length < longest; turn += 1) {
      const form = formIn(text);
      if (form === null) break;
      const parts = nodesOf(form.root).filter(({ path }) => isBelowSpec(path));
      if (parts.length === 0) break;
      const change = formEdit(roll.pick(parts), roll);
      if (change !== null) {
        const patched = changeText(text, 0, change);
        made += 1;
        if ('error' in patched) refused.push(patched.error);
        else {
          faults.push(...faultsOf(text, patched.text, change));
          text = patched.text;
        }
      }
      const typed = textEdit(text, roll);
      // What a person types may be no YAML; the form then waits, and changes nothing.
      const broken = parseValue(typed) === null;
      const waits = 'error' in changeText(typed, 0, { kind: 'set', path: ['spec'], value: {} });
      if (broken && !waits) faults.push(`broken text is edited:\n${typed}`);
      if (!broken) text = typed;
      faults.push(...disagreements(text));
    }
  }
  expect(faults).toEqual([]);
  expect(refused.length / runs, refused.join()).toBeLessThan(0.03);
});

function isBelowSpec(path: Path): boolean {
  return path[0] === 'spec';
}
