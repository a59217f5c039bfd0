import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { worldWith } from './world.fixture.ts';

/** One resource of the Gateway API, as text. */
export function api(
  kind: string,
  name: string,
  namespace: string,
  spec: JsonObject,
  metadata: JsonObject = {},
): string {
  const apiVersion = `gateway.networking.k8s.io/${kind === 'ReferenceGrant' ? 'v1beta1' : 'v1'}`;
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace, ...metadata }, spec });
}

const all = { namespaces: { from: 'All' } };

/** A listener for plain HTTP on port 80, from any namespace. */
export function listener(more: JsonObject = {}): JsonObject {
  return { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: all, ...more };
}

/** The Gateway `edge` of namespace `a`. */
export function edge(
  listeners: readonly JsonObject[] = [listener()],
  more: JsonObject = {},
  metadata: JsonObject = {},
): string {
  return api('Gateway', 'edge', 'a', { gatewayClassName: 'istio', listeners: [...listeners], ...more }, metadata);
}

export const parentRefs: JsonObject['parentRefs'] = [{ name: 'edge', namespace: 'a' }];
export const toS: JsonObject = { backendRefs: [{ name: 's', port: 80 }] };

/** An HTTPRoute of namespace `b`, where the Service `s` is. */
export function httpRoute(rules: readonly JsonObject[], more: JsonObject = {}, name = 'r', namespace = 'b'): string {
  return api('HTTPRoute', name, namespace, { parentRefs, rules: [...rules], ...more });
}

interface Asked {
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly port?: number;
  readonly tls?: boolean;
  readonly tcp?: boolean;
}

/** What an outside caller of the Gateway's Service gets. */
export function fromOutside(yaml: readonly string[], asked: Asked = {}): Trace {
  const {
    host = 'shop.example',
    path = '/',
    method = 'GET',
    headers = [],
    port = 80,
    tls = false,
    tcp = false,
  } = asked;
  const request: Request = {
    id: 'r',
    title: '',
    caller: { kind: 'external', ip: null },
    target: { kind: 'host', host, port, via: 'a/edge-istio' },
    payload: tcp ? { kind: 'tcp' } : { kind: 'http', method, path, host, headers, version: '1.1' },
    tls: tls ? { sni: null, alpn: [] } : null,
  };
  const trace = send(worldWith(yaml.join('\n---\n')), request);
  const problems = checkTrace(trace);
  if (problems.length > 0) throw new Error(problems.join(', '));
  return trace;
}

/** The status, or what else the caller sees. */
export function seen(trace: Trace): number | string {
  return trace.caller.kind === 'http' ? trace.caller.status : trace.caller.kind;
}

/** Every place in the YAML that a trace points at, as `Kind/name path`. */
export function places(trace: Trace): readonly string[] {
  const steps = trace.hops.flatMap((hop) => hop.steps);
  const checks = steps.flatMap((step) => step.checks);
  const all = checks.flatMap(function flat(check): (typeof checks)[number][] {
    return [check, ...check.children.flatMap(flat)];
  });
  return all.flatMap(({ source }) => {
    if (source === null) return [];
    const [kind = '', , name = ''] = source.resource.split('/');
    return [`${kind.split('.')[0] ?? ''}/${name} ${source.path.join('.')}`];
  });
}
