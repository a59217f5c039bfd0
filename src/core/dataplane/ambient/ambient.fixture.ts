import { type ProxyFacts, undisturbed } from '../../controlplane/certificates.ts';
import { buildWorld, type World } from '../../controlplane/world.ts';
import type { Request } from '../../model/request.ts';
import { secondsAt } from '../../model/moment.ts';
import { type WorkloadId, workloadId } from '../../model/resource.ts';
import type { StepId, Trace } from '../../model/trace.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';

const pod = (id: string, labels = ''): string => {
  const [namespace = '', name = ''] = id.split('/');
  return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}${labels}}}, spec: {serviceAccountName: ${name}, containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 9000}]}]}}`;
};

/** A waypoint of a namespace; `labels` of its Gateway. */
export const waypoint = (namespace: string, labels = '', listener = ''): string =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: w, namespace: ${namespace}, labels: {x: y${labels}}}, spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE${listener}}]}}`;

/** A service for `app: NAME` on 80 (HTTP) and 9000 (TCP). */
export const service = (id: string, labels = ''): string => {
  const [namespace = '', name = ''] = id.split('/');
  return `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}, labels: {x: y${labels}}}, spec: {selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]}}`;
};

/** An AuthorizationPolicy. */
export const policy = (id: string, spec: string, annotations = ''): string => {
  const [namespace = '', name = ''] = id.split('/');
  return `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: ${name}, namespace: ${namespace}, annotations: {${annotations}}}, spec: ${spec}}`;
};

/** A PeerAuthentication. */
export const peer = (id: string, spec: string): string =>
  policy(id, spec).replace('kind: AuthorizationPolicy', 'kind: PeerAuthentication');

const base = [
  '{apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient}}}',
  '{apiVersion: v1, kind: Namespace, metadata: {name: car, labels: {istio-injection: enabled}}}',
  pod('amb/c'),
  pod('amb/s'),
  pod('amb/out', ', istio.io/dataplane-mode: none'),
  pod('car/c'),
  pod('car/s'),
  pod('plain/c'),
  service('car/s'),
];

const clock = '2026-01-01T00:00:00Z';

/** `amb/c` and `amb/s` are captured, `amb/out` has opted out, `car` has sidecars, `plain` is outside the mesh. `facts`: of proxies, by workload. */
export function ambientWorld(
  resources: readonly string[],
  flags: Readonly<Record<string, string>> = {},
  facts: Readonly<Record<string, Partial<ProxyFacts>>> = {},
): World {
  const own = resources.some((text) => text.includes('kind: Service,') && text.includes('name: s, namespace: amb'));
  const text = [...base, ...(own ? [] : [service('amb/s')]), ...resources].join('\n---\n');
  const { resources: parsed } = parseDocument({ files: [{ name: 'x.yaml', text }] });
  const issuance = { ...undisturbed(secondsAt(clock)), proxies: new Map(Object.entries(facts).map(known)) };
  return buildWorld(parsed, { mesh: {}, topology: null, clock, laboratory: true, flags, issuance });
}

const unsaid = { started: null, restarted: null, issued: null, trustDomain: null, root: null, source: null };
const known = ([id, facts]: readonly [string, Partial<ProxyFacts>]): [WorkloadId, ProxyFacts] => {
  const [namespace = '', name = ''] = id.split('/');
  return [workloadId(namespace, name), { ...unsaid, ...facts }];
};

interface Call {
  readonly method?: string;
  readonly tcp?: boolean;
  readonly port?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly tls?: boolean;
  readonly waive?: readonly string[];
}

/** One call: to a service by its name, or to a pod by `pod:NAMESPACE/NAME`. The trace is sound. */
export function traced(world: World, from: string, to: string, call: Call = {}): Trace {
  const { method = 'GET', tcp = false, headers = [] } = call;
  const [namespace = '', name = ''] = from.split('/');
  const direct = to.startsWith('pod:');
  const [toNamespace = '', toName = ''] = to.replace('pod:', '').split('/');
  const port = call.port ?? (direct ? 8080 : 80);
  const request: Request = {
    id: 'r',
    title: '',
    caller: { kind: 'workload', workload: workloadId(namespace, name) },
    target: direct
      ? { kind: 'workload', workload: workloadId(toNamespace, toName), port }
      : { kind: 'host', host: to, port, via: null },
    payload: tcp ? { kind: 'tcp' } : { kind: 'http', method, path: '/', host: null, headers, version: '1.1' },
    tls: call.tls ? { sni: null, alpn: [] } : null,
  };
  const trace = send(world, request, { waive: new Set((call.waive ?? []).map((id) => id as StepId)) });
  const problems = checkTrace(trace);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return trace;
}

/** `allowed`, the cause of a denial and who refused, or what is not modelled. */
export function said({ verdict, hops, limits }: Trace): string {
  if (verdict.kind === 'undetermined') return `can't tell: ${limits[0]?.name ?? ''}`;
  if (verdict.kind === 'allowed') return 'allowed';
  const at = hops.at(-1)?.at;
  return `${verdict.cause} at ${at?.kind ?? ''}`;
}

export function outcome(world: World, from: string, to: string, call: Call = {}): string {
  return said(traced(world, from, to, call));
}

/** The places of a trace, without the network between them. */
export function way({ hops }: Trace): readonly string[] {
  return hops.flatMap(({ at }) => {
    if (at.kind === 'network') return [];
    const side = 'side' in at ? ` ${at.side}` : '';
    return [`${'workload' in at ? `${at.workload} ` : ''}${at.kind}${side}`];
  });
}
