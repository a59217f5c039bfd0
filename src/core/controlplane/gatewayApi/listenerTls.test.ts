import { describe, expect, it } from 'vitest';
import {
  api,
  edge,
  fromOutside,
  httpRoute,
  listener,
  parentRefs,
  seen,
  toS,
} from '../../dataplane/gatewayApi.fixture.ts';
import { worldWith } from '../../dataplane/world.fixture.ts';
import type { JsonObject } from '../../model/json.ts';

/** The TLS of the server that istiod makes of a listener (istio `gateway/conversion.go`, buildTLS); undefined: there is none. */
function made(
  tls: JsonObject,
  more: { frontend?: JsonObject; labels?: JsonObject; port?: number; yaml?: string[] } = {},
) {
  const { frontend, labels = {}, port = 443, yaml = [] } = more;
  const protocol = tls.mode === 'Passthrough' ? 'TLS' : 'HTTPS';
  const spec = frontend === undefined ? {} : { tls: { frontend } };
  const gateway = edge([listener({ port, protocol, tls })], spec, { labels });
  return worldWith([gateway, ...yaml].join('\n---\n')).gateways[0]?.spec.servers?.[0]?.tls;
}

const mode = (value: string): JsonObject => ({ options: { 'gateway.istio.io/tls-terminate-mode': value } });
const cert: JsonObject = { certificateRefs: [{ name: 'c' }] };
const twoCerts: JsonObject = { certificateRefs: [{ name: 'c' }, { name: 'd' }] };

describe('a listener that ends TLS', () => {
  it('shows the certificate of its Secret, or one of two', () => {
    expect(made(cert)).toEqual({ mode: 'SIMPLE', credentialName: 'kubernetes-gateway://a/c' });
    expect(made(twoCerts)).toEqual({
      mode: 'SIMPLE',
      credentialNames: ['kubernetes-gateway://a/c', 'kubernetes-gateway://a/d'],
    });
    expect(made({ certificateRefs: [{ name: 'c' }, { name: 'd' }, { name: 'e' }] })).toBeUndefined();
    expect(made({})).toBeUndefined();
  });

  it('shows the pod’s own certificate where an option says so, whatever else is written', () => {
    const broken = { default: { validation: { caCertificateRefs: [{ kind: 'Pod', group: '', name: 'ca' }] } } };
    expect(made({ ...mode('ISTIO_MUTUAL') }, { frontend: broken })).toEqual({ mode: 'ISTIO_MUTUAL' });
    expect(made({ ...mode('ISTIO_SIMPLE'), ...twoCerts })).toEqual({ mode: 'SIMPLE', credentialName: 'builtin://' });
  });

  it('asks clients for a certificate where an option says so, whatever the authorities’ own mode', () => {
    const fallback = {
      default: {
        validation: {
          mode: 'AllowInsecureFallback',
          caCertificateRefs: [{ kind: 'ConfigMap', group: '', name: 'ca' }],
        },
      },
    };
    expect(made({ ...cert, ...mode('MUTUAL') })?.mode).toBe('MUTUAL');
    expect(made({ ...cert, ...mode('OPTIONAL_MUTUAL') })?.mode).toBe('OPTIONAL_MUTUAL');
    expect(made({ ...cert, ...mode('other') })?.mode).toBe('SIMPLE');
    expect(made(cert, { frontend: fallback })?.mode).toBe('OPTIONAL_MUTUAL');
    expect(made({ ...cert, ...mode('MUTUAL') }, { frontend: fallback })?.mode).toBe('MUTUAL');
  });

  it('takes one authority, a Secret or ConfigMap, of another namespace only if that grants it', () => {
    const by = (ref: JsonObject, yaml: string[] = [], more: readonly JsonObject[] = []) =>
      made(cert, {
        yaml,
        frontend: {
          default: { validation: { caCertificateRefs: [{ group: '', kind: 'Secret', name: 'ca', ...ref }, ...more] } },
        },
      })?.mode;
    const grant = api('ReferenceGrant', 'g', 'b', {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'a' }],
      to: [{ group: '', kind: 'Secret' }],
    });
    expect([by({}), by({ kind: 'ConfigMap' })]).toEqual(['MUTUAL', 'MUTUAL']);
    expect([by({}, [], [{ group: '', kind: 'Secret', name: 'two' }]), by({ group: 'x' })]).toEqual([
      undefined,
      undefined,
    ]);
    expect([by({ namespace: 'b' }), by({ namespace: 'b' }, [grant])]).toEqual([undefined, 'MUTUAL']);
    // "caCertificateRefs name their kind": without one it is none of the two.
    const bare = { default: { validation: { caCertificateRefs: [{ group: '', name: 'ca' }] } } };
    expect(made(cert, { frontend: bare })).toBeUndefined();
  });

  it('with two certificates is served over TLS', () => {
    const gateway = edge([listener({ port: 443, protocol: 'HTTPS', tls: twoCerts })]);
    expect(seen(fromOutside([gateway, httpRoute([toS])], { port: 443, tls: true }))).toBe(200);
  });
});

