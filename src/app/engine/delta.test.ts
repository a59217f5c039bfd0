import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changed, deltaOf } from './delta.ts';

/** What arrives on the other side of a worker. */
const sent = (old: unknown, next: unknown): unknown => changed(old, structuredClone(deltaOf(old, next)));

it('sends nothing of what is as it was', () => {
  const old = { a: [{ b: 1 }, { c: [true, null] }], d: 'x' };
  expect(deltaOf(old, structuredClone(old))).toBeNull();
  expect(sent(old, structuredClone(old))).toBe(old);
});

it('keeps the parts that are as they were, wherever a list has grown or shrunk', () => {
  const [a, b, c] = [{ n: 1 }, { n: 2, of: { deep: ['x'] } }, { n: 3 }];
  const old = { list: [a, b, c], side: { k: 1 } };
  for (const list of [
    [{ n: 0 }, a, b, c],
    [a, c],
    [a, b],
    [b, c],
    [a, { ...b, n: 9 }, c],
    [a, b, { n: 8 }, c],
    [c, b, a],
    [],
    [a, a, b, c],
  ]) {
    const next = sent(old, structuredClone({ ...old, list }));
    expect(next).toEqual({ ...old, list });
    expect(next).toHaveProperty('side', old.side);
    expect((next as typeof old).side).toBe(old.side);
  }
  const grown = sent(old, structuredClone({ ...old, list: [{ n: 0 }, a, b, c] })) as typeof old;
  expect(grown.list.slice(1)).toEqual(old.list);
  expect(grown.list[2]).toBe(b);
  const edited = sent(old, structuredClone({ ...old, list: [a, { ...b, n: 9 }, c] })) as typeof old;
  expect(edited.list[1]).toHaveProperty('of', b.of);
  expect((edited.list[1] as typeof b).of).toBe(b.of);
});

it('sends little where little has changed', () => {
  const old = Array.from({ length: 1000 }, (_, n) => ({ n, labels: { app: `app-${n}` } }));
  const next = old.map((one) => (one.n === 500 ? { ...one, labels: { app: 'other' } } : one));
  expect(JSON.stringify(deltaOf(old, structuredClone(next))).length).toBeLessThan(150);
});

it('takes the names of built-in properties for names', () => {
  const [plain, odd] = [JSON.parse('{"a":1}'), JSON.parse('{"a":1,"__proto__":{"b":2},"toString":"x"}')];
  for (const [old, next] of [
    [plain, odd],
    [odd, plain],
    [odd, JSON.parse('{"a":1,"__proto__":{"b":3},"constructor":"y"}')],
  ]) {
    const made = sent(old, next);
    expect(JSON.stringify(made, sortedKeys(made))).toBe(JSON.stringify(next, sortedKeys(next)));
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  }
});

it('tells a missing key from one that is undefined', () => {
  expect(Object.keys(Object(sent({ a: undefined }, {})))).toEqual([]);
  expect(Object.keys(Object(sent({}, { a: undefined })))).toEqual(['a']);
});

it('always gives the new value', () => {
  const value = fc.oneof(fc.jsonValue(), fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 }));
  fc.assert(
    fc.property(value, value, (old, next) => {
      expect(sent(old, next)).toEqual(next);
    }),
    { numRuns: 2000 },
  );
});

it('gives each of a row of values, as they are changed bit by bit', () => {
  const row = fc.array(fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(2)), { maxLength: 5 }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(row, (values) => {
      let [there, here]: unknown[] = [null, null];
      for (const value of values) {
        here = changed(here, structuredClone(deltaOf(there, value)));
        there = value;
        expect(here).toEqual(value);
      }
    }),
    { numRuns: 1000 },
  );
});

function sortedKeys(value: unknown): string[] {
  return Object.getOwnPropertyNames(value).sort();
}
