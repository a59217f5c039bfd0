import { describe, expect, it } from 'vitest';
import { ambientWorld, outcome, peer, policy, waypoint, service } from './ambient.fixture.ts';

const deny = (rule: string): string => `{action: DENY, rules: [${rule}]}`;
/** What the captured and the naked client get from `amb/s`. */
const both = (resources: readonly string[], flags = {}): readonly string[] => {
  const world = ambientWorld(resources, flags);
  return ['amb/c', 'plain/c'].map((from) => outcome(world, from, 's.amb').replace(/ at .*/, ''));
};
const open = ['allowed', 'allowed'];
const shut = ['rbacDenied', 'rbacDenied'];

describe('ztunnel and policies (10.2, 10.3)', () => {
  it.each([
    // An erased DENY entry is an empty match, and that never matches: the opposite of a sidecar's TCP chain.
    ['{to: [{operation: {methods: [GET]}}]}', open],
    ['{from: [{source: {namespaces: [amb]}}], to: [{operation: {methods: [GET]}}]}', open],
    ['{to: [{operation: {ports: ["8080"], methods: [GET]}}]}', shut],
    ['{to: [{operation: {ports: ["8080"]}}, {operation: {methods: [GET]}}]}', shut],
    [
      '{from: [{source: {principals: [cluster.local/ns/amb/sa/c], requestPrincipals: [x]}}]}',
      ['rbacDenied', 'allowed'],
    ],
    ['{from: [{source: {notRequestPrincipals: ["*"]}}]}', open],
    ['{when: [{key: "request.headers[x]", values: [y]}]}', open],
    ['{from: [{source: {namespaces: [amb]}}], when: [{key: "request.headers[x]", values: [y]}]}', open],
    ['{from: [{source: {remoteIpBlocks: [0.0.0.0/0]}}]}', open],
    ['{when: [{key: source.serviceAccount, notValues: [amb/x]}]}', open],
    ['{}', shut],
    ['{from: [{source: {notNamespaces: ["*"]}}]}', ['allowed', 'rbacDenied']],
    ['{from: [{source: {notPrincipals: ["*"]}}]}', ['allowed', 'rbacDenied']],
    ['{from: [{source: {namespaces: ["a*"]}}]}', ['rbacDenied', 'allowed']],
    ['{from: [{source: {namespaces: ["a*b"]}}]}', open],
    ['{from: [{source: {serviceAccounts: [c]}}]}', ['rbacDenied', 'allowed']],
    ['{from: [{source: {ipBlocks: [0.0.0.0/0]}}]}', shut],
    ['{to: [{operation: {ports: ["80"]}}]}', open],
    ['{when: [{key: destination.port, values: ["8080"]}]}', shut],
    // Silently ignored: alone never, beside another field broader than written.
    ['{from: [{source: {trustDomains: [cluster.local]}}]}', open],
    ['{from: [{source: {trustDomains: [x.example], namespaces: [amb]}}]}', ['rbacDenied', 'allowed']],
  ])('DENY %s', (rule, expected) => {
    expect(both([policy('amb/p', deny(rule))])).toEqual(expected);
  });

  it('an ALLOW rule with an HTTP field is left out whole, and the policy stays', () => {
    const none = ['rbacNotAllowed', 'rbacNotAllowed'];
    expect(both([policy('amb/p', '{rules: [{to: [{operation: {methods: [GET]}}]}]}')])).toEqual(none);
    const l4 = '{to: [{operation: {ports: ["8080"]}}, {operation: {methods: [GET]}}]}';
    expect(both([policy('amb/p', `{rules: [${l4}]}`)])).toEqual(none);
    expect(both([policy('amb/p', `{rules: [${l4}, {}]}`)])).toEqual(open);
  });

  it('AUDIT, CUSTOM, dry run and target refs are not sent', () => {
    expect(both([policy('amb/p', '{action: AUDIT, rules: [{}]}')])).toEqual(open);
    expect(both([policy('amb/p', '{action: CUSTOM, provider: {name: x}, rules: [{}]}')])).toEqual(open);
    expect(both([policy('amb/p', deny('{}'), 'istio.io/dry-run: "true"')])).toEqual(open);
    expect(both([policy('amb/p', deny('{}'), 'istio.io/dry-run: "false"')])).toEqual(shut);
    const refs = '{targetRefs: [{kind: Service, group: "", name: s}], action: DENY, rules: [{}]}';
    expect(both([policy('amb/p', refs)])).toEqual(open);
  });

  it('with its flag a dry run is sent, and decides nothing', () => {
    const dry = policy('amb/p', '{}', 'istio.io/dry-run: "true"');
    expect(both([dry], { AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY: 'true' })).toEqual(open);
  });

  it('a selector without labels selects nothing; one in the root namespace selects in every namespace', () => {
    expect(both([policy('amb/p', `{selector: {}, action: DENY, rules: [{}]}`)])).toEqual(open);
    const bySelector = '{selector: {matchLabels: {app: s}}, action: DENY, rules: [{}]}';
    expect(both([policy('istio-system/p', bySelector)])).toEqual(shut);
    expect(both([policy('other/p', bySelector)])).toEqual(open);
    expect(both([policy('istio-system/p', deny('{}'))])).toEqual(shut);
  });

  it('a waypoint’s own ALLOW policy, with its flag, refuses whoever goes past it (10.5)', () => {
    const used = service('amb/s', ', istio.io/use-waypoint: w');
    const flags = { PILOT_AUTO_ALLOW_WAYPOINT_POLICY: 'true' };
    expect(both([waypoint('amb'), used], flags)).toEqual(['allowed', 'rbacNotAllowed']);
    expect(both([waypoint('amb'), used])).toEqual(open);
  });
});

