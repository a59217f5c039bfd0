import { type Authorizer, buildWorld, type World } from '../controlplane/world.ts';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import { type Resource, workloadId } from '../model/resource.ts';
import type { Step, Trace } from '../model/trace.ts';
import { parseDocument } from '../yaml/parse.ts';

/** Two meshed namespaces and one outside the mesh: `a/c` calls `b/s` (80 → 8080 HTTP, 9000 TCP, 8081 unnamed), `legacy/n` has no sidecar. */
const base = `
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: b, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: legacy}
---
apiVersion: v1
kind: Pod
metadata: {name: c, namespace: a, labels: {app: c}}
spec: {serviceAccountName: c, containers: [{name: app}]}
---
apiVersion: v1
kind: Pod
metadata: {name: n, namespace: legacy, labels: {app: n}}
spec: {serviceAccountName: n, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: s, namespace: b, labels: {app: s}}
spec: {serviceAccountName: s, containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 9000}, {containerPort: 8081}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: b}
spec:
  selector: {app: s}
  ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp-db, port: 9000}, {name: plain, port: 8081}]
---
apiVersion: v1
kind: Service
metadata: {name: n, namespace: legacy}
spec: {selector: {app: n}, ports: [{name: http, port: 80, targetPort: 8080}]}
`;

/** The base mesh with more resources in it. */
export function worldWith(yaml: string, mesh: JsonObject = {}, authorizer?: Authorizer): World {
  const options = { mesh, topology: null, clock: '2026-01-01T00:00:00Z' };
  return buildWorld(resourcesWith(yaml), authorizer ? { ...options, authorizer } : options);
}

/** What it is made of. */
export function resourcesWith(yaml: string): readonly Resource[] {
  return parseDocument({ files: [{ name: 'mesh.yaml', text: `${base}\n---\n${yaml}` }] }).resources;
}

interface Call {
  readonly from?: string;
  readonly to?: string;
  readonly port?: number;
  readonly path?: string;
  readonly method?: string;
  readonly tcp?: boolean;
  readonly tls?: boolean;
}

/** `a/c` sends GET / to http://s.b, unless told otherwise. */
export function call({
  from = 'a/c',
  to = 's.b',
  port = 80,
  path = '/',
  method = 'GET',
  tcp = false,
  tls = false,
}: Call = {}): Request {
  const [namespace = '', name = ''] = from.split('/');
  return {
    id: 'r',
    title: '',
    caller: { kind: 'workload', workload: workloadId(namespace, name) },
    target: { kind: 'host', host: to, port, via: null },
    payload: tcp ? { kind: 'tcp' } : { kind: 'http', method, path, host: null, headers: [], version: '1.1' },
    tls: tls ? { sni: null, alpn: [] } : null,
  };
}

export function peerAuthentication(mode: string, namespace = 'b', extra = ''): string {
  return `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: p, namespace: ${namespace}}\nspec: {mtls: {mode: ${mode}}${extra}}`;
}

export function authorizationPolicy(name: string, spec: string, namespace = 'b'): string {
  return `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}`;
}

/** A step without its packet; undefined: the trace has none of that id. */
export function stepOf(trace: Trace, id: string): Omit<Step, 'packet'> | undefined {
  const found = trace.hops.flatMap(({ steps }) => steps).find((step) => step.id === id);
  if (!found) return undefined;
  const { packet: _, ...step } = found;
  return step;
}
