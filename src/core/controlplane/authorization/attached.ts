import { type SelectorIndex, selectorIndex } from '../../cluster/selectorIndex.ts';
import type { Workload } from '../../cluster/types.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';
import {
  type Attachment,
  attachment,
  type Chain,
  chainOf,
  searchedNamespaces,
  targetRefs,
} from '../policyAttachment.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { Admitted, World } from '../world.ts';

export type Policy = Admitted<AuthorizationPolicySpec>;

/** Of policies of one namespace, those that act on a workload's proxy, in their order. */
export function attachedOf<Spec extends Attachment>(
  policies: readonly Admitted<Spec>[],
  workload: Workload,
  chain: Chain,
): readonly Admitted<Spec>[] {
  return indexOf(policies)
    .candidates(workload.labels)
    .flatMap((index) => policies[index] ?? [])
    .filter(({ resource, spec }) => attachment(resource, spec, workload, chain).attached);
}

const indexOf = onceEach(
  (policies: readonly Admitted<Attachment>[]): SelectorIndex<number> =>
    selectorIndex([...policies.keys()], (index) => wantedBy(policies[index]?.spec)),
);

/** With target refs the selector does not count. */
function wantedBy(spec: Attachment | undefined): Readonly<Record<string, string>> {
  if (spec === undefined || targetRefs(spec).length > 0) return {};
  return spec.selector?.matchLabels ?? {};
}

/** "For a proxy in namespace N: policies of {root, N}", those that select it (1.2, 1.3). `service`: of a waypoint's chain. */
export function selectPolicies(
  world: World,
  workload: Workload,
  service: MeshService | null = null,
): readonly Policy[] {
  return searchedNamespaces(world, workload, service).flatMap((namespace) =>
    attachedOf(world.authorizationPolicies.get(namespace) ?? [], workload, chainOf(world, service)),
  );
}
