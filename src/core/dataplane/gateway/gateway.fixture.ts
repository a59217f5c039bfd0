import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { StepId, Trace } from '../../model/trace.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { worldWith } from '../world.fixture.ts';

/** A gateway's pod `a/g` behind a Service of ports 80 → 8080, 443 → 8443 and 9000. */
const proxy = `{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: edge}, annotations: {inject.istio.io/templates: gateway}}, spec: {serviceAccountName: g, containers: [{name: istio-proxy, image: auto}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: g, namespace: a}, spec: {selector: {app: g}, ports: [{name: http2, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}, {name: tcp, port: 9000}]}}`;

export const toService = 'route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]';

/** The Gateway `a/edge` with servers; the last is for HTTPS. */
export const edge = (...servers: readonly string[]): string =>
  `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: edge, namespace: a}, spec: {selector: {istio: edge}, servers: [${servers.join(', ')}]}}`;
export const plain = (hosts: string, more = ''): string =>
  `{port: {number: 80, name: http, protocol: HTTP}, hosts: ${hosts}${more}}`;
export const tls = (hosts: string, mode: string, protocol = 'HTTPS'): string =>
  `{port: {number: 443, name: tls, protocol: ${protocol}}, hosts: ${hosts}, tls: {mode: ${mode}${mode === 'ISTIO_MUTUAL' ? '' : ', credentialName: c'}}}`;
/** A VirtualService `v` bound to it. */
export const bound = (spec: string, namespace = 'a'): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: ${namespace}}, spec: {gateways: [a/edge], ${spec}}}`;

interface Sending {
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly version?: '1.1' | '2';
  /** The server name of the client's own TLS; absent: plaintext. */
  readonly sni?: string;
  readonly tcp?: boolean;
  /** The identity of a hand-made client that speaks Istio mTLS. */
  readonly identity?: string;
  /** `a/c` sends, through its sidecar, with this DestinationRule's `tls` towards the gateway. */
  readonly originates?: string;
  readonly mesh?: Parameters<typeof worldWith>[1];
  readonly waive?: readonly string[];
}

/** What somebody outside the mesh gets from the gateway, by default for `GET http://shop.example/`. */
export function sent(yaml: readonly string[], sending: Sending = {}): Trace {
  const {
    host = 'shop.example',
    port = 80,
    path = '/',
    headers = [],
    version = '1.1',
    sni,
    identity,
    originates,
  } = sending;
  const direct = { kind: 'workload', workload: workloadId('a', 'g'), port: port === 80 ? 8080 : 8443 } as const;
  const request: Request = {
    id: 'r',
    title: '',
    caller: originates
      ? { kind: 'workload', workload: workloadId('a', 'c') }
      : identity === undefined
        ? { kind: 'external', ip: '198.51.100.7' }
        : { kind: 'peer', identity, ip: '198.51.100.7', alpn: null, sni: sni ?? null },
    target: originates
      ? { kind: 'host', host: 'g.a', port, via: null }
      : identity === undefined
        ? { kind: 'host', host, port, via: 'a/g' }
        : direct,
    payload: sending.tcp ? { kind: 'tcp' } : { kind: 'http', method: 'GET', path, host, headers, version },
    tls: identity === undefined && sni !== undefined ? { sni, alpn: [] } : null,
  };
  const waive: ReadonlySet<StepId> = new Set((sending.waive ?? []).map((id) => id as StepId));
  const rules = originates
    ? [
        `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: a}, spec: {host: g.a.svc.cluster.local, trafficPolicy: {tls: ${originates}}}}`,
      ]
    : [];
  const trace = send(worldWith([proxy, ...rules, ...yaml].join('\n---\n'), sending.mesh ?? {}), request, { waive });
  if (checkTrace(trace).length > 0) throw new Error(checkTrace(trace).join('; '));
  return trace;
}
