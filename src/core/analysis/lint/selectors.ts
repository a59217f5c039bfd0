import { isWaypointOrGateway } from './proxies.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Resource } from '../../model/resource.ts';
import type { Facts, Labels, Lint } from './facts.ts';
import { hint, set, warning } from './finding.ts';
import { nearestLabels } from './nearLabels.ts';
import { type Selecting, selectingResources } from './selecting.ts';

/** Selectors that pick nothing, or pick it elsewhere. */
export const selectors: Lint = (facts) => {
  // A document of policies alone says nothing of workloads.
  if (facts.world.cluster.workloads.size === 0) return [];
  return selectingResources(facts.world).flatMap((selecting) => selectorFindings(facts, selecting));
};

function selectorFindings(facts: Facts, selecting: Selecting): readonly Finding[] {
  const { labels, scope } = selecting;
  if (facts.labelled(labels, scope).length > 0 || facts.labelledElsewhere(labels, scope)) return [];
  const elsewhere = scope === null ? [] : facts.labelled(labels, null);
  const namespaces = [...new Set(elsewhere.map(({ namespace }) => namespace))];
  // "A selector looks only in the namespace of its resource" (1.2, 2.1).
  return namespaces.length > 0 ? [inAnother(selecting, namespaces)] : [inNone(facts, selecting)];
}

function inAnother({ resource, labels, path }: Selecting, namespaces: readonly string[]): Finding {
  const [other = ''] = namespaces;
  const args = { labels: textOf(labels), where: resource.namespace, other: namespaces.join(', '), kind: resource.kind };
  return warning('selectorInOtherNamespace', resource, path, {
    args,
    fix: namespaces.length === 1 ? [moveTo(resource, other)] : [],
  });
}

function inNone({ world, labelled, inNamespace }: Facts, { resource, labels, path, scope }: Selecting): Finding {
  const near = scope === null ? labelled({}, null) : inNamespace(scope);
  const candidates = near.filter((workload) => isWaypointOrGateway(workload) === (resource.kind === 'Gateway'));
  return warning('selectorMatchesNothing', resource, path, {
    args: { kind: resource.kind, labels: textOf(labels), where: scope ?? '' },
    fix: nearestLabels(world, resource, path, labels, candidates),
  });
}

/** PeerAuthentications of the root namespace with a selector act nowhere; other policies of it act everywhere. */
export const rootSelectors: Lint = ({ world, labelled }) => {
  const root = world.mesh.rootNamespace;
  const path = ['spec', 'selector'];
  const found: Finding[] = [];
  for (const { resource, spec } of world.peerAuthentications.get(root) ?? []) {
    const labels = spec.selector?.matchLabels ?? {};
    if (Object.keys(labels).length === 0) continue;
    // "A non-empty selector inside the root namespace = ignored everywhere" (2.1).
    const namespaces = [...new Set(labelled(labels, null).map(({ namespace }) => namespace))];
    const [only, ...others] = namespaces.filter((namespace) => namespace !== root);
    const fix = only !== undefined && others.length === 0 ? [moveTo(resource, only)] : [];
    found.push(warning('rootSelectorIgnored', resource, path, { args: { root, labels: textOf(labels) }, fix }));
  }
  for (const { resource, spec } of [
    ...(world.authorizationPolicies.get(root) ?? []),
    ...(world.requestAuthentications.get(root) ?? []),
  ]) {
    const labels = spec.selector?.matchLabels ?? {};
    const namespaces = [...new Set(labelled(labels, null).map(({ namespace }) => namespace))];
    // "A policy of the root namespace with a selector acts on matching workloads of every namespace" (1.2).
    if (Object.keys(labels).length === 0 || namespaces.filter((namespace) => namespace !== root).length < 2) continue;
    found.push(hint('rootSelectorEverywhere', resource, path, { args: { root, namespaces: namespaces.join(', ') } }));
  }
  return found;
};

/** The last change of a fix: under its new namespace the resource goes by another id. */
export function moveTo(resource: Resource, namespace: string): Edit {
  return set(resource, ['metadata', 'namespace'], namespace);
}

/** `app=web, version=v1` */
export function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
