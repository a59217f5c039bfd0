import { objectAt, objectsAt, stringsAt, textAt } from '../../cluster/fields.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Json } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';
import { onceEach } from '../../model/onceEach.ts';

/** Kinds that choose, by labels, pods whose own traffic goes another way, or that choose the callers of others cluster-wide. */
const choosing = [
  'Sidecar',
  'DestinationRule',
  'VirtualService',
  'ProxyConfig',
  'EnvoyFilter',
  'WasmPlugin',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
];

/** Kinds that match requests by their headers. */
const readingHeaders = ['VirtualService', 'HTTPRoute', 'GRPCRoute', 'AuthorizationPolicy'];

/** Headers in which proxies say who calls, and from where. */
const tellingHeaders = /x-forwarded|x-envoy/i;

interface Choices {
  readonly pairs: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
  /** A header that tells who calls decides something, or their own policies: no two callers are alike. */
  readonly told: boolean;
}

const choicesOf = onceEach((world: World): Choices => {
  const pairs = new Set<string>();
  const keys = new Set<string>();
  for (const kind of choosing) for (const { body } of world.cluster.byKind(kind)) gather(body['spec'], pairs, keys);
  const told = readingHeaders.some((kind) =>
    world.cluster.byKind(kind).some(({ body }) => tellingHeaders.test(JSON.stringify(body['spec'] ?? null))),
  );
  return { pairs, keys, told: told || actsOnCallers(world) };
});

/** "For outbound TLS to a wildcard DYNAMIC_DNS ServiceEntry istiod puts the sidecar's own inbound L4 policies on the outbound chain" (0.6). */
function actsOnCallers({ cluster }: World): boolean {
  return cluster.byKind('ServiceEntry').some(({ body }) => textAt(body, 'spec', 'resolution') === 'DYNAMIC_DNS');
}

/** Every label that a part of a resource compares, whatever it is for. */
function gather(json: Json | undefined, pairs: Set<string>, keys: Set<string>): void {
  if (Array.isArray(json)) {
    for (const item of json) gather(item, pairs, keys);
  } else if (isObject(json)) {
    for (const name of ['matchLabels', 'labels', 'sourceLabels'])
      for (const [key, value] of Object.entries(stringsAt(json, name))) pairs.add(`${key}=${value}`);
    for (const expression of objectsAt(json, 'matchExpressions')) keys.add(textAt(expression, 'key') ?? '');
    for (const value of Object.values(json)) gather(value, pairs, keys);
  }
}

/**
 * Everything of a caller that decides which way its requests take, as text: callers of one kin are told apart only by a
 * policy on the way that reads who they are (`readings.ts`). What is not known to make no difference is part of it.
 * `neighbourhood`: what their namespace decides of it.
 */
export function kinOf(world: World, workload: Workload, neighbourhood: Json = workload.namespace): string {
  const { kind, labels, annotations, ip, hostNetwork, proxy, injection, running, waiting } = workload;
  const { pairs, keys, told } = choicesOf(world);
  const chosen = (key: string, value: string): boolean =>
    // Labels of Istio and Kubernetes have a domain: topology, revision, way of enrolment.
    key.includes('/') || keys.has(key) || pairs.has(`${key}=${value}`);
  return JSON.stringify([
    [neighbourhood, kind, proxy, hostNetwork, running, waiting ?? null, injection, ip.includes(':')],
    Object.entries(labels).filter(([key, value]) => chosen(key, value)),
    Object.entries(annotations).filter(([key]) => key.includes('istio.io')),
    securityOf(workload),
    world.issuance.proxies.get(workload.id) ?? null,
    leaving(world, workload),
    told ? [workload.id, ip] : null,
  ]);
}

/** As whom its programs run: traffic of the proxy's own user is not captured. */
function securityOf({ resource, podPath }: Workload): readonly Json[] {
  const spec = objectAt(resource.body, ...podPath, 'spec');
  return [spec, ...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')].map((each) =>
    objectAt(each, 'securityContext'),
  );
}

/** The NetworkPolicies that select it: what they say of egress is about where it goes. */
function leaving(world: World, { namespace, labels }: Workload): readonly string[] {
  return (world.networkPolicies.get(namespace) ?? []).flatMap(({ resource: { id, body } }) =>
    matchesSelector(objectAt(body, 'spec', 'podSelector'), labels) ? [id] : [],
  );
}
