import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { randomCase, type Sizes } from './caseArbitrary.ts';
import { isAuthorizationPolicy, namespaceOf, rootNamespace, specOf } from './policyEdits.ts';
import type { RandomCase, RandomMesh } from './randomMesh.ts';

/** How the pods of a namespace take part; `all`: its waypoint also takes what is for pods. */
const parts = ['ambient', 'waypoint', 'all', 'sidecar'] as const;
type Part = (typeof parts)[number];
const bindings = ['selector', 'selector', 'service', 'gateway', 'class'] as const;
type Binding = (typeof bindings)[number];

/** Random meshes of which some namespaces are in ambient mode, with waypoints and policies that are bound to them. */
export function ambientCase(sizes: Sizes): fc.Arbitrary<RandomCase> {
  return fc
    .record({
      given: randomCase(sizes),
      parts: fc.array(fc.constantFrom<Part>('ambient', 'waypoint', ...parts), { minLength: 4, maxLength: 4 }),
      bindings: fc.array(fc.constantFrom(...bindings), { minLength: 12, maxLength: 12 }),
    })
    .map(({ given: { mesh, requests }, parts: wanted, bindings: how }) => ({
      mesh: ambientMesh(mesh, wanted, how),
      requests,
    }));
}

function ambientMesh(mesh: RandomMesh, wanted: readonly Part[], how: readonly Binding[]): RandomMesh {
  const spaces = mesh.kubernetes.filter(isInjected);
  const partOf = new Map(spaces.map((object, index) => [object, wanted[index % wanted.length] ?? 'ambient'] as const));
  const kubernetes = mesh.kubernetes.flatMap((object): readonly JsonObject[] => {
    const part = partOf.get(object);
    return part === undefined || part === 'sidecar' ? [object] : enrolled(nameOf(object), part);
  });
  const policies = mesh.policies.map((policy, index) =>
    isAuthorizationPolicy(policy) ? bound(mesh, policy, how[index % how.length] ?? 'selector', index) : policy,
  );
  return { ...mesh, kubernetes, policies };
}

function isInjected(object: JsonObject): boolean {
  const { metadata } = object;
  return object['kind'] === 'Namespace' && isObject(metadata) && metadata['labels'] !== undefined;
}

function nameOf({ metadata }: JsonObject): string {
  const name = isObject(metadata) ? metadata['name'] : undefined;
  return typeof name === 'string' ? name : '';
}

function enrolled(name: string, part: Exclude<Part, 'sidecar'>): readonly JsonObject[] {
  const use: JsonObject = part === 'ambient' ? {} : { 'istio.io/use-waypoint': 'waypoint' };
  const labels = { 'istio.io/dataplane-mode': 'ambient', ...use };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  if (part === 'ambient') return [namespace];
  const takes: JsonObject = part === 'all' ? { labels: { 'istio.io/waypoint-for': 'all' } } : {};
  const gateway = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'waypoint', namespace: name, ...takes },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  };
  return [namespace, gateway];
}

/** The policy with targetRefs in the place of a selector; as it is where there is nothing to bind it to. */
function bound(mesh: RandomMesh, policy: JsonObject, how: Binding, index: number): JsonObject {
  const ref = how === 'selector' ? null : refIn(mesh, namespaceOf(policy), how, index);
  if (ref === null) return policy;
  const rest = Object.entries(specOf(policy)).filter(([key]) => key !== 'selector' && key !== 'targetRefs');
  return { ...policy, spec: { targetRefs: [ref], ...Object.fromEntries(rest) } };
}

function refIn(mesh: RandomMesh, namespace: string, how: Exclude<Binding, 'selector'>, index: number): Json {
  const group = 'gateway.networking.k8s.io';
  if (how === 'class')
    return namespace === rootNamespace(mesh) ? { group, kind: 'GatewayClass', name: 'istio-waypoint' } : null;
  if (how === 'gateway') return { group, kind: 'Gateway', name: 'waypoint' };
  const services = mesh.kubernetes.filter(
    (object) => object['kind'] === 'Service' && namespaceOf(object) === namespace,
  );
  const chosen = services[index % Math.max(services.length, 1)];
  return chosen === undefined ? null : { group: '', kind: 'Service', name: nameOf(chosen) };
}