describe('a listener that passes TLS on', () => {
  const passthrough: JsonObject = { mode: 'Passthrough' };
  const network: JsonObject = { 'topology.istio.io/network': 'n' };

  it('goes by routes', () => {
    expect(made(passthrough)).toEqual({ mode: 'PASSTHROUGH' });
    expect(made(passthrough, { port: 15443 })).toEqual({ mode: 'PASSTHROUGH' });
    expect(made(passthrough, { labels: network })).toEqual({ mode: 'PASSTHROUGH' });
  });

  it('goes by the cluster that the server name spells on port 15443 of a Gateway with a network, or as labels and options say', () => {
    const auto = { mode: 'AUTO_PASSTHROUGH' };
    expect(made(passthrough, { labels: network, port: 15443 })).toEqual(auto);
    const moved = { ...network, 'networking.istio.io/gatewayPort': '15444' };
    expect(made(passthrough, { labels: moved, port: 15444 })).toEqual(auto);
    expect(made(passthrough, { labels: moved, port: 15443 })).toEqual({ mode: 'PASSTHROUGH' });
    const option = (value: string) => ({ ...passthrough, options: { 'gateway.istio.io/listener-protocol': value } });
    expect(made(option('auto-passthrough'))).toEqual(auto);
    expect(made(option('other'))).toEqual({ mode: 'PASSTHROUGH' });
  });

  it('has nothing for a TLSRoute without a backend of weight: istiod gives that no server name', () => {
    const gateway = edge([listener({ port: 443, protocol: 'TLS', tls: passthrough })]);
    const route = (weight: number): string =>
      api('TLSRoute', 't', 'b', { parentRefs, rules: [{ backendRefs: [{ name: 's', port: 9000, weight }] }] });
    const by = (weight: number): readonly string[] => {
      const { caller, hops } = fromOutside([gateway, route(weight)], { port: 443, tls: true, tcp: true });
      return [caller.kind, ...hops.flatMap(({ at }) => (at.kind === 'sidecar' ? [at.workload] : []))];
    };
    expect(by(0)).toEqual(['refused']);
    expect(by(1)).toContain('b/s');
  });
});

describe('the Services that serve a Gateway by hand', () => {
  const pod =
    '{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}';
  const service =
    '{apiVersion: v1, kind: Service, metadata: {name: edge-istio, namespace: a}, spec: {selector: {app: g}, ports: [{name: http, port: 80, targetPort: 8080}]}}';
  const by = (...addresses: readonly JsonObject[]): number | string =>
    seen(fromOutside([edge([listener()], { addresses: [...addresses] }), service, pod, httpRoute([toS])]));
  const ip = { type: 'IPAddress', value: '198.51.100.1' };

  it('are those of its addresses of type Hostname; without a type an address is an IPAddress', () => {
    expect(by(ip, { type: 'Hostname', value: 'edge-istio' })).toBe(200);
    expect(by(ip, { value: 'edge-istio' })).toBe('refused');
    expect(by(ip, { type: 'Hostname' })).toBe('refused');
  });
});
