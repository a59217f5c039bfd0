import type { Message } from '../model/message.ts';
import { resourceId, workloadId } from '../model/resource.ts';
import type { SourceRef } from '../model/resource.ts';
import type { Detail, Frame, FrameId, Layer, Story, StoryHop } from '../model/story.ts';
import type { Check, Packet, Place, StepDetail, Trace, Verdict } from '../model/trace.ts';

/**
 * Stories made by hand, for tests of whatever shows a story. A message carries its own words: `words` reads them back.
 */

interface SampleFrame {
  readonly id: string;
  readonly text: string;
  readonly long?: string;
  readonly level?: Detail;
  readonly layer?: Layer;
  readonly step?: StepDetail;
  readonly outcome?: Frame['outcome'];
  readonly checks?: readonly Check[];
  readonly deciding?: readonly SourceRef[];
}

export interface SampleHop {
  readonly id: string;
  readonly at: Place;
  readonly frames: readonly [SampleFrame, ...SampleFrame[]];
}

/** A message that says its `text`; the catalogue plays no part in these stories. */
export function message(text: string): Message {
  return { key: 'sample', args: { text } } as unknown as Message;
}

export const packet: Packet = {
  source: { ip: '10.0.0.1', workload: workloadId('default', 'frontend') },
  destination: { ip: '10.0.0.2', port: 9080, workload: workloadId('default', 'reviews') },
  wire: { kind: 'plaintext' },
  peer: null,
  http: { method: 'GET', authority: 'reviews', path: '/', headers: [] },
};

