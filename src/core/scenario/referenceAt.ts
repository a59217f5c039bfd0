import { podLabelsPath } from '../cluster/podLabels.ts';
import type { World } from '../controlplane/world.ts';
import { isObject } from '../model/json.ts';
import type { NameKind } from '../model/meshNames.ts';
import { resourceId, type ResourceId, type SourceRef } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { placeAt, type ValuePlace } from '../yaml/complete/helpAt.ts';
import { valueAt } from '../yaml/plainEdit.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';

/** What the name at a place of the text stands for, if that is in the document. Never throws. */
export function referenceAt(
  document: HopwiseDocument,
  file: string,
  offset: number,
  memory: EvaluationMemory,
): SourceRef | null {
  const text = document.files.find(({ name }) => name === file)?.text;
  const place = text === undefined ? null : placeAt(text, offset, memory.parses);
  if (place === null) return null;
  const { world, parsed } = prepare(document, memory);
  const found = refOf(place, world);
  return found !== null && parsed.resources.some(({ id }) => id === found.resource) ? found : null;
}

function refOf(place: ValuePlace, world: World): SourceRef | null {
  const { schema, json, path, kind } = place;
  const label = labelOf(place);
  if (label !== null) return labelled(world, label.key, label.value);
  if (place.onKey || typeof json !== 'string') return null;
  const names: NameKind | null = schema?.names ?? plainNames(kind, path.at(-1));
  return names === null ? null : named(names, json, place, world);
}

/** What fields of Kubernetes' own kinds name. */
function plainNames(kind: string, field: string | number | undefined): NameKind | null {
  if (field === 'namespace') return 'namespace';
  if (field === 'serviceAccountName') return 'serviceAccount';
  return field === 'secretName' || (field === 'credentialName' && kind === 'Gateway') ? 'secret' : null;
}

/** A label that a selector asks for. */
function labelOf({
  path,
  json,
  onKey,
  body,
}: ValuePlace): { readonly key: string; readonly value: string | null } | null {
  const around = path.at(-2);
  const key = path.at(-1);
  const selects = around === 'matchLabels' || around === 'labels' || around === 'selector';
  if (!selects || typeof key !== 'string' || path[0] !== 'spec' || path.includes('metadata')) return null;
  const value = onKey ? valueAt(body, path) : json;
  return { key, value: typeof value === 'string' ? value : null };
}

function labelled(world: World, key: string, value: string | null): SourceRef | null {
  const workload = [...world.cluster.workloads.values()].find(({ labels }) => labels[key] === (value ?? labels[key]));
  if (workload === undefined || workload.labels[key] === undefined) return null;
  return { resource: workload.resource.id, path: [...podLabelsPath(workload), key] };
}

function named(names: NameKind, value: string, { namespace, body, path }: ValuePlace, world: World): SourceRef | null {
  const whole = (resource: ResourceId): SourceRef => ({ resource, path: [] });
  switch (names) {
    case 'namespace':
    case 'exportTo':
      return whole(resourceId('Namespace', '', value === '.' ? namespace : value));
    case 'principal': {
      const [, ns = '', account = ''] = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(value) ?? [];
      return accountRef(world, ns, account);
    }
    case 'accountName':
    case 'serviceAccount': {
      const [first = '', second] = value.split('/');
      return second === undefined ? accountRef(world, namespace, first) : accountRef(world, first, second);
    }
    case 'host':
    case 'sidecarHost':
      return hostRef(world, value, namespace);
    case 'gateway': {
      const [first = '', second] = value.split('/');
      return whole(resourceId('Gateway', second === undefined ? namespace : first, second ?? first));
    }
    case 'secret':
      return whole(resourceId('Secret', namespace, value));
    case 'provider':
      return world.meshSource(['extensionProviders']);
    case 'subset':
      return subsetRef(world, value);
    case 'target': {
      const target = valueAt(body, path.slice(0, -1));
      const kind = isObject(target) && typeof target['kind'] === 'string' ? target['kind'] : 'Service';
      const group = isObject(target) ? target['group'] : undefined;
      const full = kind === 'Gateway' && group === 'gateway.networking.k8s.io' ? `Gateway.${group}` : kind;
      return whole(resourceId(full, kind === 'GatewayClass' ? '' : namespace, value));
    }
    case 'address':
    case 'audience':
    case 'claim':
    case 'conditionKey':
    case 'header':
    case 'issuer':
    case 'method':
    case 'namespaceLabel':
    case 'path':
    case 'podLabel':
    case 'podPort':
    case 'requestPrincipal':
    case 'servicePort':
    case 'trustDomain':
      return null;
  }
}

/** The ServiceAccount, or where none is written, the workload that runs as it. */
function accountRef(world: World, namespace: string, account: string): SourceRef | null {
  const id = resourceId('ServiceAccount', namespace, account);
  if (world.cluster.resource(id) !== undefined) return { resource: id, path: [] };
  const workload = [...world.cluster.workloads.values()].find((each) => {
    return each.namespace === namespace && each.serviceAccount === account;
  });
  if (workload === undefined) return null;
  return { resource: workload.resource.id, path: [...workload.podPath, 'spec', 'serviceAccountName'] };
}

/** A service by its name in full or short, with `NAMESPACE/` before it or without. */
function hostRef(world: World, value: string, namespace: string): SourceRef | null {
  const host = value.slice(value.indexOf('/') + 1);
  const candidates = [host, `${host}.${namespace}.svc.cluster.local`, `${host}.svc.cluster.local`];
  for (const candidate of candidates) {
    const [service] = world.registry.get(candidate) ?? [];
    if (service !== undefined) return { resource: service.resource.id, path: [] };
  }
  return null;
}

function subsetRef(world: World, name: string): SourceRef | null {
  for (const { resource, spec } of [...world.destinationRules.values()].flat()) {
    const at = (spec.subsets ?? []).findIndex((subset) => subset.name === name);
    if (at >= 0) return { resource: resource.id, path: ['spec', 'subsets', at] };
  }
  return null;
}
