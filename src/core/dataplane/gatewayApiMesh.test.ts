import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { api, places, seen, toS } from './gatewayApi.fixture.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const parent = (more: JsonObject = {}): JsonObject => ({
  group: '',
  kind: 'Service',
  name: 's',
  namespace: 'b',
  ...more,
});
const route = (namespace: string, rules: readonly JsonObject[], ref: JsonObject = {}, name = 'r'): string =>
  api('HTTPRoute', name, namespace, { parentRefs: [parent(ref)], rules: [...rules] });
const none: JsonObject = { backendRefs: [] };
const trace = (yaml: readonly string[], asked: Parameters<typeof call>[0] = {}) =>
  send(worldWith(yaml.join('\n---\n')), call(asked));
const status = (yaml: readonly string[], asked: Parameters<typeof call>[0] = {}) => seen(trace(yaml, asked));

describe('an HTTPRoute of a Service, for callers inside the mesh', () => {
  it('routes what their sidecars send to it', () => {
    expect(status([route('b', [none])])).toBe(500);
    expect(
      status([
        route('b', [
          { ...none, matches: [{ path: { value: '/x' } }] },
          { ...toS, matches: [{ path: { value: '/y' } }] },
        ]),
      ]),
    ).toBe(404);
    expect(places(trace([route('b', [toS])]))).toContain('HTTPRoute/r spec.rules.0');
  });

  it('says nothing to a caller without sidecar', () => {
    expect(status([route('b', [none])], { from: 'legacy/n' })).toBe(200);
  });

  it('of the caller’s namespace wins over one of the Service’s', () => {
    const producer = route('b', [{ ...toS, name: 'producer' }], {}, 'p');
    expect(status([producer, route('a', [none])])).toBe(500);
    expect(status([route('a', [none]), producer])).toBe(500);
  });

  it('of any other namespace counts for nobody', () => {
    expect(status([route('legacy', [none])])).toBe(200);
  });

  it('holds on the port that its parentRef names', () => {
    expect(status([route('b', [none], { port: 80 })])).toBe(500);
    expect(status([route('b', [none], { port: 8081 })])).toBe(200);
    expect(status([route('b', [none], { port: 8081 })], { port: 8081 })).toBe(500);
  });

  it('needs no ReferenceGrant', () => {
    expect(status([route('b', [{ backendRefs: [{ name: 'n', namespace: 'legacy', port: 80 }] }])])).toBe(200);
  });

  it('may be for a ServiceEntry', () => {
    const entry =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: out, namespace: b}, spec: {hosts: [out.example], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}}';
    const ref = { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'out' };
    const yaml = [entry, api('HTTPRoute', 'r', 'b', { parentRefs: [ref], rules: [none] })];
    expect(status(yaml, { to: 'out.example' })).toBe(500);
  });

  it('comes beside VirtualServices by age, but after none for its own namespace', () => {
    const virtualService = `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: b, creationTimestamp: '2020-01-01T00:00:00Z'}, spec: {hosts: [s.b.svc.cluster.local], http: [{directResponse: {status: 418}}]}}`;
    expect(status([route('b', [none]), virtualService])).toBe(418);
    expect(status([route('a', [none]), virtualService])).toBe(500);
  });
});

describe('a TCPRoute or TLSRoute of a Service', () => {
  it('routes connections on its port', () => {
    const tcp = (backend: JsonObject): string =>
      api('TCPRoute', 't', 'b', { parentRefs: [parent({ port: 9000 })], rules: [{ backendRefs: [backend] }] });
    const sent = trace([tcp({ name: 's', port: 8081 })], { port: 9000, tcp: true });
    expect(sent.delivery).toMatchObject({ workload: 'b/s', port: 8081 });
    expect(places(sent)).toContain('TCPRoute/t spec.rules.0');
    expect(trace([tcp({ name: 'none', port: 1 })], { port: 9000, tcp: true }).caller.kind).toBe('closed');
  });

  it('stands beside an HTTPRoute of the same Service', () => {
    const tcp = api('TCPRoute', 'a', 'b', {
      parentRefs: [parent()],
      rules: [{ backendRefs: [{ name: 's', port: 8081 }] }],
    });
    expect(status([tcp, route('b', [none])])).toBe(500);
    expect(trace([tcp, route('b', [none])], { port: 9000, tcp: true }).delivery?.port).toBe(8081);
  });

  it('of TLS goes by server name, by default the Service’s own', () => {
    const service = `{apiVersion: v1, kind: Service, metadata: {name: web, namespace: b}, spec: {selector: {app: s}, ports: [{name: tls, port: 443, targetPort: 9000}]}}`;
    const tls = (hostnames: readonly string[]): string =>
      api('TLSRoute', 't', 'b', {
        parentRefs: [parent({ name: 'web' })],
        hostnames: [...hostnames],
        rules: [{ backendRefs: [{ name: 's', port: 9000 }] }],
      });
    const asked = { to: 'web.b.svc.cluster.local', port: 443, tls: true, tcp: true };
    expect(places(trace([service, tls([])], asked))).toContain('TLSRoute/t spec.rules.0');
    expect(places(trace([service, tls(['web.b.svc.cluster.local'])], asked))).toContain('TLSRoute/t spec.rules.0');
    expect(places(trace([service, tls(['other.example'])], asked))).not.toContain('TLSRoute/t spec.rules.0');
  });
});
