import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { authorizationPolicy, call, worldWith } from '../world.fixture.ts';

const authorizer = `{apiVersion: v1, kind: Pod, metadata: {name: az, namespace: legacy, labels: {app: az}}, spec: {containers: [{name: app, ports: [{containerPort: 9001}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: az, namespace: legacy}, spec: {selector: {app: az}, ports: [{name: grpc, port: 9001}]}}`;
const mesh: JsonObject = {
  extensionProviders: [
    { name: 'x', envoyExtAuthzGrpc: { service: 'az.legacy.svc.cluster.local', port: 9001, failOpen: true } },
  ],
};

const custom = (rules: string, provider = 'x'): string =>
  authorizationPolicy('ask', `{action: CUSTOM, provider: {name: ${provider}}, rules: ${rules}}`);
const wants = (key: string, value: string, filter = 'http', action = 'ALLOW'): string =>
  authorizationPolicy(
    'wants',
    `{action: ${action}, rules: [{when: [{key: 'experimental.envoy.filters.${filter}.rbac[${key}]', values: ['${value}']}]}]}`,
  );
const dryRun = (name: string, spec: string): string =>
  authorizationPolicy(name, spec).replace('{name:', "{annotations: {istio.io/dry-run: 'true'}, name:");

/** What `b/s` says to GET /c or another path, or to bytes on its TCP port. */
function said(policies: readonly string[], request: Parameters<typeof call>[0] = { path: '/c' }): string {
  const world = worldWith([authorizer, ...policies].join('\n---\n'), mesh, () => ({ kind: 'allow', headers: [] }));
  const trace = send(world, call(request));
  expect(checkTrace(trace)).toEqual([]);
  return trace.verdict.kind === 'denied' ? trace.verdict.cause : trace.verdict.kind;
}

describe('what RBAC filters leave for later conditions to see (1.8, 2.4)', () => {
  const result = 'istio_ext_authz_shadow_engine_result';
  const effective = 'istio_ext_authz_shadow_effective_policy_id';

  it('is the verdict of CUSTOM rules: denied by the rule that matches, else allowed', () => {
    const rules = custom('[{to: [{operation: {paths: [/c]}}]}]');
    expect(said([rules, wants(result, 'denied')])).toBe('allowed');
    expect(said([rules, wants(result, 'allowed')])).toBe('rbacNotAllowed');
    expect(said([rules, wants(effective, '*-rule[0]')])).toBe('allowed');
    expect(said([rules, wants(result, 'allowed')], { path: '/other' })).toBe('allowed');
    expect(said([rules, wants(result, '*')], { path: '/other' })).toBe('allowed');
    expect(said([rules, wants(effective, '*')], { path: '/other' })).toBe('rbacNotAllowed');
    expect(said([wants(result, '*')])).toBe('rbacNotAllowed');
  });

  it('is nothing of the kind where the provider is broken: its rules are enforced', () => {
    const rules = custom('[{to: [{operation: {paths: [/never]}}]}]', 'unknown');
    expect(said([rules, wants(result, '*')])).toBe('rbacNotAllowed');
    expect(said([rules, wants('enforced_engine_result', 'allowed')])).toBe('allowed');
  });

  it('is the verdict of dry-run policies of the filters before', () => {
    const deny = dryRun('dry', '{action: DENY, rules: [{to: [{operation: {paths: [/c]}}]}]}');
    expect(said([deny, wants('istio_dry_run_deny_shadow_engine_result', 'denied')])).toBe('allowed');
    const id = 'istio_dry_run_deny_shadow_effective_policy_id';
    expect(said([deny, wants(id, 'ns[b]-policy[dry]-rule[0]')])).toBe('allowed');
    expect(said([deny, wants('istio_dry_run_deny_shadow_engine_result', 'allowed')], { path: '/o' })).toBe('allowed');
    const allow = dryRun('dry', '{rules: [{}]}');
    expect(said([allow, wants('istio_dry_run_allow_shadow_engine_result', '*', 'http', 'DENY')])).toBe('allowed');
  });

  it('is the verdict of enforced policies of the filters before, over HTTP', () => {
    const audit = authorizationPolicy('audit', '{action: AUDIT, rules: [{}]}');
    const id = 'ns[b]-policy[audit]-rule[0]';
    expect(said([audit, wants('enforced_effective_policy_id', id, 'http', 'DENY')])).toBe('rbacDenied');
    const tcp = { port: 9000, tcp: true };
    expect(said([audit, wants('enforced_effective_policy_id', id, 'network', 'DENY')], tcp)).toBe('allowed');
  });

  it('stands under another filter’s name over TCP', () => {
    const rules = custom('[{to: [{operation: {ports: ["9000"]}}]}]');
    const tcp = { port: 9000, tcp: true };
    expect(said([rules, wants(result, 'denied', 'network')], tcp)).toBe('allowed');
    expect(said([rules, wants(result, 'denied', 'http')], tcp)).toBe('rbacNotAllowed');
    const deny = dryRun('dry', '{action: DENY, rules: [{}]}');
    expect(said([deny, wants('istio_dry_run_deny_shadow_engine_result', 'denied', 'network')], tcp)).toBe('allowed');
  });
});
