import { stringsAt, valueAt } from '../../cluster/fields.ts';
import { podPathOf } from '../../cluster/podSource.ts';
import type { World } from '../../controlplane/world.ts';
import { systemNamespaces } from '../../analysis/ladder/network.ts';
import type { Written } from '../../analysis/ladder/written.ts';
import { isList, isObject, type Json } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { Setting } from './setEach.ts';

const isIstios = (key: string): boolean => key === 'istio-injection' || /(?:^|\.)istio\.io\//.test(key);

/** What takes every pod out of the mesh: no labels that call the injector, no proxies in pods that were pasted with theirs. */
export function withoutInjection(world: World, resources: readonly Resource[]): readonly Setting[] {
  const gateways = new Set(
    [...world.cluster.workloads.values()].flatMap(({ proxy, resource }) => (proxy === 'gateway' ? [resource.id] : [])),
  );
  return resources.flatMap((resource): readonly Setting[] => {
    if (resource.kind === 'Namespace') return withoutLabels(resource, ['metadata', 'labels']);
    return withoutSidecar(resource, gateways.has(resource.id));
  });
}

/** Labels that say where a pod is and what it is part of, whichever proxy it has. */
export function isOfAnyProxy(key: string): boolean {
  return /^(?:topology|service)\.istio\.io\//.test(key);
}

/** What takes one pod out of the mesh; nothing for what makes no pods. `keeps`: labels of Istio's that stay. */
export function withoutSidecar(
  resource: Resource,
  gateway: boolean,
  keeps: (label: string) => boolean = () => false,
): readonly Setting[] {
  const pod = podPathOf(resource);
  // A gateway is nothing but a proxy: nothing of it would be left.
  if (pod === undefined || gateway) return [];
  return [
    ...withoutLabels(resource, [...pod, 'metadata', 'labels'], keeps),
    ...['containers', 'initContainers'].flatMap((list) => withoutProxy(resource, [...pod, 'spec', list])),
  ];
}

/** The labels of an object that are not Istio's, or are of any proxy. */
export function plainLabels({ body }: Resource): Readonly<Record<string, string>> {
  const labels = Object.entries(stringsAt(body, 'metadata', 'labels'));
  return Object.fromEntries(labels.filter(([key]) => !isIstios(key) || isOfAnyProxy(key)));
}

function withoutLabels(
  resource: Resource,
  path: Setting['path'],
  keeps: (label: string) => boolean = () => false,
): readonly Setting[] {
  const labels = Object.entries(stringsAt(resource.body, ...path));
  const kept = labels.filter(([key]) => !isIstios(key) || keeps(key));
  return kept.length === labels.length ? [] : [{ resource, path, value: Object.fromEntries(kept) }];
}

function withoutProxy(resource: Resource, path: Setting['path']): readonly Setting[] {
  const list = valueAt(resource.body, path);
  if (list === undefined || !isList(list)) return [];
  const kept = list.filter(
    (one: Json) => !(isObject(one) && (one['name'] === 'istio-proxy' || one['name'] === 'istio-init')),
  );
  return kept.length === list.length ? [] : [{ resource, path, value: kept }];
}

/** What puts a mesh's workloads into it, where nothing of the text does: the label on each of their namespaces. */
export function withInjection(world: World): {
  readonly settings: readonly Setting[];
  readonly written: readonly Written[];
} {
  const { namespaces, workloads } = world.cluster;
  const members = [...workloads.values()].filter(
    ({ namespace }) => !systemNamespaces.has(namespace) && namespace !== world.mesh.rootNamespace,
  );
  const meshed = members.some(({ proxy }) => proxy === 'sidecar' || proxy === 'ambient');
  const open = meshed ? [] : [...new Set(members.map(({ namespace }) => namespace))];
  const settings = open.flatMap((name): Setting[] => {
    const { resource, labels } = namespaces.get(name) ?? { resource: null, labels: {} };
    // Who says `disabled` means it.
    if (resource === null || labels['istio-injection'] !== undefined) return [];
    return [{ resource, path: ['metadata', 'labels', 'istio-injection'], value: 'enabled' }];
  });
  const missing = open.filter((name) => namespaces.get(name)?.resource === null);
  const written = missing.map((name): Written => {
    const metadata = { name, labels: { 'istio-injection': 'enabled' } };
    return { note: { kind: 'namespace' }, body: { apiVersion: 'v1', kind: 'Namespace', metadata } };
  });
  return { settings, written };
}
