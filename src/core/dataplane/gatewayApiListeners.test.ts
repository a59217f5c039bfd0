import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { api, edge, fromOutside, httpRoute, listener, parentRefs, places, seen, toS } from './gatewayApi.fixture.ts';

/** The status that a route gets for a host at listeners. */
function status(listeners: readonly JsonObject[], route: JsonObject, asked: Parameters<typeof fromOutside>[1] = {}) {
  return seen(fromOutside([edge(listeners), httpRoute([toS], route)], asked));
}

describe('a listener', () => {
  it('takes routes of its own namespace, of all, or of those with certain labels', () => {
    const from = (namespaces: JsonObject | null): number | string =>
      status([listener(namespaces === null ? { allowedRoutes: {} } : { allowedRoutes: { namespaces } })], {});
    expect(from(null)).toBe(404);
    expect(from({ from: 'Same' })).toBe(404);
    expect(from({ from: 'All' })).toBe(200);
    expect(from({ from: 'Selector', selector: { matchLabels: { 'istio-injection': 'enabled' } } })).toBe(200);
    expect(from({ from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } })).toBe(200);
    expect(from({ from: 'Selector', selector: { matchLabels: { team: 'x' } } })).toBe(404);
  });

  it('takes routes of the kinds that it allows', () => {
    const kinds = (...names: readonly string[]): number | string =>
      status(
        [listener({ allowedRoutes: { namespaces: { from: 'All' }, kinds: names.map((kind) => ({ kind })) } })],
        {},
      );
    expect(kinds('HTTPRoute')).toBe(200);
    expect(kinds('GRPCRoute')).toBe(404);
    expect(kinds('GRPCRoute', 'HTTPRoute')).toBe(200);
  });

  it('is the one that a parentRef names by section and port', () => {
    const two = [listener(), listener({ name: 'other', port: 81 })];
    const named = (ref: JsonObject, port: number): number | string =>
      status(two, { parentRefs: [{ name: 'edge', namespace: 'a', ...ref }] }, { port });
    expect([named({}, 80), named({}, 81)]).toEqual([200, 200]);
    expect([named({ sectionName: 'other' }, 80), named({ sectionName: 'other' }, 81)]).toEqual([404, 200]);
    expect([named({ port: 80 }, 80), named({ port: 80 }, 81)]).toEqual([200, 404]);
    expect(named({ sectionName: 'none' }, 80)).toBe(404);
  });

  it('serves the hosts that it and the route have in common', () => {
    const served = (hostname: string | null, hostnames: readonly string[], host = 'shop.example'): number | string =>
      status([listener(hostname === null ? {} : { hostname })], { hostnames: [...hostnames] }, { host });
    expect(served(null, [])).toBe(200);
    expect(served(null, ['shop.example'])).toBe(200);
    expect(served(null, ['other.example'])).toBe(404);
    expect(served('*.example', ['shop.example'])).toBe(200);
    expect(served('shop.example', ['*.example'])).toBe(200);
    expect(served('shop.example', ['*.example'], 'other.example')).toBe(404);
    expect(served('*.example', [])).toBe(200);
    expect(served('*.example', [], 'shop.test')).toBe(404);
  });

  it('leaves a host to another listener that serves it more exactly', () => {
    const two = [listener(), listener({ name: 'shop', hostname: 'shop.example' })];
    const wide = httpRoute([toS], { parentRefs: [{ name: 'edge', namespace: 'a', sectionName: 'http' }] });
    const at = (host: string): number | string => seen(fromOutside([edge(two), wide], { host }));
    expect(at('other.example')).toBe(200);
    const named = httpRoute([toS], {
      parentRefs: [{ name: 'edge', namespace: 'a', sectionName: 'http' }],
      hostnames: ['shop.example'],
    });
    expect(seen(fromOutside([edge(two), named]))).toBe(404);
  });

  it('that conflicts with one before it serves nothing', () => {
    const two = [listener(), listener({ name: 'twice' })];
    expect(status(two, { parentRefs: [{ name: 'edge', namespace: 'a', sectionName: 'twice' }] })).toBe(404);
    expect(status(two, {})).toBe(200);
  });

  const tls = (more: JsonObject = {}): JsonObject =>
    listener({
      name: 'tls',
      port: 443,
      protocol: 'HTTPS',
      hostname: 'shop.example',
      tls: { certificateRefs: [{ name: 'cert' }], ...more },
    });

  it('ends TLS with a certificate of its own namespace, or of one that grants it', () => {
    const over = (more: JsonObject, ...grants: readonly string[]): number | string =>
      seen(fromOutside([edge([tls(more)]), httpRoute([toS]), ...grants], { port: 443, tls: true }));
    const grant = api('ReferenceGrant', 'g', 'b', {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'a' }],
      to: [{ group: '', kind: 'Secret' }],
    });
    const foreign = { certificateRefs: [{ name: 'cert', namespace: 'b' }] };
    expect(over({})).toBe(200);
    expect(over(foreign)).toBe('refused');
    expect(over(foreign, grant)).toBe(200);
    expect(over({ certificateRefs: [] })).toBe('refused');
    expect(over({ certificateRefs: [{ kind: 'ConfigMap', name: 'cert' }] })).toBe('refused');
    expect(over({ options: { 'gateway.istio.io/tls-terminate-mode': 'MUTUAL' } })).toBe('tlsError');
  });

  it('of HTTPS without tls serves nothing, like one of a protocol that Istio does not know', () => {
    for (const given of [{ protocol: 'HTTPS' }, { protocol: 'UDP' }, { protocol: 'http' }])
      expect([given, status([listener(given)], {})]).toEqual([given, 'refused']);
  });

  it('with authorities for clients asks them for a certificate', () => {
    const validation = (more: JsonObject): JsonObject => ({
      validation: { caCertificateRefs: [{ kind: 'ConfigMap', group: '', name: 'ca' }], ...more },
    });
    const over = (frontend: JsonObject): number | string =>
      seen(fromOutside([edge([tls()], { tls: { frontend } }), httpRoute([toS])], { port: 443, tls: true }));
    expect(over({ default: validation({}) })).toBe('tlsError');
    expect(over({ default: validation({ mode: 'AllowInsecureFallback' }) })).toBe(200);
    expect(over({ default: validation({}), perPort: [{ port: 443, tls: {} }] })).toBe(200);
    expect(over({ default: validation({ caCertificateRefs: [{ kind: 'Pod', group: '', name: 'ca' }] }) })).toBe(
      'refused',
    );
  });

  it('is what the trace points at: its hostname, or itself where it has none', () => {
    const at = (given: JsonObject): readonly string[] =>
      places(fromOutside([edge([listener(given)]), httpRoute([toS])]));
    expect(at({ hostname: 'shop.example' })).toContain('Gateway/edge spec.listeners.0.hostname');
    expect(at({})).toContain('Gateway/edge spec.listeners.0');
  });
});

