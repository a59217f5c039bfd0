import { describe, expect, it } from 'vitest';
import type { StepId, Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, peerAuthentication, worldWith } from './world.fixture.ts';

function kinds(trace: Trace): readonly string[] {
  return trace.hops.flatMap((hop) => hop.steps.map((step) => step.kind));
}

function cause(trace: Trace): string {
  return trace.verdict.kind === 'denied' ? trace.verdict.cause : trace.verdict.kind;
}

describe('a request between two sidecars', () => {
  it('travels in mTLS and is allowed by default', () => {
    const trace = send(worldWith(''), call());
    expect(checkTrace(trace)).toEqual([]);
    expect(trace.verdict).toEqual({ kind: 'allowed', determining: null });
    expect(trace.delivery).toMatchObject({ workload: 'b/s', port: 8080, peer: 'cluster.local/ns/a/sa/c' });
    expect(kinds(trace)).toEqual([
      'send',
      'dns',
      'capture',
      'listener',
      'route',
      'cluster',
      'transport',
      'wire',
      'filterChain',
      'handshake',
      'inboundRoute',
      'deliver',
    ]);
    expect(trace.logs.map(({ proxy, status, details }) => [proxy, status, details])).toEqual([
      ['a/c', 200, 'via_upstream'],
      ['b/s', 200, 'via_upstream'],
    ]);
  });

  it('is closed by an ALLOW policy that names somebody else', () => {
    const policy = authorizationPolicy(
      'only-x',
      '{rules: [{from: [{source: {principals: [cluster.local/ns/a/sa/x]}}]}]}',
    );
    const trace = send(worldWith(policy), call());
    expect(checkTrace(trace)).toEqual([]);
    expect(trace.verdict).toMatchObject({
      cause: 'rbacNotAllowed',
      step: 'b/s/inbound/rbac-allow',
      determining: { kind: 'unmatched', policies: [{ namespace: 'b', name: 'only-x' }] },
    });
    expect(trace.caller).toEqual({ kind: 'http', status: 403, body: 'RBAC: access denied', headers: [] });
    expect(trace.logs[1]?.details).toBe('rbac_access_denied_matched_policy[none]');
  });

  it('is stopped by DENY before ALLOW is asked', () => {
    const deny = authorizationPolicy('no', '{action: DENY, rules: [{to: [{operation: {paths: [/admin*]}}]}]}');
    const trace = send(
      worldWith(`${deny}\n---\n${authorizationPolicy('all', '{rules: [{}]}')}`),
      call({ path: '/admin/x' }),
    );
    expect(cause(trace)).toBe('rbacDenied');
    expect(trace.logs[1]?.details).toBe('rbac_access_denied_matched_policy[ns[b]-policy[no]-rule[0]]');
    expect(kinds(trace).filter((kind) => kind === 'rbac')).toHaveLength(1);
  });

  it('is told the failing value, expected beside actual', () => {
    const policy = authorizationPolicy(
      'only-x',
      '{rules: [{from: [{source: {principals: [cluster.local/ns/a/sa/x]}}]}]}',
    );
    const last = send(worldWith(policy), call()).hops.at(-1)?.steps.at(-1);
    const field = last?.checks[0]?.children[0]?.children[0]?.children[0];
    expect(field).toMatchObject({
      kind: 'field',
      name: 'principals',
      matched: false,
      expected: { kind: 'values', values: ['cluster.local/ns/a/sa/x'] },
      actual: { kind: 'value', value: 'cluster.local/ns/a/sa/c' },
      source: {
        resource: 'AuthorizationPolicy/b/only-x',
        path: ['spec', 'rules', 0, 'from', 0, 'source', 'principals'],
      },
    });
  });
});

describe('a caller without sidecar', () => {
  it('is refused by STRICT before any policy: no filter chain', () => {
    const trace = send(worldWith(peerAuthentication('STRICT')), call({ from: 'legacy/n' }));
    expect(cause(trace)).toBe('plaintextRefused');
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs).toMatchObject([
      { proxy: 'b/s', log: 'listener', flags: ['NR'], details: 'filter_chain_not_found' },
    ]);
    expect(trace.verdict).toMatchObject({
      determining: { ref: { resource: 'PeerAuthentication/b/p', path: ['spec', 'mtls', 'mode'] } },
    });
  });

  it('has no identity under PERMISSIVE, so principals never match', () => {
    const policy = authorizationPolicy('any-identity', '{rules: [{from: [{source: {principals: ["*"]}}]}]}');
    expect(cause(send(worldWith(policy), call({ from: 'legacy/n' })))).toBe('rbacNotAllowed');
    expect(cause(send(worldWith(policy), call()))).toBe('allowed');
  });

  it('is not stopped by DISABLE, and its TLS is not understood there', () => {
    const world = worldWith(peerAuthentication('DISABLE'));
    expect(cause(send(world, call({ from: 'legacy/n' })))).toBe('allowed');
    expect(cause(send(world, call({ from: 'legacy/n', tls: true })))).toBe('tlsToPlaintext');
  });
});

