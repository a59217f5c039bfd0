import { buildWorld, type World } from '../../controlplane/world.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { Trace } from '../../model/trace.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';

const pod = (name: string, inject: boolean): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: app, labels: {app: ${name}, sidecar.istio.io/inject: '${String(inject)}'}}, spec: {containers: [{name: app, ports: [{name: http, containerPort: 8080}]}]}}`;

const base = [
  '{apiVersion: v1, kind: Namespace, metadata: {name: app, labels: {istio-injection: enabled}}}',
  '{apiVersion: v1, kind: Namespace, metadata: {name: elsewhere}}',
  pod('web', true),
  pod('db', true),
  pod('bare', false),
  '{apiVersion: v1, kind: Service, metadata: {name: db, namespace: app}, spec: {clusterIP: 10.96.0.99, selector: {app: db}, ports: [{name: http, port: 80, targetPort: 8080}]}}',
];

/** Two pods with sidecars and one without, in one namespace, under policies. */
export function fixtureWorld(policies: readonly string[]): World {
  const text = [...base, ...policies].join('\n---\n');
  const { resources } = parseDocument({ files: [{ name: 'x.yaml', text }] }, new Map());
  return buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
}

/** `from` calls `to` on a port; the two are pods of the namespace `app`. The service of `db` is dialled by its address: nobody asks for its name. */
export const call = (from: string, to: string, port: number, more: Partial<Request> = {}): Request => ({
  id: 'r',
  title: '',
  caller: { kind: 'workload', workload: workloadId('app', from) },
  target: { kind: 'host', host: to === 'db' ? '10.96.0.99' : `${to}.app`, port, via: null },
  payload: {
    kind: 'http',
    method: 'GET',
    path: '/',
    host: to === '' ? null : `${to}.app`,
    headers: [],
    version: '1.1',
  },
  tls: null,
  ...more,
});

export const said = ({ verdict }: Trace): string => (verdict.kind === 'denied' ? verdict.cause : verdict.kind);

/** The verdict of a request under these policies; its trace is sound. */
export const verdictOf = (request: Request, policies: readonly string[]): string => {
  const trace = send(fixtureWorld(policies), request);
  const problems = checkTrace(trace);
  return problems.length === 0 ? said(trace) : problems.join('\n');
};

/** The verdict of `web` calling `db` on its service port 80 (pod port 8080) under these policies. */
export const under = (...policies: readonly string[]): string => verdictOf(call('web', 'db', 80), policies);

/** A NetworkPolicy of the given spec. */
export const policy = (spec: string, namespace = 'app', name = 'p'): string =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}`;

/** `podSelector`s of the two ends. */
export const db = 'podSelector: {matchLabels: {app: db}}';
export const web = 'podSelector: {matchLabels: {app: web}}';
