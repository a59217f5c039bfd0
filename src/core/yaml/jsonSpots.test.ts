import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Path } from '../model/resource.ts';
import { jsonSpots } from './jsonSpots.ts';

/** Every path in a value, with what is there. */
function parts(value: unknown, path: Path = []): readonly (readonly [Path, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [[path, value], ...entries.flatMap(([key, item]) => parts(item, [...path, key]))];
}

test('every value of every JSON text is found, however it is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      const text = `\n ${JSON.stringify(value, null, indent)} \n`;
      const spot = jsonSpots(text);
      for (const [path, part] of parts(JSON.parse(text))) {
        const found = spot(path);
        expect(found.depth).toBe(path.length);
        expect(JSON.parse(text.slice(found.value?.start, found.value?.end))).toEqual(part);
        const key = path.at(-1);
        const written = found.key === null ? undefined : JSON.parse(text.slice(found.key.start, found.key.end));
        expect(written).toBe(typeof key === 'string' ? key : undefined);
      }
    }),
  );
});

test('a path that is not there leads to the nearest value around it', () => {
  const text = '{"a": [1, {"b": 2}]}';
  const { value, depth } = jsonSpots(text)(['a', 1, 'c', 0]);
  expect([text.slice(value?.start, value?.end), depth]).toEqual(['{"b": 2}', 2]);
});

test('of equal keys the last counts', () => {
  const text = '{"a": 1, "a": 2}';
  const { value } = jsonSpots(text)(['a']);
  expect(text.slice(value?.start, value?.end)).toBe('2');
});