describe('HTTP rules on a TCP port', () => {
  const rule = '{to: [{operation: {methods: [GET]}}]}';
  it('drop out of ALLOW, which then allows nothing', () => {
    const trace = send(worldWith(authorizationPolicy('get', `{rules: [${rule}]}`)), call({ port: 9000, tcp: true }));
    expect(cause(trace)).toBe('rbacNotAllowed');
    expect(trace.caller).toEqual({ kind: 'closed' });
  });

  it('vanish from DENY, which then denies everything', () => {
    const trace = send(
      worldWith(authorizationPolicy('get', `{action: DENY, rules: [${rule}]}`)),
      call({ port: 9000, tcp: true }),
    );
    expect(cause(trace)).toBe('rbacDenied');
  });
});

describe('DestinationRules and automatic mTLS', () => {
  const rule = (tls: string): string =>
    `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: d, namespace: a}\nspec: {host: s.b.svc.cluster.local, trafficPolicy: {tls: ${tls}}}`;

  it('`tls: {}` turns encryption off', () => {
    expect(cause(send(worldWith(`${rule('{}')}\n---\n${peerAuthentication('STRICT')}`), call()))).toBe(
      'plaintextRefused',
    );
  });

  it('ISTIO_MUTUAL towards a server without sidecar fails', () => {
    const world = worldWith(rule('{mode: ISTIO_MUTUAL}').replace('s.b.svc', 'n.legacy.svc'));
    const trace = send(world, call({ to: 'n.legacy' }));
    expect(cause(trace)).toBe('tlsToPlaintext');
    expect(trace.caller).toMatchObject({ status: 503 });
  });

  it('the wrong subjectAltNames make the client refuse the server', () => {
    const trace = send(
      worldWith(rule('{mode: ISTIO_MUTUAL, subjectAltNames: ["spiffe://cluster.local/ns/b/sa/other"]}')),
      call(),
    );
    expect(cause(trace)).toBe('serverCertificateRefused');
    expect(trace.caller).toMatchObject({ status: 503 });
  });

  it('without a rule, a server without sidecar gets plaintext', () => {
    const trace = send(worldWith(''), call({ to: 'n.legacy' }));
    expect(trace.delivery).toMatchObject({ workload: 'legacy/n', peer: null });
  });
});

describe('unknown destinations', () => {
  it('pass through under ALLOW_ANY and get 502 under REGISTRY_ONLY where an HTTP listener exists', () => {
    expect(cause(send(worldWith(''), call({ to: 'evil.example' })))).toBe('allowed');
    const closed = worldWith('', { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
    const trace = send(closed, call({ to: 'evil.example' }));
    expect(cause(trace)).toBe('blockAll');
    expect(trace.caller).toMatchObject({ status: 502 });
    expect(cause(send(closed, call({ to: 'evil.example', port: 443, tls: true })))).toBe('blackHole');
  });

  it('fail at DNS when the name is of the cluster', () => {
    const trace = send(worldWith(''), call({ to: 'nosuch.b' }));
    expect(cause(trace)).toBe('dnsFailure');
    expect(checkTrace(trace)).toEqual([]);
  });
});

describe('waiving a step', () => {
  it('shows what would stop the request next', () => {
    const policy = authorizationPolicy('none', '{}');
    const world = worldWith(`${policy}\n---\n${peerAuthentication('STRICT')}`);
    const request = call({ from: 'legacy/n' });
    const first = send(world, request);
    expect(cause(first)).toBe('plaintextRefused');
    const waive = new Set<StepId>(first.verdict.kind === 'denied' ? [first.verdict.step] : []);
    const second = send(world, request, { waive });
    expect(checkTrace(second)).toEqual([]);
    expect(cause(second)).toBe('rbacNotAllowed');
  });
});

describe('every trace', () => {
  it('is the same for the same input, and safe to read for odd ones', () => {
    const world = worldWith(authorizationPolicy('odd', '{rules: [{when: [{key: nonsense, values: [x]}]}]}'));
    for (const request of [
      call(),
      call({ to: '' }),
      call({ to: 's.b', port: 0 }),
      call({ from: 'no/body' }),
      call({ path: '' }),
    ]) {
      const trace = send(world, request);
      expect(checkTrace(trace)).toEqual([]);
      expect(send(world, request)).toEqual(trace);
    }
  });
});
