import { describe, expect, it } from 'vitest';
import type { AuthorizerAnswer } from '../controlplane/world.ts';
import type { JsonObject } from '../model/json.ts';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, worldWith } from './world.fixture.ts';

const pod = `{apiVersion: v1, kind: Pod, metadata: {name: az, namespace: legacy, labels: {app: az}, annotations: {hopwise.dev/ip: 10.7.7.7}}, spec: {containers: [{name: app, ports: [{containerPort: 9001}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: az, namespace: legacy}, spec: {selector: {app: az}, ports: [{name: http, port: 9001}]}}`;
const policy = authorizationPolicy(
  'ask',
  '{selector: {matchLabels: {app: s}}, action: CUSTOM, provider: {name: x}, rules: [{}]}',
);
const entry = (address: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: b}, spec: {hosts: [authz.local], ports: [{number: 9001, name: http, protocol: HTTP}], resolution: STATIC, endpoints: [{address: ${address}}]}}`;

interface Asked {
  readonly trace: Trace;
  /** What the authorizer saw. */
  readonly headers: readonly string[] | null;
}

function ask(
  provider: JsonObject,
  yaml = '',
  headers: readonly (readonly [string, string])[] = [],
  answer: AuthorizerAnswer = { kind: 'allow', headers: [] },
): Asked {
  let seen: readonly string[] | null = null;
  const config = { service: 'az.legacy.svc.cluster.local', port: 9001, ...provider };
  const mesh = { extensionProviders: [{ name: 'x', envoyExtAuthzHttp: config }] };
  const text = [pod, policy, yaml].filter((each) => each !== '').join('\n---\n');
  const world = worldWith(text, mesh, (_, _port, _protocol, lines) => {
    seen = lines.map((line) => line.join('='));
    return answer;
  });
  const trace = send(world, {
    ...call(),
    payload: { kind: 'http', method: 'GET', path: '/', host: null, headers, version: '1.1' },
  });
  expect(checkTrace(trace)).toEqual([]);
  return { trace, headers: seen };
}

describe('what an HTTP authorizer is told', () => {
  const sent = [
    ['X-Abc', '1'],
    ['Abc-X', '2'],
    ['Authorization', 'a'],
  ] as const;

  it('are the headers that its provider names, with a star at either end', () => {
    expect(ask({}, '', sent).headers).toEqual(['Authorization=a']);
    const named = (...list: readonly string[]): unknown =>
      ask({ includeRequestHeadersInCheck: list }, '', sent).headers;
    expect(named('x-a*')).toEqual(['X-Abc=1', 'Authorization=a']);
    expect(named('*-x')).toEqual(['Abc-X=2', 'Authorization=a']);
    expect(named('X-A*', '*-X')).toEqual(['X-Abc=1', 'Abc-X=2', 'Authorization=a']);
  });

  it('and those that the proxy adds of its own, in place of the client’s', () => {
    const provider = {
      includeRequestHeadersInCheck: ['x-abc'],
      includeAdditionalHeadersInCheck: { 'x-abc': 'own', 'x-more': 'm' },
    };
    expect(ask(provider, '', sent).headers).toEqual(['Authorization=a', 'x-abc=own', 'x-more=m']);
  });
});

it('headers of its answer pass by a pattern, too (7.8)', () => {
  const answer = { kind: 'allow', headers: [['X-User', 'u']] } as const;
  const passes = (pattern: string): boolean =>
    ask({ headersToUpstreamOnAllow: [pattern] }, '', [], answer).trace.delivery?.headers.some(
      ([name]) => name === 'X-User',
    ) ?? false;
  expect(passes('x-*')).toBe(true);
  expect(passes('*-USER')).toBe(true);
  expect(passes('*-x')).toBe(false);
});

describe('a refusal of an HTTP authorizer (7.7)', () => {
  const deny = (status: number, headers: readonly (readonly [string, string])[] = []): AuthorizerAnswer => ({
    kind: 'deny',
    status,
    body: 'no',
    headers,
  });
  const caller = (provider: JsonObject, answer: AuthorizerAnswer): Trace['caller'] =>
    ask(provider, '', [], answer).trace.caller;

  it('is an error with a status from 500, an answer of its own below, and none with 200', () => {
    expect(caller({}, deny(503))).toMatchObject({ status: 403, body: '' });
    expect(caller({ statusOnError: '504' }, deny(500))).toMatchObject({ status: 504, body: '' });
    expect(caller({ failOpen: true }, deny(503))).toMatchObject({ status: 200 });
    expect(caller({}, deny(499))).toMatchObject({ status: 499, body: 'no' });
    expect(caller({}, deny(204))).toMatchObject({ status: 204 });
    expect(caller({}, deny(200))).toMatchObject({ status: 200, body: '' });
  });

  it('brings all its headers, or those that are listed, and where to go', () => {
    const answer = deny(401, [
      ['Location', '/in'],
      ['X-Why', 'w'],
      ['X-Other', 'o'],
    ]);
    const names = (provider: JsonObject): readonly string[] => {
      const got = caller(provider, answer);
      return got.kind === 'http' ? got.headers.map(([name]) => name) : [];
    };
    expect(names({})).toEqual(['Location', 'X-Why', 'X-Other']);
    expect(names({ headersToDownstreamOnDeny: ['x-why'] })).toEqual(['Location', 'X-Why']);
  });
});

describe('an authorizer is found', () => {
  it('behind the host of a ServiceEntry', () => {
    const { trace, headers } = ask({ service: 'authz.local' }, entry('10.7.7.7'));
    expect(headers).toEqual([]);
    expect(trace.verdict.kind).toBe('allowed');
  });

  it('or stands outside, where nobody knows what it says', () => {
    expect(ask({ service: 'authz.local' }, entry('203.0.113.9')).trace.verdict.kind).toBe('undetermined');
  });
});

it('is out of reach for a workload whose Sidecar does not let it see the service: an error (7.7)', () => {
  const sidecar = (host: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: d, namespace: b}, spec: {egress: [{hosts: ["${host}"]}]}}`;
  expect(ask({}, sidecar('legacy/*')).trace.verdict.kind).toBe('allowed');
  expect(ask({}, sidecar('./*')).trace.verdict).toMatchObject({ cause: 'extAuthzError' });
});
