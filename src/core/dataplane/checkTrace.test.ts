import { describe, expect, it } from 'vitest';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, worldWith } from './world.fixture.ts';

const allowed = send(worldWith(''), call());
const denied = send(worldWith(authorizationPolicy('none', '{}')), call());
const patch =
  '{apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: {name: x, namespace: a}, spec: {}}';
const unknown = send(worldWith(patch), call());
const limit = { code: 'trafficNotModelled', resource: null, name: 'x' } as const;

/** The trace with the outcome of one step changed, counted from the end. */
function withOutcome(trace: Trace, outcome: 'passed' | 'denied', fromEnd: number): Trace {
  const all = trace.hops.flatMap(({ steps }) => steps).toReversed();
  const target = all[fromEnd];
  const [first, ...more] = trace.hops.map((hop) => {
    const [head, ...rest] = hop.steps.map((step) => (step === target ? { ...step, outcome } : step));
    if (!head) throw new Error('a hop without steps');
    return { ...hop, steps: [head, ...rest] } as const;
  });
  if (!first) throw new Error('a trace without hops');
  return { ...trace, hops: [first, ...more] };
}

describe('what must be true of every trace', () => {
  it('is true of what the engine says', () => {
    expect([allowed, denied, unknown].map((trace) => trace.verdict.kind)).toEqual([
      'allowed',
      'denied',
      'undetermined',
    ]);
    for (const trace of [allowed, denied, unknown]) expect(checkTrace(trace)).toEqual([]);
  });

  it('is asked of step ids and of the first step', () => {
    const [first, ...more] = allowed.hops;
    expect(checkTrace({ ...allowed, hops: [first, first, ...more] })).toEqual(['step ids are unique in a trace']);
    const [second, ...rest] = more;
    expect(second && checkTrace({ ...allowed, hops: [second, ...rest] })).toEqual(['a trace begins with sending']);
  });

  it('is asked of a denial', () => {
    expect(checkTrace({ ...denied, delivery: allowed.delivery })).toEqual(['a denied request is not delivered']);
    expect(checkTrace(withOutcome(denied, 'denied', 1))).toEqual(['a denied trace has exactly one denied step']);
    expect(checkTrace(withOutcome(denied, 'passed', 0))).toEqual([
      'the deciding step of a denied trace is denied',
      'a denied trace has exactly one denied step',
    ]);
    if (denied.verdict.kind !== 'denied') throw new Error('not denied');
    const step = allowed.hops[0].steps[0].id;
    expect(checkTrace({ ...denied, verdict: { ...denied.verdict, step } })).toEqual([
      'a denied trace ends with its deciding step',
    ]);
  });

  it('is asked of an allowed request', () => {
    expect(checkTrace({ ...allowed, delivery: null })).toEqual(['an allowed request is delivered']);
    expect(checkTrace(withOutcome(allowed, 'denied', 3))).toEqual(['an allowed trace has no denied step']);
    const [first, ...more] = allowed.hops;
    expect(checkTrace({ ...allowed, hops: [first, ...more.slice(0, -1)] })).toEqual([
      'an allowed trace ends with the delivery',
    ]);
    expect(checkTrace({ ...allowed, limits: [limit] })).toEqual(['a trace with limits is undetermined']);
  });

  it('is asked of what nobody can tell', () => {
    expect(checkTrace({ ...unknown, limits: [] })).toEqual(['an undetermined trace names what is not modelled']);
    expect(checkTrace({ ...unknown, caller: { kind: 'closed' } })).toEqual([
      'an undetermined trace does not know what the caller sees',
    ]);
    expect(checkTrace(withOutcome(unknown, 'denied', 1))).toEqual(['an undetermined trace has no denied step']);
  });
});
