import { describe, expect, it } from 'vitest';
import { type Authorizer, buildWorld, type World } from '../controlplane/world.ts';
import type { JsonObject } from '../model/json.ts';
import { workloadId } from '../model/resource.ts';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, peerAuthentication, resourcesWith } from './world.fixture.ts';

/** A mesh whose istiod runs with feature flags. */
function flagged(yaml: string, flags: World['flags'], mesh: JsonObject, authorizer?: Authorizer): World {
  const options = { mesh, topology: null, clock: '2026-01-01T00:00:00Z', flags };
  return buildWorld(resourcesWith(yaml), authorizer ? { ...options, authorizer } : options);
}

function sound(trace: Trace): Trace {
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}

describe('PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS (7.4)', () => {
  const flag = { PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS: 'true' };
  const pod = `{apiVersion: v1, kind: Pod, metadata: {name: az, namespace: legacy, labels: {app: az}}, spec: {containers: [{name: app, ports: [{containerPort: 9001}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: az, namespace: legacy}, spec: {selector: {app: az}, ports: [{name: http, port: 9001}]}}`;
  const ask = (provider: string, path: string): string =>
    authorizationPolicy(
      provider,
      `{selector: {matchLabels: {app: s}}, action: CUSTOM, provider: {name: ${provider}}, rules: [{to: [{operation: {paths: ["${path}"]}}]}]}`,
    );
  const yaml = [pod, ask('one', '/one*'), ask('two', '*two'), ask('gone', '/gone')].join('\n---\n');
  const service = { service: 'az.legacy.svc.cluster.local', port: 9001 };
  const mesh = { extensionProviders: ['one', 'two'].map((name) => ({ name, envoyExtAuthzHttp: service })) };

  /** Who is asked about a path, and what comes of it, where the provider `two` refuses. */
  function asked(path: string, flags: World['flags']): readonly (string | number | undefined)[] {
    const names: string[] = [];
    const world = flagged(yaml, flags, mesh, (_, _port, _protocol, _headers, name) => {
      names.push(name);
      return name === 'two' ? { kind: 'deny', status: 401, body: '' } : { kind: 'allow', headers: [] };
    });
    const { caller } = sound(send(world, call({ path })));
    return [...names, caller.kind === 'http' ? caller.status : caller.kind];
  }

  it('makes all asked ones allow, in the order of their names', () => {
    expect(asked('/one', flag)).toEqual(['one', 200]);
    expect(asked('/two', flag)).toEqual(['two', 401]);
    expect(asked('/one/two', flag)).toEqual(['one', 'two', 401]);
    expect(asked('/other', flag)).toEqual([200]);
  });

  it('lets a missing provider deny by its own rules alone', () => {
    expect(asked('/gone', flag)).toEqual([403]);
  });

  it('is off unless it is said: all their rules deny, and nobody is asked', () => {
    for (const flags of [{}, { PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS: 'false' }]) {
      expect(asked('/one', flags)).toEqual([403]);
      expect(asked('/other', flags)).toEqual([200]);
    }
  });
});

describe('PILOT_SKIP_VALIDATE_TRUST_DOMAIN (5.6)', () => {
  const strict = peerAuthentication('default', '{mtls: {mode: STRICT}}');
  const allow = authorizationPolicy('allow', '{rules: [{from: [{source: {principals: ["td9/ns/x/sa/y"]}}]}]}');

  function by(identity: string, flags: World['flags']): Trace['verdict'] {
    const caller = { kind: 'peer', identity, ip: '10.9.9.9', alpn: ['istio'], sni: null } as const;
    const target = { kind: 'workload', workload: workloadId('b', 's'), port: 8080 } as const;
    const world = flagged([strict, allow].join('\n---\n'), flags, {});
    return sound(send(world, { ...call({}), caller, target })).verdict;
  }

  it('lets identities of foreign trust domains reach the policies', () => {
    const flags = { PILOT_SKIP_VALIDATE_TRUST_DOMAIN: 'true' };
    expect(by('td9/ns/x/sa/y', flags)).toMatchObject({ kind: 'allowed' });
    expect(by('td9/ns/x/sa/z', flags)).toMatchObject({ kind: 'denied', cause: 'rbacNotAllowed' });
  });

  it('is off unless it is said: their handshake fails', () => {
    expect(by('td9/ns/x/sa/y', {})).toMatchObject({ kind: 'denied', cause: 'clientCertificateRefused' });
  });
});
