import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../yaml/parse.ts';
import { buildWorld } from '../world.ts';

const groups: Readonly<Record<string, string>> = { ServiceEntry: 'networking.istio.io/v1' };

/** The reasons for which istiod's webhook refuses a resource, in order; none: it is stored. */
function reasons(kind: string, spec: string, annotations = '{}'): readonly string[] {
  const apiVersion = groups[kind] ?? 'security.istio.io/v1';
  const text = `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: a, annotations: ${annotations}}, spec: ${spec}}`;
  const { resources } = parseDocument({ files: [{ name: 'x.yaml', text }] });
  const { rejected } = buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
  return rejected.flatMap(({ diagnostics }) => diagnostics.map(({ args, code }) => args?.['reason'] ?? code));
}

const jwt = (rule: string): readonly string[] => reasons('RequestAuthentication', `{jwtRules: [${rule}]}`);

describe("istiod's webhook refuses a RequestAuthentication", () => {
  it.each([
    ['{jwks: "{}"}', 'issuerMissing'],
    ['{issuer: i, audiences: [a, ""]}', 'emptyValue'],
    ['{issuer: i, jwksUri: "ftp://keys"}', 'jwksUri'],
    ['{issuer: i, jwks: "no json"}', 'jwksText'],
    ['{issuer: i, jwks: "[]"}', 'jwksText'],
    [`{issuer: i, jwks: '{"keys": 1}'}`, 'jwksText'],
    ['{issuer: i, fromHeaders: [{name: ""}]}', 'locationName'],
    ['{issuer: i, fromParams: [""]}', 'locationName'],
    ['{issuer: i, fromCookies: [""]}', 'locationName'],
    ['{issuer: i, outputClaimToHeaders: [{header: h, claim: ""}]}', 'claimHeader'],
    ['{issuer: i, outputClaimToHeaders: [{header: "a b", claim: c}]}', 'headerName'],
    ['{issuer: i, timeout: "0s"}', 'timeout'],
  ])('%s: %s', (rule, reason) => {
    expect(jwt(rule)).toContain(reason);
  });

  it('but not for a key set, a single key, or an address in any usual form', () => {
    expect(jwt(`{issuer: i, jwks: '{"keys": []}'}`)).toEqual([]);
    expect(jwt(`{issuer: i, jwks: '{"kty": "RSA", "n": "AQAB", "e": "AQAB"}'}`)).toEqual([]);
    expect(jwt('{issuer: i, jwksUri: "https://[::1]:443/keys", timeout: "5s"}')).toEqual([]);
    expect(jwt('{issuer: i, outputClaimToHeaders: [{header: x-sub, claim: sub}]}')).toEqual([]);
  });

  it('whose dry-run annotation it does not know', () => {
    const annotation = '{istio.io/dry-run: "true"}';
    expect(reasons('RequestAuthentication', '{}', annotation)).toEqual(['dryRunUnsupportedKind']);
    expect(reasons('AuthorizationPolicy', '{action: AUDIT}', annotation)).toContain('dryRunUnsupportedAction');
    expect(reasons('AuthorizationPolicy', '{}', '{istio.io/dry-run: "yes"}')).toEqual(['dryRunValue']);
    expect(reasons('AuthorizationPolicy', '{}', annotation)).toEqual([]);
  });
});

describe("istiod's webhook refuses a selector or target", () => {
  const gateway = '{group: gateway.networking.k8s.io, kind: Gateway, name: g}';
  it.each([
    ['{selector: {matchLabels: {"": v}}}', 'selectorEmptyKey'],
    ['{selector: {matchLabels: {app: "w*"}}}', 'selectorWildcard'],
    [`{selector: {matchLabels: {app: w}}, targetRefs: [${gateway}]}`, 'onlyOneOfSelectorAndRefs'],
    ['{targetRef: {group: gateway.networking.k8s.io, kind: Gateway, name: ""}}', 'refName'],
    ['{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g, namespace: a}]}', 'refNamespace'],
    ['{targetRefs: [{kind: Pod, name: p}]}', 'refKind'],
  ])('%s: %s', (spec, reason) => {
    expect(reasons('AuthorizationPolicy', spec)).toContain(reason);
  });

  it('but not one of the targets that it knows', () => {
    expect(reasons('AuthorizationPolicy', `{targetRefs: [${gateway}, {kind: Service, name: s}]}`)).toEqual([]);
  });
});

describe("istiod's webhook refuses a ServiceEntry", () => {
  const ports = 'ports: [{number: 80, name: http, protocol: HTTP}]';
  it.each([
    [`{hosts: [], ${ports}}`, 'hostsMissing'],
    [`{hosts: ["*"], ${ports}}`, 'hostWildcard'],
    [`{hosts: ["*.x.com"], ${ports}, resolution: DNS}`, 'dnsWildcard'],
    [`{hosts: [x.com], ${ports}, resolution: DYNAMIC_DNS}`, 'dynamicDnsHost'],
    [`{hosts: ["*.x.com"], ${ports}, resolution: DYNAMIC_DNS, addresses: [1.2.3.4]}`, 'dynamicDnsAddresses'],
    [`{hosts: ["*.x.com"], ${ports}, resolution: DYNAMIC_DNS, endpoints: [{address: y.com}]}`, 'dynamicDnsAddresses'],
    [
      '{hosts: ["*.x.com"], ports: [{number: 80, name: t, protocol: TCP}], resolution: DYNAMIC_DNS}',
      'dynamicDnsProtocol',
    ],
    [`{hosts: [x.com], ${ports}, resolution: STATIC, endpoints: [{address: y.com}]}`, 'staticName'],
    [`{hosts: [x.com], ${ports}, endpoints: [{address: 1.2.3.4}]}`, 'endpointsWithNone'],
    [`{hosts: [x.com], ${ports}, resolution: DNS, addresses: [10.0.0.0/8]}`, 'rangeWithDns'],
    [
      `{hosts: [x.com], ${ports}, resolution: DNS_ROUND_ROBIN, endpoints: [{address: a.com}, {address: b.com}]}`,
      'roundRobinEndpoints',
    ],
    [
      `{hosts: [x.com], ${ports}, resolution: STATIC, workloadSelector: {labels: {a: b}}, endpoints: [{address: 1.2.3.4}]}`,
      'selectorWithEndpoints',
    ],
    [
      `{hosts: [x.com], ${ports}, resolution: STATIC, endpoints: [{address: 1.2.3.4, ports: {other: 1}}]}`,
      'endpointPort',
    ],
    [
      '{hosts: [x.com], ports: [{number: 80, name: a, protocol: HTTP}, {number: 80, name: b, protocol: HTTP}]}',
      'portTwice',
    ],
  ])('%s: %s', (spec, reason) => {
    expect(reasons('ServiceEntry', spec)).toContain(reason);
  });

  it('but not for endpoints on a socket, or an address range that is not resolved', () => {
    const socket = 'endpoints: [{address: "unix:///var/run/x.sock"}]';
    expect(reasons('ServiceEntry', `{hosts: [x.com], ${ports}, resolution: STATIC, ${socket}}`)).toEqual([]);
    expect(reasons('ServiceEntry', `{hosts: [x.com], ${ports}, addresses: [10.0.0.0/8]}`)).toEqual([]);
  });
});
