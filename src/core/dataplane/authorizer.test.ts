import { describe, expect, it } from 'vitest';
import type { Authorizer, AuthorizerAnswer } from '../controlplane/world.ts';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import type { StepId, Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, peerAuthentication, worldWith } from './world.fixture.ts';

const authorizer = `{apiVersion: v1, kind: Pod, metadata: {name: az, namespace: legacy, labels: {app: az}}, spec: {containers: [{name: app, ports: [{containerPort: 9001}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: az, namespace: legacy}, spec: {selector: {app: az}, ports: [{name: http, port: 9001}]}}`;
const meshed = authorizer.replaceAll('namespace: legacy', 'namespace: b').replaceAll('app: az', 'app: az, x: "y"');
const policy = authorizationPolicy(
  'ask',
  '{selector: {matchLabels: {app: s}}, action: CUSTOM, provider: {name: x}, rules: [{to: [{operation: {notPaths: [/free]}}]}]}',
);

interface Setup {
  readonly answer?: AuthorizerAnswer;
  readonly provider?: JsonObject;
  readonly kind?: 'envoyExtAuthzHttp' | 'envoyExtAuthzGrpc';
  readonly yaml?: string;
  readonly pod?: string;
}
interface Asked {
  readonly port: number;
  readonly protocol: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly provider: string;
}

/** A world in which the authorizer says one thing, and what it is asked. */
function worldOf({
  answer = { kind: 'allow', headers: [] },
  provider = {},
  kind = 'envoyExtAuthzHttp',
  yaml = '',
  pod = authorizer,
}: Setup) {
  const asked: Asked[] = [];
  const says: Authorizer = (_, port, protocol, headers, name) => {
    asked.push({ port, protocol, headers, provider: name });
    return answer;
  };
  const namespace = pod === meshed ? 'b' : 'legacy';
  const config = { service: `az.${namespace}.svc.cluster.local`, port: 9001, ...provider };
  const mesh = { extensionProviders: [{ name: 'x', [kind]: config }] };
  const world = worldWith([pod, policy, yaml].filter((each) => each !== '').join('\n---\n'), mesh, says);
  return { world, asked };
}

const withHeaders = (headers: readonly (readonly [string, string])[]): Request => ({
  ...call(),
  payload: { kind: 'http', method: 'PUT', path: '/p?q', host: null, headers, version: '1.1' },
});

function told(setup: Setup, request: Request = call()): Trace {
  const trace = send(worldOf(setup).world, request);
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}
const status = (setup: Setup, request?: Request): number | string => {
  const { caller } = told(setup, request);
  return caller.kind === 'http' ? caller.status : caller.kind;
};

