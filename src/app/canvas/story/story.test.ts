import { describe, expect, test } from 'vitest';
import type { MeshOverview } from '../../../core/model/overview.ts';
import { resourceId, workloadId } from '../../../core/model/resource.ts';
import type { Place, StepDetail, Verdict } from '../../../core/model/trace.ts';
import { type SampleHop, stepId, story as sample } from '../../../core/story/sample.fixture.ts';
import { gateOffsets, passageLength } from '../layout/metrics.ts';
import { lengthOf, straight } from '../route/line.ts';
import { type Gate, gatesOf, stateAt } from './gates.ts';
import { stretches } from './segments.ts';
import { buildTrack } from './track.ts';

const frontend = workloadId('default', 'frontend');
const reviews = workloadId('default', 'reviews');
const gateway = workloadId('istio-system', 'gateway');

const app = (workload: typeof frontend): Place => ({ kind: 'app', workload });
const rbac = (action: 'AUDIT' | 'DENY' | 'ALLOW', selects = 1): StepDetail => ({
  kind: 'rbac',
  action,
  layer: 'HTTP',
  matches: 0,
  rule: null,
  shadow: [],
  selects,
});
const chain: StepDetail = { kind: 'filterChain', mode: 'STRICT', protocol: 'HTTP', chain: 'c', layer: 'HTTP' };
const inbound: Place = { kind: 'sidecar', workload: reviews, side: 'inbound' };

const policy = (word: string, kind = 'AuthorizationPolicy') => ({
  id: resourceId(kind, 'default', word),
  kind,
  namespace: 'default',
  name: word,
  word,
  selects: [reviews],
  rejected: false,
  dryRun: false,
});
const mesh = (words: readonly string[] = []): MeshOverview => ({
  namespaces: [],
  workloads: [],
  externals: [],
  requests: [],
  kept: [],
  policies: words.map((word) => policy(word)),
});

const answer: SampleHop = { id: 'end', at: app(frontend), frames: [{ id: 'answer', text: '', outcome: 'answer' }] };
const out: readonly SampleHop[] = [
  { id: 'app', at: app(frontend), frames: [{ id: 'send', text: '', step: { kind: 'send' } }] },
  { id: 'out', at: { kind: 'sidecar', workload: frontend, side: 'outbound' }, frames: [{ id: 'route', text: '' }] },
  { id: 'net', at: { kind: 'network' }, frames: [{ id: 'wire', text: '', step: { kind: 'wire' } }] },
];
const deny = (step: string): Verdict => ({
  kind: 'denied',
  cause: 'rbacDenied',
  step: stepId(step),
  determining: null,
});
const denied = sample(
  [
    ...out,
    {
      id: 'in',
      at: inbound,
      frames: [
        { id: 'mtls', text: '', step: chain },
        { id: 'deny', text: '', step: rbac('DENY'), outcome: 'denied' },
      ],
    },
    answer,
  ],
  deny('deny'),
  '',
  'deny',
);

describe('stretches', () => {
  test('a call through two sidecars is one stretch with a passage at its end', () => {
    const { segments, hops } = stretches(denied, mesh());
    expect(segments).toEqual([{ from: frontend, to: reviews, entry: 3 }]);
    expect(hops.map((hop) => hop.role)).toEqual(['start', 'exit', 'wire', 'entry', 'start']);
  });

  test('a gateway ends one stretch and begins the next', () => {
    const told = sample(
      [
        { id: 'c', at: app(frontend), frames: [{ id: 'send', text: '' }] },
        { id: 'n', at: { kind: 'network' }, frames: [{ id: 'w1', text: '' }] },
        { id: 'g', at: { kind: 'gateway', workload: gateway }, frames: [{ id: 'g1', text: '' }] },
        { id: 'm', at: { kind: 'network' }, frames: [{ id: 'w2', text: '' }] },
        { id: 'in', at: inbound, frames: [{ id: 'mtls', text: '', step: chain }] },
        { id: 'b', at: app(reviews), frames: [{ id: 'deliver', text: '' }] },
        answer,
      ],
      { kind: 'allowed', determining: null },
      '',
      'deliver',
    );
    const { segments, hops } = stretches(told, mesh());
    expect(segments).toEqual([
      { from: frontend, to: gateway, entry: 2 },
      { from: gateway, to: reviews, entry: 4 },
    ]);
    expect(hops.map((hop) => hop.segment)).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });

  test('a request that its own proxy stops has no target unless the mesh knows it', () => {
    const [first, second] = out;
    if (first === undefined || second === undefined) throw new Error('no hops');
    const stopped = sample([first, second, answer], deny('route'), '', 'route');
    expect(stretches(stopped, mesh()).segments).toEqual([{ from: frontend, to: null, entry: null }]);
    const known = { id: 'sample', title: '', from: frontend, to: reviews, what: '' };
    const requests = [{ ...known, verdict: 'denied', legs: [] } as const];
    expect(stretches(stopped, { ...mesh(), requests }).segments).toEqual([
      { from: frontend, to: reviews, entry: null },
    ]);
  });
});