describe('ztunnel and PeerAuthentication (2.12)', () => {
  const strict = ['allowed', 'rbacDenied'];
  const mesh = peer('istio-system/m', '{mtls: {mode: STRICT}}');
  const own = (spec: string): string => peer('amb/own', `{selector: {matchLabels: {app: s}}, ${spec}}`);
  const port = (mode: string, top = ''): string => own(`${top}portLevelMtls: {8080: {mode: ${mode}}}`);

  it.each([
    ['mesh STRICT', [mesh], strict],
    ['mesh STRICT, namespace PERMISSIVE', [mesh, peer('amb/n', '{mtls: {mode: PERMISSIVE}}')], open],
    ['mesh STRICT, namespace DISABLE', [mesh, peer('amb/n', '{mtls: {mode: DISABLE}}')], open],
    ['mesh STRICT, namespace UNSET', [mesh, peer('amb/n', '{}')], strict],
    ['workload STRICT', [own('mtls: {mode: STRICT}')], strict],
    ['STRICT for one port', [port('STRICT')], strict],
    ['STRICT for another port', [own('portLevelMtls: {9000: {mode: STRICT}}')], open],
    ['STRICT, but for this port PERMISSIVE', [port('PERMISSIVE', 'mtls: {mode: STRICT}, ')], open],
    ['STRICT, but for this port DISABLE', [port('DISABLE', 'mtls: {mode: STRICT}, ')], open],
    ['STRICT, but for another port', [own('mtls: {mode: STRICT}, portLevelMtls: {9000: {mode: PERMISSIVE}}')], strict],
    // "If all exception ports say DISABLE they stay STRICT."
    ['UNSET under STRICT, this port DISABLE', [mesh, port('DISABLE')], strict],
    ['UNSET under STRICT, this port PERMISSIVE', [mesh, port('PERMISSIVE')], open],
    [
      'nothing STRICT above, another port STRICT, a third PERMISSIVE',
      [own('portLevelMtls: {9000: {mode: STRICT}, 8081: {mode: PERMISSIVE}}')],
      open,
    ],
    // The two fail-open holes of istiod's conversion.
    [
      'mesh STRICT, namespace UNSET, this port STRICT, another PERMISSIVE',
      [mesh, peer('amb/n', '{}'), own('portLevelMtls: {9000: {mode: PERMISSIVE}}')],
      open,
    ],
    ['mesh STRICT, workload PERMISSIVE, this port STRICT', [mesh, port('STRICT', 'mtls: {mode: PERMISSIVE}, ')], open],
    [
      'a selector in the root namespace',
      [peer('istio-system/m', '{selector: {matchLabels: {app: s}}, mtls: {mode: STRICT}}')],
      open,
    ],
  ])('%s', (_name, resources, expected) => {
    expect(both(resources)).toEqual(expected);
  });

  it('no ALLOW admits plaintext, as STRICT is a DENY policy', () => {
    expect(both([mesh, policy('amb/p', '{rules: [{}]}')])).toEqual(strict);
  });
});
