import { objectAt, objectsAt, stringsAt } from '../../cluster/fields.ts';
import { targetRefs } from '../../controlplane/policyAttachment.ts';
import type { World } from '../../controlplane/world.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Labels } from './facts.ts';

/** A resource that picks pods by labels. */
export interface Selecting {
  readonly resource: Resource;
  readonly labels: Labels;
  /** Where the labels stand. */
  readonly path: Path;
  /** The namespace it looks in; null: all of them. */
  readonly scope: string | null;
}

type Admitted = { readonly resource: Resource };

/** Every selector with at least one label, of the resources that take part. */
export function selectingResources(world: World): readonly Selecting[] {
  const root = world.mesh.rootNamespace;
  const own = ({ namespace }: Resource): string => namespace;
  // "Policies of the root namespace act in every namespace" (1.2).
  const ownOrAll = ({ namespace }: Resource): string | null => (namespace === root ? null : namespace);
  const all = (admitted: ReadonlyMap<string, readonly Admitted[]>): readonly Resource[] =>
    [...admitted.values()].flatMap((list) => list.map(({ resource }) => resource));
  const policies = [...world.authorizationPolicies.values(), ...world.requestAuthentications.values()].flatMap((list) =>
    // "With target refs the selector does not count" (1.3).
    list.flatMap(({ resource, spec }) => (targetRefs(spec).length > 0 ? [] : [resource])),
  );
  const { entries } = world;
  return [
    ...at(policies, ['spec', 'selector', 'matchLabels'], ownOrAll),
    ...at(
      all(world.peerAuthentications).filter(({ namespace }) => namespace !== root),
      ['spec', 'selector', 'matchLabels'],
      own,
    ),
    ...at(all(world.destinationRules), ['spec', 'workloadSelector', 'matchLabels'], own),
    ...at(all(world.sidecars), ['spec', 'workloadSelector', 'labels'], own),
    ...at(
      // An expression asks for more than labels, and is not looked into here.
      all(world.networkPolicies).filter(
        ({ body }) => objectsAt(body, 'spec', 'podSelector', 'matchExpressions').length === 0,
      ),
      ['spec', 'podSelector', 'matchLabels'],
      own,
    ),
    ...at(
      [...world.cluster.services.values()].flatMap(({ resource }) => (resource.kind === 'Service' ? [resource] : [])),
      ['spec', 'selector'],
      own,
    ),
    ...at(
      [...entries.values()].flatMap((list) => [...new Set(list.map(({ resource }) => resource))]),
      ['spec', 'workloadSelector', 'labels'],
      own,
    ),
    // "Gateway.selector picks gateway pods in any namespace" (7.1).
    ...at(
      [...new Set(world.gateways.map(({ resource }) => resource))].filter(({ kind }) => kind === 'Gateway'),
      ['spec', 'selector'],
      () => null,
    ),
  ];
}

function at(
  resources: readonly Resource[],
  path: Path,
  scopeOf: (resource: Resource) => string | null,
): readonly Selecting[] {
  return resources.flatMap((resource) => {
    const labels = stringsAt(resource.body, ...path);
    const around = objectAt(resource.body, ...path);
    // A label that is no text would have been refused.
    const whole = Object.keys(around).length === Object.keys(labels).length;
    return Object.keys(labels).length === 0 || !whole ? [] : [{ resource, labels, path, scope: scopeOf(resource) }];
  });
}
