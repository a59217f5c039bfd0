import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reuse } from './reuse.ts';

it('gives the old object where nothing has changed', () => {
  const old = { a: [{ b: 1 }, { c: [true, null] }], d: 'x' };
  expect(reuse(old, structuredClone(old))).toBe(old);
});

it('keeps the parts that are as they were', () => {
  const old = { a: [{ b: 1 }, { b: 2 }], d: { e: 1 } };
  const next = reuse(old, { a: [{ b: 1 }, { b: 3 }, { b: 4 }], d: { e: 1 } });
  expect(next).toEqual({ a: [{ b: 1 }, { b: 3 }, { b: 4 }], d: { e: 1 } });
  expect(next.a[0]).toBe(old.a[0]);
  expect(next.d).toBe(old.d);
  expect(next.a[1]).not.toBe(old.a[1]);
});

it('tells a missing key from one that is undefined, and a list from a record', () => {
  expect(reuse<object>({ a: undefined }, {})).toEqual({});
  expect(Object.keys(reuse<object>({}, { a: undefined }))).toEqual(['a']);
  expect(reuse<unknown>([], {})).toEqual({});
  expect(reuse<unknown>(new Map([[1, 1]]), new Map([[1, 2]]))).toEqual(new Map([[1, 2]]));
});

it('always equals the new value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (old, next) => {
      expect(reuse(old, next)).toEqual(next);
    }),
  );
});
