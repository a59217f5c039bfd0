import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readVector } from '../../conformance/vector.ts';
import { say } from '../../content/locales/en.ts';
import { scenarios } from '../../content/scenarios.ts';
import { buildWorld } from '../controlplane/world.ts';
import { send } from '../dataplane/send.ts';
import type { Story } from '../model/story.ts';
import type { Trace } from '../model/trace.ts';
import { createMemory, evaluate } from '../scenario/evaluate.ts';
import { isProblem } from '../scenario/read.ts';
import { readRequest } from '../scenario/request.ts';
import { parseDocument } from '../yaml/parse.ts';
import { visibleHops } from './playhead.ts';
import { tell } from './tell.ts';

const memory = createMemory();
function storyOf(request: string, scenario = 'shop-and-payments'): Story {
  const files = scenarios.find(({ id }) => id === scenario)?.files ?? [];
  const { story } = evaluate({ files }, request, memory);
  if (story === null) throw new Error(`no story of ${request}`);
  return story;
}
const rows = (story: Story) =>
  visibleHops(story, 'story').map(({ hop, frames }) => [
    hop.id,
    ...frames.map((frame) => `${say(frame.short)} | ${frame.layer} | ${frame.outcome}`),
  ]);

describe('a story', () => {
  it('tells the opening request in eight steps', () => {
    const story = storyOf('reviews-charges');
    expect(rows(story)).toEqual([
      ['shop/reviews/app', 'Sends GET /charges | HTTP | passed'],
      ['shop/reviews/outbound', 'Knows host backend | HTTP | passed', 'Wraps it in mTLS | TLS | passed'],
      ['network', 'Travels in mTLS | TLS | passed'],
      [
        'payments/backend/inbound',
        'Caller is sa/reviews | TLS | passed',
        'DENY: no rule matches | HTTP | passed',
        'ALLOW: no rule matches | HTTP | denied',
      ],
      ['answer', 'Gets 403 | HTTP | answer'],
    ]);
    expect(story.verdictFrame).toBe('payments/backend/inbound/rbac-allow');
    expect(say(story.because)).toBe(
      '**backend-callers** selects **backend**, but **reviews** is not allowed by any of its rules.',
    );
  });

  it('ends an allowed request at the delivery and then at the caller', () => {
    const story = storyOf('frontend-charges');
    expect(rows(story).slice(-2)).toEqual([
      ['payments/backend/app', 'Receives GET /charges | HTTP | passed'],
      ['answer', 'Gets 200 | HTTP | answer'],
    ]);
    expect(story.verdictFrame).toBe('payments/backend/app/deliver');
    expect(say(story.because)).toBe('**backend-callers** allows **frontend**: its rule 1 matches this request.');
  });

  it('hides the filter chain behind the handshake, and shows it where it decides', () => {
    expect(rows(storyOf('batch-charges')).at(-2)).toEqual([
      'payments/backend/inbound',
      'STRICT: plaintext refused | TLS | denied',
    ]);
    const open = storyOf('batch-charges', 'ladder-istio-as-installed');
    expect(rows(open)[2]).toEqual(['payments/backend/inbound', 'PERMISSIVE: takes plaintext | TLS | passed']);
  });

  it.each([
    ['frontend-admin', 'Explicitly denied by **no-admin**: its rule 1 matches this request.'],
    [
      'frontend-delete',
      '**backend-callers** selects **backend**, but `DELETE /charges/42` is not allowed by any of its rules.',
    ],
    ['batch-charges', '**backend** takes mTLS only (`STRICT`), and **batch** sends plaintext: it has no sidecar.'],
    ['frontend-catalog', 'No ALLOW policy selects **catalog**, and Istio allows by default.'],
    [
      'frontend-outside',
      'Nothing in the mesh knows **paste.example**, and `ALLOW_ANY` lets every unknown host through.',
    ],
  ])('says why: %s', (request, sentence) => {
    expect(say(storyOf(request).because)).toBe(sentence);
  });

  it('shows how the packet changes from step to step', () => {
    const { frames } = storyOf('reviews-charges');
    const handshake = frames.find(({ step }) => step.kind === 'handshake');
    expect([handshake?.before.wire.kind, handshake?.before.peer]).toEqual(['mtls', null]);
    expect([handshake?.after.wire.kind, handshake?.after.peer]).toEqual([
      'plaintext',
      'cluster.local/ns/shop/sa/reviews',
    ]);
  });

  it('names what is not modelled, and stops being sure at that step', () => {
    const { trace } = storyOf('frontend-charges');
    const step = trace.hops[1]?.steps[0];
    if (step === undefined) throw new Error('no second hop');
    const limit = { code: 'kindNotModelled', resource: null, name: 'tweak' } as const;
    const [first, second] = trace.hops;
    const unsure: Trace = {
      ...trace,
      hops: [first, { at: second?.at ?? first.at, steps: [step] }],
      verdict: { kind: 'undetermined', limits: [limit], step: step.id },
      caller: { kind: 'unknown' },
      limits: [limit],
      delivery: null,
    };
    const story = tell(unsure);
    expect(story.frames.find(({ id }) => id === step.id)).toMatchObject({
      outcome: 'undetermined',
      level: 'story',
      deciding: true,
    });
    expect(say(story.because)).toBe("Hopwise can't tell: **tweak** may change this. Everything before it is allowed.");
  });
});

/** Every nth line of every recorded file: each is a small mesh with requests. */
function* recorded(every: number): Generator<Trace> {
  const folder = new URL('../../conformance/vectors/', import.meta.url);
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.jsonl'))) {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n');
    for (const line of lines.filter((text, index) => text !== '' && index % every === 0)) {
      const vector = readVector(line);
      const { resources } = parseDocument({ files: [{ name: 'recorded.yaml', text: vector.resources }] });
      const world = buildWorld(resources, vector);
      for (const { request: json } of vector.requests) {
        const request = readRequest(json);
        if (!isProblem(request)) yield send(world, request);
      }
    }
  }
}

describe('the story of any trace', () => {
  const stories = [...recorded(12)].map((trace) => tell(trace));

  it('has unique frames, the answer last, and a verdict among them', () => {
    expect(stories.length).toBeGreaterThan(500);
    for (const story of stories) {
      const ids = story.frames.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(story.hops.map(({ id }) => id)).size).toBe(story.hops.length);
      expect(ids.at(-1)).toBe('answer');
      expect(ids).toContain(story.verdictFrame);
      expect(story.frames.filter(({ deciding }) => deciding)).toHaveLength(
        story.trace.verdict.kind === 'allowed' ? 0 : 1,
      );
    }
  });

  it('has words for every frame and verdict', () => {
    for (const story of stories) {
      const said = [...story.frames.flatMap(({ short, long }) => [say(short), say(long)]), say(story.because)];
      for (const text of said) expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\*\*\*\*|``|^$/);
    }
  });

  it('points at what decided every denial by policy', () => {
    const denied = stories.filter(
      ({ trace }) => trace.verdict.kind === 'denied' && trace.verdict.cause.startsWith('rbac'),
    );
    expect(denied.length).toBeGreaterThan(100);
    for (const story of denied) {
      expect(story.frames.find(({ deciding }) => deciding)?.decidingSources).not.toEqual([]);
    }
  });
});