const backendRefs = [{ name: 's', port: 9000 }];

describe('connections that the gateway does not read', () => {
  it('go where the TCPRoute says', () => {
    const tcp = listener({ name: 'tcp', port: 9000, protocol: 'TCP' });
    const route = (rule: JsonObject): string => api('TCPRoute', 't', 'b', { parentRefs, rules: [rule] });
    const trace = fromOutside([edge([tcp]), route({ backendRefs })], { port: 9000, tcp: true });
    expect(trace.delivery?.workload).toBe('b/s');
    expect(places(trace)).toContain('TCPRoute/t spec.rules.0');
    expect(seen(fromOutside([edge([tcp])], { port: 9000, tcp: true }))).toBe('refused');
    expect(seen(fromOutside([edge([tcp]), route({})], { port: 9000, tcp: true }))).toBe('closed');
    expect(seen(fromOutside([edge([tcp]), route({ backendRefs: [{ name: 's' }] })], { port: 9000, tcp: true }))).toBe(
      'refused',
    );
  });

  it('of TLS go where the TLSRoute of their server name says', () => {
    const passthrough = listener({ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } });
    const route = (hostnames: readonly string[]): string =>
      api('TLSRoute', 't', 'b', { parentRefs, hostnames: [...hostnames], rules: [{ backendRefs }] });
    const lands = (hostnames: readonly string[], more: JsonObject = {}): string => {
      const trace = fromOutside([edge([{ ...passthrough, ...more }]), route(hostnames)], { port: 443, tls: true });
      return trace.hops.some(({ at }) => at.kind === 'sidecar' && at.workload === 'b/s') ? 'b/s' : String(seen(trace));
    };
    expect(lands(['shop.example'])).toBe('b/s');
    expect(lands(['*.example'], { hostname: 'shop.example' })).toBe('b/s');
    expect(lands([])).toBe('b/s');
    expect(lands(['other.example'])).not.toBe('b/s');
    expect(lands(['shop.example'], { hostname: 'other.example' })).not.toBe('b/s');
  });

  it('of TLS that ends at the listener go where the TLSRoute or TCPRoute says', () => {
    const terminate = listener({
      name: 'tls',
      port: 443,
      protocol: 'TLS',
      tls: { mode: 'Terminate', certificateRefs: [{ name: 'c' }] },
    });
    for (const kind of ['TLSRoute', 'TCPRoute']) {
      const route = api(kind, 't', 'b', { parentRefs, rules: [{ backendRefs }] });
      const trace = fromOutside([edge([terminate]), route], { port: 443, tls: true, tcp: true });
      expect([kind, trace.delivery?.workload]).toEqual([kind, 'b/s']);
    }
  });
});

describe('a GRPCRoute', () => {
  const grpc = (matches: readonly JsonObject[]): string =>
    api('GRPCRoute', 'g', 'b', {
      parentRefs,
      rules: [{ ...toS, ...(matches.length > 0 ? { matches: [...matches] } : {}) }],
    });
  const at = (path: string, ...matches: readonly JsonObject[]): number | string =>
    seen(fromOutside([edge(), grpc(matches)], { path, method: 'POST' }));

  it('matches service and method', () => {
    expect(at('/any')).toBe(200);
    expect(at('/shop.Cart/Add', { method: { service: 'shop.Cart' } })).toBe(200);
    expect(at('/shop.Cart/Add', { method: { service: 'shop.Cart', method: 'Add' } })).toBe(200);
    expect(at('/shop.Cart/Add', { method: { method: 'Add' } })).toBe(200);
    expect(at('/shop.Cart/Add', { method: { type: 'RegularExpression', service: 'shop\\..+' } })).toBe(200);
    expect(at('/shop.Cart/Add', { method: { service: 'shop.Cart', method: 'Remove' } })).toBe(404);
    expect(at('/shop.Carts/Add', { method: { service: 'shop.Cart' } })).toBe(404);
    expect(at('/x', { headers: [{ name: 'x', value: '1' }] })).toBe(404);
    expect(at('/x', { method: {} })).toBe(404);
  });

  it('shares a host with HTTPRoutes', () => {
    const path = { matches: [{ path: { type: 'Exact', value: '/web' } }] };
    const both = [edge(), grpc([{ method: { service: 'shop.Cart' } }]), httpRoute([{ ...toS, ...path }])];
    expect(seen(fromOutside(both, { path: '/web' }))).toBe(200);
    expect(seen(fromOutside(both, { path: '/shop.Cart/Add' }))).toBe(200);
    expect(seen(fromOutside(both, { path: '/else' }))).toBe(404);
  });
});