describe('gates', () => {
  test('are those of the filter chain that was walked, then those that a refused request never met', () => {
    const gates = gatesOf(denied, 3, mesh(['ALLOW', 'DENY', 'AUDIT']));
    expect(gates.map((gate) => gate.key)).toEqual(['mtls', 'deny', 'allow']);
    expect(gates.map((gate) => gate.decides)).toEqual([false, true, false]);
  });

  test('a gate for which no policy is attached is not drawn', () => {
    const told = sample(
      [
        {
          id: 'in',
          at: inbound,
          frames: [
            { id: 'mtls', text: '', step: chain },
            { id: 'a', text: '', step: rbac('ALLOW', 0) },
          ],
        },
      ],
      { kind: 'allowed', determining: null },
      '',
      'a',
    );
    // The verdict frame of the sample counts as deciding, so another one has to be asked for.
    const quiet = { ...told, frames: told.frames.map((frame) => ({ ...frame, deciding: false })) };
    const [first, ...rest] = quiet.frames;
    if (first === undefined) throw new Error('no frames');
    expect(gatesOf({ ...told, frames: [first, ...rest] }, 0, mesh()).map((gate) => gate.key)).toEqual(['mtls']);
  });

  test('are ahead until the playhead reaches them', () => {
    const index = new Map(denied.frames.map((frame, i) => [frame.id, i]));
    const [mtls, shut, allow] = gatesOf(denied, 3, mesh(['ALLOW']));
    const states = (now: number) => [mtls, shut, allow].map((gate) => stateAt(gate?.frames ?? [], index, now));
    expect(states(2)).toEqual(['ahead', 'ahead', 'ahead']);
    expect(states(3)).toEqual(['open', 'ahead', 'ahead']);
    expect(states(5)).toEqual(['open', 'shut', 'ahead']);
  });
});

describe('the track', () => {
  const from = { x: 0, y: 0, width: 160, height: 72 };
  const to = { x: 600, y: 0, width: 160, height: 72 };

  function trackFor(gates: readonly Gate[]) {
    const stops = gates.findIndex((gate) => gate.decides);
    const offsets = gateOffsets(gates.length, stops);
    const mouth = { x: 600 - passageLength(gates.length), y: 36 };
    const shape = { from, to, edge: straight({ x: 160, y: 36 }, mouth), gates, offsets };
    return buildTrack(denied, stretches(denied, mesh()), [shape]);
  }

  test('keeps the packet inside the passage and clear of the shut gate', () => {
    for (const words of [[], ['ALLOW'], ['ALLOW', 'AUDIT']]) {
      const track = trackFor(gatesOf(denied, 3, mesh(words)));
      const leg = track.legs[0];
      const stopped = track.stations.get(stepId('deny'));
      if (leg === undefined || stopped === undefined) throw new Error('no track');
      expect(stopped.mark - stopped.at).toBeGreaterThan(27);
      expect(stopped.at).toBeGreaterThan(leg.mouth);
    }
  });

  test('moves the packet on with every frame, and home with the answer', () => {
    const track = trackFor(gatesOf(denied, 3, mesh()));
    const at = (id: string) => track.stations.get(stepId(id))?.at ?? Number.NaN;
    const way = ['send', 'route', 'wire', 'mtls', 'deny'].map(at);
    expect(way).toEqual([...way].sort((a, b) => a - b));
    expect(track.stations.get('answer')?.at).toBe(at('send'));
    expect(at('deny')).toBeLessThan(lengthOf(track.line));
  });
});