describe('an external authorizer is asked (7.2, 7.7)', () => {
  it('where a rule of its policies matches, and only there', () => {
    const { world, asked } = worldOf({});
    send(world, call({ path: '/free' }));
    expect(asked).toEqual([]);
    send(world, call());
    expect(asked).toMatchObject([{ port: 9001, protocol: 'http', provider: 'x' }]);
  });

  it('with the headers that its provider lists, over gRPC with all', () => {
    const headers = [
      ['X-A', '1'],
      ['X-Abc', '2'],
      ['Y', '3'],
    ] as const;
    const seen = (setup: Setup): readonly string[] => {
      const { world, asked } = worldOf(setup);
      send(world, withHeaders(headers));
      return (asked[0]?.headers ?? []).map(([name]) => name).filter((name) => /^[xy](-a|$)/i.test(name));
    };
    expect(seen({})).toEqual([]);
    expect(seen({ provider: { includeRequestHeadersInCheck: ['x-a'] } })).toEqual(['X-A']);
    expect(seen({ provider: { includeHeadersInCheck: ['x-a*'] } })).toEqual(['X-A', 'X-Abc']);
    expect(seen({ kind: 'envoyExtAuthzGrpc' })).toEqual(['X-A', 'X-Abc', 'Y']);
  });

  it('and its answer decides: status, body, headers of a refusal', () => {
    const deny = { kind: 'deny', status: 302, body: 'go', headers: [['Location', '/in']] } as const;
    expect(told({ answer: deny })).toMatchObject({
      verdict: { cause: 'extAuthzDenied', determining: { kind: 'matched', rules: [{ name: 'ask', rule: 0 }] } },
      caller: { kind: 'http', status: 302, body: 'go', headers: [['Location', '/in']] },
    });
    expect(told({ answer: deny }).logs.at(-1)).toMatchObject({
      status: 302,
      flags: ['UAEX'],
      details: 'ext_authz_denied',
    });
    expect(told({ answer: { kind: 'deny', status: 401, body: '' } }).caller).toMatchObject({
      status: 401,
      headers: [],
    });
  });

  it('and an error is a refusal, unless the provider fails open', () => {
    const answer = { kind: 'error' } as const;
    expect(told({ answer })).toMatchObject({ verdict: { cause: 'extAuthzError' }, caller: { status: 403, body: '' } });
    expect(told({ answer }).logs.at(-1)).toMatchObject({ details: 'ext_authz_error', flags: ['UAEX'] });
    expect(status({ answer, provider: { statusOnError: '503' } })).toBe(503);
    expect(status({ answer, provider: { failOpen: true } })).toBe(200);
  });

  it('and headers that it adds reach the policies behind it, if they may (7.8)', () => {
    const answer = {
      kind: 'allow',
      headers: [
        ['X-User', 'new'],
        ['X-Other', 'o'],
      ],
    } as const;
    const arrived = (setup: Setup): readonly string[] =>
      (told({ answer, ...setup }, withHeaders([['x-user', 'forged']])).delivery?.headers ?? [])
        .filter(([name]) => /^x-(user|other)$/i.test(name))
        .map((line) => line.join('='));
    expect(arrived({})).toEqual(['x-user=forged']);
    expect(arrived({ provider: { headersToUpstreamOnAllow: ['x-USER'] } })).toEqual(['X-User=new']);
    expect(arrived({ kind: 'envoyExtAuthzGrpc' })).toEqual(['X-User=new', 'X-Other=o']);
  });

  it('and cannot be reached: an error (7.3, 7.7)', () => {
    expect(status({ provider: { port: 1 } })).toBe(403);
    expect(told({ pod: authorizer.replace('labels: {app: az}', 'labels: {app: gone}') }).verdict).toMatchObject({
      cause: 'extAuthzError',
    });
  });

  it('and is the rules’ own refusal where its provider is broken (7.3)', () => {
    const trace = told({ provider: { service: 'gone.b.svc.cluster.local' } });
    expect(trace.verdict).toMatchObject({ cause: 'rbacDenied', determining: { kind: 'matched' } });
    expect(trace.caller).toMatchObject({ status: 403, body: 'RBAC: access denied' });
    expect(trace.logs.at(-1)?.details).toBe(
      'rbac_access_denied_matched_policy[istio-ext-authz-x-ns[b]-policy[ask]-rule[0]-deny-due-to-bad-CUSTOM-action]',
    );
    expect(status({ provider: { service: 'gone.b.svc.cluster.local' } }, call({ path: '/free' }))).toBe(200);
  });

  it('and nobody has said what it answers: nobody knows', () => {
    expect(told({ answer: { kind: 'unknown', why: 'notSaid' } })).toMatchObject({
      verdict: { kind: 'undetermined' },
      limits: [{ code: 'answerNotSaid', name: 'x' }],
    });
    expect(told({ answer: { kind: 'unknown', why: 'notModelled' } }).limits).toMatchObject([
      { code: 'trafficNotModelled', name: 'authorizer' },
    ]);
  });
});

