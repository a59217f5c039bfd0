import { describe, expect, it } from 'vitest';
import type { StepId, Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, worldWith } from './world.fixture.ts';

const entry =
  "{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: a}, spec: {hosts: ['*.wild.example'], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DYNAMIC_DNS}}";

/** What `a/c` gets for TLS to a name under the wildcard, with a policy of its own namespace. */
function sent(spec: string, waive: readonly string[] = [], yaml = entry): Trace {
  const world = worldWith([yaml, authorizationPolicy('p', spec, 'a')].join('\n---\n'));
  const request = call({ to: 'x.wild.example', port: 443, tls: true });
  const trace = send(world, request, { waive: new Set(waive.map((id) => id as StepId)) });
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}
const said = ({ verdict }: Trace): string => (verdict.kind === 'denied' ? verdict.cause : verdict.kind);

/**
 * "For outbound TLS to a wildcard DYNAMIC_DNS ServiceEntry the authz builders have no class check, so a sidecar's own
 * inbound L4 policy sits on that outbound chain" (0.6).
 */
describe('a sidecar’s own policies, on its way out to a wildcard that is looked up', () => {
  it('refuse by DENY, and by ALLOW that does not admit it', () => {
    expect(said(sent('{action: DENY, rules: [{}]}'))).toBe('rbacDenied');
    const none = sent('{}');
    expect([said(none), none.caller.kind]).toEqual(['rbacNotAllowed', 'tlsError']);
    expect(none.logs).toMatchObject([
      {
        log: 'tcp',
        connectionTermination: 'rbac_access_denied_matched_policy[none]',
        cluster: 'outbound|443||*.wild.example',
      },
    ]);
  });

  it('see the server name, and no peer', () => {
    const sni = (value: string): string => `{rules: [{when: [{key: connection.sni, values: [${value}]}]}]}`;
    expect(said(sent(sni('x.wild.example')))).toBe('allowed');
    expect(said(sent(sni('y.wild.example')))).toBe('rbacNotAllowed');
    expect(said(sent('{rules: [{from: [{source: {principals: ["*"]}}]}]}'))).toBe('rbacNotAllowed');
    expect(said(sent('{action: DENY, rules: [{from: [{source: {notPrincipals: ["*"]}}]}]}'))).toBe('rbacDenied');
  });

  it('let the connection go on once they are waived', () => {
    expect(said(sent('{action: DENY, rules: [{}]}', ['a/c/outbound/rbac-deny']))).toBe('allowed');
    expect(said(sent('{}', ['a/c/outbound/rbac-allow']))).toBe('allowed');
  });

  it('say nothing on any other way out (0.6)', () => {
    const known = entry.replace("'*.wild.example'", 'x.wild.example').replace('DYNAMIC_DNS', 'DNS');
    expect(said(sent('{action: DENY, rules: [{}]}', [], known))).toBe('allowed');
    expect(said(sent('{action: DENY, rules: [{}]}', [], ''))).toBe('allowed');
  });
});
