import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { pitfallCodes } from '../../model/lab.ts';
import { createMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { problemsOf } from '../problems.ts';
import { baseMesh } from './base.ts';
import { features, withFeature } from './features.ts';
import { labOf, labWith } from './lab.ts';
import { mostSeed } from '../../model/labLink.ts';
import { documentOf } from './mesh.ts';
import { pitfalls } from './pitfalls/all.ts';
import { proofOf } from './proof.ts';
import { randomOf } from './random.ts';
import { endsOf } from './symptom.ts';

const memory = createMemory();

describe('a good mesh', () => {
  it.each([null, ...features])('with %s is as it should be', (feature) => {
    const base = baseMesh(randomOf(3));
    const mesh = feature === null ? base : withFeature(base, feature);
    const prepared = prepare(documentOf(mesh), memory);
    expect(prepared.parsed.diagnostics).toEqual([]);
    expect(prepared.problems).toEqual([]);
    expect(problemsOf(documentOf(mesh), memory).filter(({ severity }) => severity === 'error')).toEqual([]);
    const ends = endsOf(prepared);
    for (const { id, wants } of mesh.requests) expect([id, ends.get(id)]).toEqual([id, wants]);
  });
});

it('has every pitfall once', () => {
  expect(pitfalls.map(({ code }) => code).toSorted()).toEqual([...pitfallCodes].toSorted());
});

describe.each(pitfalls)('$code', (pitfall) => {
  it('shows in some mesh, alone, and its fix restores all', () => {
    const seeds = [1, 2, 3, 4];
    const lab = seeds.reduce<ReturnType<typeof labWith>>(
      (found, seed) => found ?? labWith(pitfall, seed, randomOf(seed), memory),
      null,
    );
    expect(lab === null ? null : proofOf(lab, memory)).toEqual([]);
  });
});

it('is the same for the same seed, and every lab is proved', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: mostSeed }), (seed) => {
      const lab = labOf(seed, createMemory());
      expect(lab?.seed).toBe(seed);
      expect(labOf(seed, memory)).toEqual(lab);
      expect(lab === null ? null : proofOf(lab, memory)).toEqual([]);
    }),
    { numRuns: 16 },
  );
}, 240_000);
