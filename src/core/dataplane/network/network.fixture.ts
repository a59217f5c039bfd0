import { buildWorld, type World } from '../../controlplane/world.ts';
import { parseDocument } from '../../yaml/parse.ts';

const pod = (name: string, inject: boolean): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: app, labels: {app: ${name}, sidecar.istio.io/inject: '${String(inject)}'}}, spec: {containers: [{name: app, ports: [{name: http, containerPort: 8080}]}]}}`;

const base = [
  '{apiVersion: v1, kind: Namespace, metadata: {name: app, labels: {istio-injection: enabled}}}',
  '{apiVersion: v1, kind: Namespace, metadata: {name: elsewhere}}',
  pod('web', true),
  pod('db', true),
  pod('bare', false),
  '{apiVersion: v1, kind: Service, metadata: {name: db, namespace: app}, spec: {selector: {app: db}, ports: [{name: http, port: 80, targetPort: 8080}]}}',
];

/** Two pods with sidecars and one without, in one namespace, under policies. */
export function fixtureWorld(policies: readonly string[]): World {
  const text = [...base, ...policies].join('\n---\n');
  const { resources } = parseDocument({ files: [{ name: 'x.yaml', text }] }, new Map());
  return buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
}
