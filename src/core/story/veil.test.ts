import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMemory, evaluate } from '../scenario/evaluate.ts';
import type { Story } from '../model/story.ts';
import { isRight } from './answers.ts';
import { veil } from './veil.ts';

const text = readFileSync('src/content/scenarios/shop-and-payments.yaml', 'utf8');

function storyOf(request: string): Story {
  const { story } = evaluate({ files: [{ name: 'a.yaml', text }] }, request, createMemory());
  if (story === null) throw new Error('no story');
  return story;
}

describe('veil', () => {
  it('ends a story before the step that decides, and keeps nothing that tells of it', () => {
    const story = storyOf('reviews-charges');
    const veiled = veil(story, 'payments/backend/inbound/rbac-allow');
    expect(veiled.frames.at(-1)?.id).toBe('payments/backend/inbound/rbac-deny');
    expect(veiled.hops.flatMap(({ frames }) => frames)).toEqual(veiled.frames.map(({ id }) => id));
    expect(veiled).toMatchObject({ veiled: true, plate: null, blockers: [], chances: null });
    expect(veiled.trace.verdict.kind).toBe('undetermined');
    expect(veiled.trace.caller).toEqual({ kind: 'unknown' });
    const told = JSON.stringify({ ...veiled, trace: { ...veiled.trace, hops: [] } });
    expect(told).not.toMatch(/rbac-allow|denied|403/);
  });

  it('looks the same whether a request will be allowed or denied', () => {
    const cut = 'payments/backend/inbound/rbac-allow';
    const shape = (story: Story) => veil(story, cut).frames.map(({ id, outcome, deciding }) => [id, outcome, deciding]);
    expect(shape(storyOf('frontend-delete'))).toEqual(shape(storyOf('frontend-charges')));
  });

  it('ends a story that has no such step before its verdict, and never before its first frame', () => {
    const story = storyOf('batch-charges');
    expect(veil(story, 'nowhere').frames.at(-1)?.id).toBe('network/wire');
    expect(veil(story, story.frames[0].id).frames).toHaveLength(1);
  });
});

describe('an answer', () => {
  const { verdict } = storyOf('reviews-charges').trace;

  it('is right where verdict and step are', () => {
    expect(isRight({ verdict: 'denied', text: '' }, verdict)).toBe(true);
    expect(isRight({ verdict: 'denied', at: '/rbac-allow', text: '' }, verdict)).toBe(true);
    expect(isRight({ verdict: 'denied', at: '/rbac-deny', text: '' }, verdict)).toBe(false);
    expect(isRight({ verdict: 'allowed', text: '' }, verdict)).toBe(false);
    expect(isRight({ verdict: 'allowed', text: '' }, storyOf('frontend-charges').trace.verdict)).toBe(true);
  });
});