/** Builds a story from hops; the last frame of a denied story before `answer` decides. */
export function story(hops: readonly SampleHop[], verdict: Verdict, because: string, verdictFrame: string): Story {
  const frames = hops.flatMap((hop, index) => hop.frames.map((frame) => told(frame, index, verdictFrame)));
  const [first, ...rest] = frames;
  if (first === undefined) throw new Error('a story needs a frame');
  const caller = verdict.kind === 'denied' ? { status: 403, body: 'RBAC: access denied' } : { status: 200, body: '' };
  const trace: Trace = {
    request: {
      id: 'sample',
      title: 'sample',
      caller: { kind: 'workload', workload: workloadId('default', 'frontend') },
      target: { kind: 'host', host: 'reviews', port: 9080, via: null },
      payload: { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' },
      tls: null,
    },
    hops: [
      { at: { kind: 'network' }, steps: [{ id: stepId('wire'), packet, outcome: 'passed', checks: [], kind: 'wire' }] },
    ],
    verdict,
    caller: { kind: 'http', ...caller, headers: [] },
    delivery: null,
    logs: [],
    limits: verdict.kind === 'undetermined' ? verdict.limits : [],
  };
  return {
    trace,
    hops: hops.map(
      ({ id, at, frames: [one, ...more] }): StoryHop => ({
        id,
        at,
        frames: [frameId(one.id), ...more.map(({ id: each }) => frameId(each))],
      }),
    ),
    frames: [first, ...rest],
    verdictFrame: frameId(verdictFrame),
    because: message(because),
    plate: null,
    blockers: [],
    chances: null,
  };
}

export const stepId = (id: string) => id as Exclude<FrameId, 'answer'>;
const frameId = (id: string): FrameId => (id === 'answer' ? 'answer' : stepId(id));

function told(frame: SampleFrame, hop: number, verdictFrame: string): Frame {
  const {
    id,
    text,
    long = text,
    level = 'story',
    layer = 'HTTP',
    outcome = 'passed',
    checks = [],
    deciding = [],
  } = frame;
  const step = frame.step ?? { kind: 'wire' };
  return {
    id: frameId(id),
    hop,
    step: outcome === 'answer' ? { kind: 'answer' } : step,
    level,
    layer,
    outcome,
    deciding: id === verdictFrame,
    before: packet,
    after: packet,
    short: message(text),
    long: message(long),
    checks,
    decidingSources: deciding,
    asides: [],
    readSources: [],
  };
}

const viewer = resourceId('AuthorizationPolicy', 'default', 'reviews-viewer');
const none = { source: null, matched: true, expected: { kind: 'any' }, actual: { kind: 'any' }, children: [] } as const;
const value = (text: string) => ({ kind: 'value', value: text }) as const;
export const principalRef: SourceRef = {
  resource: viewer,
  path: ['spec', 'rules', 0, 'from', 0, 'source', 'principals', 0],
};
const methodRef: SourceRef = { resource: viewer, path: ['spec', 'rules', 0, 'to', 0, 'operation', 'methods', 0] };

/** One condition with one value, nested as the evaluator nests it: from / to → field → value. */
export function condition(kind: 'from' | 'to', name: string, asks: string, has: string, source: SourceRef): Check {
  const matched = asks === has;
  const terms = { matched, expected: value(asks), actual: value(has) };
  const leaf: Check = { kind: 'value', name, source, children: [], ...terms };
  const field: Check = {
    kind: 'field',
    name,
    source: { ...source, path: source.path.slice(0, -1) },
    ...terms,
    children: [leaf],
  };
  return { ...none, kind, name: kind, matched, children: [field] };
}

/** A policy with one rule. */
export function policy(name: string, conditions: readonly Check[]): Check {
  const matched = conditions.every((each) => each.matched);
  const resource = resourceId('AuthorizationPolicy', 'default', name);
  const rule: Check = {
    ...none,
    kind: 'rule',
    name: '1',
    matched,
    source: { resource, path: ['spec', 'rules', 0] },
    children: conditions,
  };
  return { ...none, kind: 'policy', name, matched, source: { resource, path: [] }, children: [rule] };
}

export function policySet(name: string, policies: readonly Check[]): Check {
  const met = policies.filter((each) => each.matched).length;
  return {
    ...none,
    kind: 'policySet',
    name,
    matched: met > 0,
    actual: { kind: 'count', matched: met, of: policies.length },
    children: policies,
  };
}

const admin = 'cluster.local/ns/default/sa/admin';
const frontend = 'cluster.local/ns/default/sa/frontend';
export const allowSet = policySet('ALLOW policies', [
  policy('reviews-viewer', [
    condition('from', 'principals', admin, frontend, principalRef),
    condition('to', 'methods', 'GET', 'GET', methodRef),
  ]),
]);
const strangersRef: SourceRef = {
  resource: resourceId('AuthorizationPolicy', 'default', 'no-strangers'),
  path: ['spec', 'rules', 0, 'from', 0, 'source', 'notNamespaces', 0],
};
export const denySet = policySet('DENY policies', [
  policy('no-strangers', [condition('from', 'notNamespaces', 'default', 'not default', strangersRef)]),
]);

const rbac = (action: 'DENY' | 'ALLOW'): StepDetail => ({
  kind: 'rbac',
  action,
  layer: 'HTTP',
  selects: 1,
  matches: 0,
  rule: null,
  shadow: [],
});
const app: Place = { kind: 'app', workload: workloadId('default', 'frontend') };
export const outbound: Place = { kind: 'sidecar', workload: workloadId('default', 'frontend'), side: 'outbound' };
export const inbound: Place = { kind: 'sidecar', workload: workloadId('default', 'reviews'), side: 'inbound' };

/** frontend → reviews, stopped by an ALLOW policy that asks for another caller: 8 steps in 5 hops, 11 at every level. */
export const denied: Story = story(
  [
    { id: 'frontend/app', at: app, frames: [{ id: 'send', text: 'Sends GET /', step: { kind: 'send' } }] },
    {
      id: 'frontend/outbound',
      at: outbound,
      frames: [
        { id: 'out/listener', text: 'Listener 0.0.0.0_9080', level: 'engine', layer: 'L4' },
        { id: 'out/route', text: 'Knows host reviews' },
        { id: 'out/transport', text: 'Wraps it in mTLS', layer: 'TLS' },
      ],
    },
    { id: 'wire', at: { kind: 'network' }, frames: [{ id: 'handshake', text: 'Handshake done', layer: 'TLS' }] },
    {
      id: 'reviews/inbound',
      at: inbound,
      frames: [
        { id: 'in/chain', text: 'Filter chain: mTLS', level: 'checks', layer: 'TLS' },
        { id: 'in/mtls', text: 'mTLS: caller is sa/frontend', layer: 'TLS' },
        { id: 'in/deny', text: 'DENY: no rule matches', step: rbac('DENY'), checks: [denySet] },
        { id: 'in/jwt', text: 'JWT: nothing asked', level: 'checks' },
        {
          id: 'in/allow',
          text: 'ALLOW: no rule matches',
          long: 'No ALLOW policy on **reviews** matches.',
          step: rbac('ALLOW'),
          outcome: 'denied',
          checks: [allowSet],
          deciding: [principalRef],
        },
      ],
    },
    { id: 'answer', at: app, frames: [{ id: 'answer', text: 'Gets 403', outcome: 'answer' }] },
  ],
  {
    kind: 'denied',
    cause: 'rbacNotAllowed',
    step: stepId('in/allow'),
    determining: { kind: 'unmatched', policies: [{ resource: viewer, namespace: 'default', name: 'reviews-viewer' }] },
  },
  '**reviews-viewer** selects **reviews**, but **frontend** is not allowed by any of its rules.',
  'in/allow',
);
