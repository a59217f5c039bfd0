import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labFragment, mostLabs, mostSeed, readLabFragment } from './labLink.ts';

it('reads what it writes', () => {
  const seed = fc.integer({ min: 1, max: mostSeed - mostLabs });
  fc.assert(
    fc.property(seed, fc.integer({ min: 1, max: mostLabs }), (first, count) => {
      expect(readLabFragment(`#${labFragment({ first, count })}`)).toEqual({ first, count });
    }),
  );
});

it('names what there is not, and leaves alone what is not about labs', () => {
  for (const text of [
    'lab=',
    'lab=0',
    'lab=x',
    'lab=1234567',
    'labs=5',
    'labs=5x0',
    'labs=5x51',
    'labs=999999x2',
    'lab=5x2',
    'lab=5&t=1',
  ])
    expect(typeof readLabFragment(`#${text}`), text).toBe('string');
  for (const text of ['', '#', '#lesson=lab', '#s=lab', '#p=1.deflate.a.b']) expect(readLabFragment(text)).toBeNull();
});

it('takes any text', () => {
  fc.assert(fc.property(fc.string(), (text) => void readLabFragment(text)));
});
