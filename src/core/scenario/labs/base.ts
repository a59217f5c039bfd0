import type { Json, JsonObject } from '../../model/json.ts';
import type { LabMesh, LabRequest } from './mesh.ts';
import { pick, type Random } from './random.ts';
import { themes } from './themes.ts';

const domain = 'cluster.local';

/** `cluster.local/ns/NAMESPACE/sa/ACCOUNT` */
export function principal(namespace: string, account: string): string {
  return `${domain}/ns/${namespace}/sa/${account}`;
}

/** An object of the security API. */
export function security(kind: string, namespace: string, name: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'security.istio.io/v1', kind, metadata: { name, namespace }, spec };
}

/** An object of the networking API. */
export function networking(kind: string, namespace: string, name: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec };
}

/** `selector: {matchLabels: {app: NAME}}` */
export function selecting(name: string): JsonObject {
  return { selector: { matchLabels: { app: name } } };
}

/** A request over HTTP. */
export function get(
  wants: LabRequest['wants'],
  id: string,
  from: string,
  url: string,
  http: JsonObject | null = null,
): LabRequest {
  return { id, wants, request: { id, from: { workload: from }, to: { url }, ...(http === null ? {} : { http }) } };
}

/** A mesh that is as it should be: one guarded server with a store behind it, and two who call. */
export function baseMesh(random: Random): LabMesh {
  const theme = pick(themes, random);
  const port = pick([8080, 9080, 8000, 3000], random);
  const { front, back, old, caller, neighbour, server, store, job, path, list } = theme;
  const [who, near, late] = [`${front}/${caller}`, `${front}/${neighbour}`, `${old}/${job}`];
  const url = `http://${server}.${back}${path}`;
  return {
    theme,
    port,
    spec: {},
    requests: [
      get('allowed', `${caller}-reads`, who, url),
      get('allowed', `${caller}-reads-one`, who, `${url}/42`),
      get('allowed', `${caller}-writes`, who, url, { method: 'POST' }),
      get('denied', `${caller}-deletes`, who, `${url}/42`, { method: 'DELETE' }),
      get('denied', `${caller}-exports`, who, `${url}/export`),
      get('denied', `${neighbour}-reads`, near, url),
      get('denied', `${job}-reads`, late, url),
      get('allowed', `${caller}-lists`, who, `http://${neighbour}${list}`),
      tcp('allowed', `${server}-stores`, `${back}/${server}`, `${store}.${back}`),
      tcp('denied', `${neighbour}-stores`, near, `${store}.${back}`),
    ],
    policies: [
      security('PeerAuthentication', back, 'default', { mtls: { mode: 'STRICT' } }),
      security('AuthorizationPolicy', back, `${server}-callers`, {
        ...selecting(server),
        action: 'ALLOW',
        rules: [
          {
            from: [{ source: { principals: [principal(front, caller)] } }],
            to: [{ operation: { ports: [String(port)], methods: ['GET', 'POST'], paths: [path, `${path}/*`] } }],
          },
        ],
      }),
      security('AuthorizationPolicy', back, 'no-export', {
        ...selecting(server),
        action: 'DENY',
        rules: [{ to: [{ operation: { paths: [`${path}/export`] } }] }],
      }),
      security('AuthorizationPolicy', back, `${store}-writers`, {
        ...selecting(store),
        action: 'ALLOW',
        rules: [
          {
            from: [{ source: { principals: [principal(back, server)] } }],
            to: [{ operation: { ports: ['5432'] } }],
          },
        ],
      }),
    ],
    workloads: [
      namespace(front, true),
      namespace(back, true),
      namespace(old, false),
      ...workload(front, caller, port),
      ...workload(front, neighbour, port),
      ...workload(back, server, port),
      ...workload(back, store, 5432, { name: 'tcp-store', port: 5432 }),
      ...workload(old, job, port),
    ],
  };
}

/** A request that only opens a connection, to the port of the store. */
function tcp(wants: LabRequest['wants'], id: string, from: string, host: string): LabRequest {
  return { id, wants, request: { id, from: { workload: from }, to: { host, port: 5432 }, tcp: true } };
}

/** A namespace, with or without sidecars. */
export function namespace(name: string, injected: boolean): JsonObject {
  const labels: JsonObject = injected ? { labels: { 'istio-injection': 'enabled' } } : {};
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...labels } };
}

/** A Deployment and its Service. */
export function workload(
  where: string,
  name: string,
  port: number,
  service: { readonly name: string; readonly port: number } = { name: 'http', port: 80 },
): readonly JsonObject[] {
  const container: Json = { name, image: `registry.example/${where}/${name}:1.0`, ports: [{ containerPort: port }] };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: where },
      spec: {
        ...selecting(name),
        template: { metadata: { labels: { app: name } }, spec: { serviceAccountName: name, containers: [container] } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: where },
      spec: { selector: { app: name }, ports: [{ ...service, targetPort: port }] },
    },
  ];
}