describe('the check call is mesh traffic of the protected workload (7.7)', () => {
  it('that policies of the authorizer refuse: 403 over HTTP, an error over gRPC', () => {
    const yaml = authorizationPolicy('door', '{selector: {matchLabels: {app: az}}}');
    expect(told({ pod: meshed, yaml })).toMatchObject({
      verdict: { cause: 'extAuthzDenied' },
      caller: { status: 403 },
    });
    expect(told({ pod: meshed, yaml, kind: 'envoyExtAuthzGrpc' }).verdict).toMatchObject({ cause: 'extAuthzError' });
    const open = authorizationPolicy(
      'door',
      '{selector: {matchLabels: {app: az}}, rules: [{from: [{source: {principals: [cluster.local/ns/b/sa/s]}}]}]}',
    );
    expect(status({ pod: meshed, yaml: open })).toBe(200);
    const paths = authorizationPolicy(
      'door',
      '{selector: {matchLabels: {app: az}}, rules: [{to: [{operation: {paths: [/in/]}}]}]}',
    );
    expect(status({ pod: meshed, yaml: paths, provider: { pathPrefix: '/in' } })).toBe(200);
    expect(status({ pod: meshed, yaml: paths })).toBe(403);
  });

  it('that the proxy of the authorizer logs before the server’s own', () => {
    const answer = { kind: 'deny', status: 418, body: '' } as const;
    const lines = (setup: Setup): readonly string[] =>
      told({ pod: meshed, ...setup }).logs.map(({ proxy, status: code }) => `${proxy} ${code}`);
    expect(lines({})).toEqual(['a/c 200', 'b/az 200', 'b/s 200']);
    expect(lines({ answer })).toEqual(['a/c 418', 'b/az 418', 'b/s 418']);
    // Over gRPC a refusal is an answer like any other.
    expect(lines({ answer, kind: 'envoyExtAuthzGrpc' })).toEqual(['a/c 418', 'b/az 200', 'b/s 418']);
  });

  it('that a plaintext-only client cannot make where mTLS is asked', () => {
    const yaml = peerAuthentication('STRICT');
    expect(status({ pod: meshed, yaml })).toBe(200);
  });

  it('that is seen as it is sent: by whom, what, and in which protocol', () => {
    const rule = (operation: string): string =>
      authorizationPolicy(
        'door',
        `{selector: {matchLabels: {app: az}}, rules: [{to: [{operation: {${operation}}}], when: [{key: source.principal, values: [cluster.local/ns/b/sa/s]}, {key: destination.port, values: ["9001"]}]}]}`,
      );
    const passes = (operation: string, setup: Setup = {}, request: Request = withHeaders([])): boolean =>
      status({ pod: meshed, yaml: rule(operation), ...setup }, request) === 200;
    expect(passes('methods: [PUT], paths: [/p], hosts: [s.b]')).toBe(true);
    expect(passes('methods: [GET]')).toBe(false);
    expect(passes('hosts: [az.b.svc.cluster.local]')).toBe(false);
    const grpc = 'methods: [POST], paths: [/envoy.service.auth.v3.Authorization/Check]';
    expect(passes(`${grpc}, hosts: [az.b.svc.cluster.local]`, { kind: 'envoyExtAuthzGrpc' })).toBe(true);
    expect(passes('hosts: [s.b]', { kind: 'envoyExtAuthzGrpc' })).toBe(false);
  });

  it('that shows Authorization whatever the provider lists', () => {
    const { world, asked } = worldOf({});
    send(
      world,
      withHeaders([
        ['Authorization', 'Bearer x'],
        ['X-A', '1'],
      ]),
    );
    expect(asked[0]?.headers.map(([name]) => name)).toEqual(['Authorization']);
  });

  it('whose refusal by a policy shows the client only what the provider lists, and location', () => {
    const yaml = authorizationPolicy('door', '{selector: {matchLabels: {app: az}}}');
    expect(told({ pod: meshed, yaml }).caller).toEqual({
      kind: 'http',
      status: 403,
      body: 'RBAC: access denied',
      headers: [],
    });
    expect(told({ pod: meshed, yaml }).logs.map(({ proxy, status: code }) => `${proxy} ${code}`)).toEqual([
      'a/c 403',
      'b/az 403',
      'b/s 403',
    ]);
  });

  it('that fails is logged as the authorizer’s own proxy answered it: 403 over gRPC', () => {
    const lines = (setup: Setup): readonly string[] =>
      told({ pod: meshed, answer: { kind: 'error' }, ...setup }).logs.map(
        ({ proxy, status: code }) => `${proxy} ${code}`,
      );
    expect(lines({ kind: 'envoyExtAuthzGrpc' })).toEqual(['a/c 403', 'b/az 403', 'b/s 403']);
    expect(lines({})).toEqual(['a/c 403', 'b/az 200', 'b/s 403']);
  });

  it('of an authorizer that is asked about itself, without end, is not followed', () => {
    const yaml = authorizationPolicy(
      'self',
      '{selector: {matchLabels: {app: az}}, action: CUSTOM, provider: {name: x}, rules: [{}]}',
    );
    const { world, asked } = worldOf({ pod: meshed, yaml });
    const trace = send(world, call());
    expect(trace.verdict).toMatchObject({ kind: 'undetermined', step: 'b/s/inbound/extAuthz-x' });
    expect(trace.limits).toEqual([{ code: 'trafficNotModelled', resource: null, name: 'authorizer' }]);
    expect(asked).toHaveLength(3);
  });

  it('on a TCP port has no request to show, and no HTTP authorizer (7.9)', () => {
    const request = call({ port: 9000, tcp: true });
    const { world, asked } = worldOf({ kind: 'envoyExtAuthzGrpc' });
    expect(send(world, request).verdict.kind).toBe('allowed');
    expect(asked).toMatchObject([{ headers: [], protocol: 'grpc' }]);
    const denied = told({ kind: 'envoyExtAuthzGrpc', answer: { kind: 'deny', status: 403, body: 'x' } }, request);
    expect(denied).toMatchObject({ verdict: { cause: 'extAuthzDenied' }, caller: { kind: 'closed' } });
    expect(denied.logs.at(-1)).toMatchObject({
      log: 'tcp',
      flags: ['UAEX'],
      details: 'ext_authz_denied',
      status: null,
    });
    expect(told({ answer: { kind: 'deny', status: 403, body: '' } }, request).verdict.kind).toBe('allowed');
    const broken = told({ provider: { service: 'gone' } }, request);
    expect(broken.verdict).toMatchObject({ cause: 'rbacDenied' });
    expect(broken.logs.at(-1)?.connectionTermination).toContain('deny-due-to-bad-CUSTOM-action');
  });
});

describe('beyond a refusal of an authorizer', () => {
  it('the request goes on once the step is waived', () => {
    for (const setup of [
      { answer: { kind: 'deny', status: 403, body: '' } },
      { answer: { kind: 'error' } },
      { provider: { service: 'gone' } },
    ] as const satisfies readonly Setup[]) {
      const { world } = worldOf(setup);
      const { verdict } = send(world, call());
      if (verdict.kind !== 'denied') throw new Error('not denied');
      const waive: ReadonlySet<StepId> = new Set([verdict.step]);
      expect(verdict.step).toBe('b/s/inbound/extAuthz-x');
      expect(send(world, call(), { waive }).verdict.kind).toBe('allowed');
    }
  });
});
