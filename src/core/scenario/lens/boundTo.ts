import { readRules } from '../../analysis/ambient/readRules.ts';
import { accountsOf, samePorts, toServicePorts } from '../../analysis/ambient/servicePorts.ts';
import { valueAt } from '../../cluster/fields.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import type { Service } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { Setting } from '../ladder/setEach.ts';

/** What becomes of a policy where waypoints come. */
export interface BoundPolicy {
  readonly settings: readonly Setting[];
  /** It says something else of ports at each Service, or is for several namespaces: written anew, once for each. */
  readonly added: readonly JsonObject[];
  readonly goes: boolean;
}

const gatewayApi = 'gateway.networking.k8s.io';
const asItIs: BoundPolicy = { settings: [], added: [], goes: false };

/**
 * A selector becomes the Services in front of what it selects; none, the waypoint as a whole. "`ports`: the Service's at a
 * waypoint, the pod's at a sidecar" (10.5): they are written so that they mean the same.
 */
export function boundTo(
  world: World,
  resource: Resource,
  enrolled: ReadonlySet<string>,
  waypoint: string,
): BoundPolicy {
  const spec = valueAt(resource.body, ['spec']);
  const { namespace } = resource;
  const root = namespace === world.mesh.rootNamespace;
  if (!(root || enrolled.has(namespace)) || (isObject(spec) && 'targetRefs' in spec)) return asItIs;
  const written = isObject(spec) ? spec : {};
  const rest = Object.fromEntries(Object.entries(written).filter(([key]) => key !== 'selector' && key !== 'rules'));
  const labels = labelsOf(resource);
  const services = servicesFor(world, resource, enrolled);
  const gateways = gatewaysFor(world, resource);
  const at = (service: Service): Json => rulesAt(world, resource, service, written['rules']);
  const whole =
    labels === null && services.every((each) => JSON.stringify(at(each)) === JSON.stringify(written['rules'] ?? null));
  if (whole) {
    const [kind, name] = root ? ['GatewayClass', 'istio-waypoint'] : ['Gateway', waypoint];
    const value = { targetRefs: [{ group: gatewayApi, kind, name }], ...rest, ...given(written['rules']) };
    return { ...asItIs, settings: [{ resource, path: ['spec'], value }], added: gateways };
  }
  // Nothing stands in front of these pods: the selector stays, for ztunnel.
  if (services.length === 0) return asItIs;
  const copies = new Map<string, { namespace: string; rules: Json; names: string[] }>();
  for (const service of services) {
    const rules = at(service);
    // "DENY and rules `[]`" is refused (9.2): there it could match nothing.
    if (isList(rules) && rules.length === 0 && (written['action'] ?? 'ALLOW') !== 'ALLOW') continue;
    const key = JSON.stringify([service.namespace, rules]);
    const copy = copies.get(key) ?? { namespace: service.namespace, rules, names: [] };
    copies.set(key, copy);
    copy.names.push(service.name);
  }
  const specs = [...copies.values()].map(({ names, rules, ...where }) => ({
    ...where,
    name: names[0] ?? '',
    spec: {
      targetRefs: [...new Set(names)].map((name) => ({ group: '', kind: 'Service', name })),
      ...rest,
      ...given(rules),
    },
  }));
  if (specs.length === 0) return asItIs;
  const own = specs.find((copy) => copy.namespace === namespace);
  return {
    settings: own === undefined ? [] : [{ resource, path: ['spec'], value: own.spec }],
    added: [
      ...specs
        .filter((copy) => copy !== own)
        .map((copy) => copyOf(resource, `${resource.name}-${copy.name}`, copy.namespace, copy.spec)),
      ...gateways,
    ],
    goes: own === undefined,
  };
}

/** Null: it has no selector, or an empty one, which is for all. */
function labelsOf({ body }: Resource): Readonly<Record<string, string>> | null {
  const found = valueAt(body, ['spec', 'selector', 'matchLabels']);
  const labels = Object.entries(isObject(found) ? found : {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  return labels.length === 0 ? null : Object.fromEntries(labels);
}

/** "Root-namespace policies are for every namespace" (1.2). */
function servicesFor({ cluster, mesh }: World, resource: Resource, enrolled: ReadonlySet<string>): readonly Service[] {
  const labels = labelsOf(resource) ?? {};
  const wide = resource.namespace === mesh.rootNamespace;
  const pods = [...cluster.workloads.values()].filter(
    (pod) =>
      pod.proxy === 'sidecar' &&
      enrolled.has(pod.namespace) &&
      (wide || pod.namespace === resource.namespace) &&
      matchesLabels(labels, pod.labels),
  );
  return [...new Set(pods.flatMap(({ id }) => cluster.servicesOf(id)))];
}

/** Gateways keep what they have: a policy with targetRefs to waypoints is none of theirs (1.3). */
function gatewaysFor({ cluster, mesh }: World, resource: Resource): readonly JsonObject[] {
  const { namespace, name, body } = resource;
  const labels = labelsOf(resource) ?? {};
  const spec = valueAt(body, ['spec']);
  return [...cluster.workloads.values()]
    .filter(
      (pod) =>
        pod.proxy === 'gateway' &&
        (pod.namespace === namespace || namespace === mesh.rootNamespace) &&
        matchesLabels(labels, pod.labels),
    )
    .map((pod) =>
      copyOf(resource, `${name}-${pod.name}`, pod.namespace, {
        ...(isObject(spec) ? spec : {}),
        selector: { matchLabels: { ...pod.labels } },
      }),
    );
}

function rulesAt(world: World, { namespace }: Resource, service: Service, rules: Json | undefined): Json {
  if (rules === undefined || !isList(rules)) return rules ?? null;
  const port = toServicePorts(world, service);
  const account = accountsOf(namespace, service.namespace);
  // A port that leads to different ones of its pods cannot be said: it is read as it stands.
  return readRules(rules, { port, account }) ?? readRules(rules, { port: samePorts, account }) ?? rules;
}

function given(rules: Json | undefined): JsonObject {
  return rules === undefined || rules === null ? {} : { rules };
}

function copyOf({ body }: Resource, name: string, namespace: string, spec: JsonObject): JsonObject {
  const metadata = valueAt(body, ['metadata']);
  return { ...body, metadata: { ...(isObject(metadata) ? metadata : {}), name, namespace }, spec };
}
