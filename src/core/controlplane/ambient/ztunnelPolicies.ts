import { compareText } from '../../cluster/age.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import { isNonEmpty } from '../../model/nonEmpty.ts';
import type { Resource } from '../../model/resource.ts';
import type { Policy } from '../authorization/attached.ts';
import { droppedCheck } from '../authorization/dropped.ts';
import { isDryRun } from '../authorization/dryRun.ts';
import { filterOf } from '../authorization/filters.ts';
import type { RbacFilter, RbacPolicy, RbacRule } from '../authorization/rbac.ts';
import { nothingShared, readsOf, type Shared } from '../authorization/shared.ts';
import { type Attachment, targetRefs } from '../policyAttachment.ts';
import type { World } from '../world.ts';
import { type AutoAllow, autoAllowed } from './autoAllow.ts';
import { compileL4Rule } from './l4Rule.ts';
import { type ConvertedPeer, convertedPeers } from './peerPolicies.ts';

/** What ztunnel enforces for one workload. */
export interface ZtunnelPolicies {
  readonly deny: RbacFilter | null;
  readonly allow: RbacFilter | null;
  /** PeerAuthentications that istiod has turned into DENY policies. */
  readonly peers: readonly ConvertedPeer[];
  /** ALLOW policies that istiod has made up for waypoints. */
  readonly auto: readonly AutoAllow[];
}

/** What of a policy tells whether istiod sends it. */
type Sent = Attachment & { readonly action?: Policy['spec']['action'] };

/** Why istiod does not send a policy to ztunnel; null: it does (10.2). */
export function notSent(
  world: World,
  { resource, spec }: { readonly resource: Resource; readonly spec: Sent },
): 'targetRefs' | 'action' | 'dryRun' | null {
  // "dry-run true and flag off → not sent": looked at before anything else.
  const dryRuns = world.flags['AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY'] === 'true';
  if (isDryRun(resource) && !dryRuns) return 'dryRun';
  // "Has target refs → not sent."
  if (targetRefs(spec).length > 0) return 'targetRefs';
  // "AUDIT or CUSTOM → not sent. Fail-open."
  return spec.action === 'AUDIT' || spec.action === 'CUSTOM' ? 'action' : null;
}

/** The policies of the namespace and of the mesh, and those that istiod lists on the workload; built once per world. */
export function ztunnelPolicies(world: World, workload: Workload): ZtunnelPolicies {
  const known = world.ztunnelPolicies.get(workload.id);
  if (known) return known;
  const attached = ztunnelAttached(world, workload);
  const built = {
    deny: filter(world, attached, 'DENY'),
    allow: filter(world, attached, 'ALLOW'),
    peers: convertedPeers(world, workload),
    auto: autoAllowed(world, workload),
  };
  world.ztunnelPolicies.set(workload.id, built);
  return built;
}

/**
 * "Policies attached = NAMESPACE of the workload + GLOBAL + those listed on the workload" (10.3), in this order:
 * "if several DENY match, the first in that order is reported"; the order inside the first two groups is not determined.
 */
export function ztunnelAttached(world: World, workload: Workload): readonly Policy[] {
  const { rootNamespace } = world.mesh;
  const sent = (namespace: string): readonly Policy[] =>
    (world.authorizationPolicies.get(namespace) ?? []).filter((policy) => notSent(world, policy) === null);
  const namespaces = [...new Set([workload.namespace, rootNamespace])];
  const wide = namespaces.flatMap((namespace) => sent(namespace).filter(({ spec }) => spec.selector === undefined));
  // "Root-namespace policy with selector applies to matching workloads of every namespace."
  const listed = namespaces.flatMap((namespace) => sent(namespace).filter(({ spec }) => selects(spec, workload)));
  const key = ({ resource }: Policy): string => `${resource.namespace}/${resource.name}`;
  return [...wide, ...[...listed].sort((a, b) => compareText(key(a), key(b)))];
}

/** "`selector: {}` (labels nil): attached to no workload", while Envoy proxies take it as all (10.3). */
function selects({ selector }: Policy['spec'], { labels }: Workload): boolean {
  return selector?.matchLabels !== undefined && matchesLabels(selector.matchLabels, labels);
}

function filter(world: World, attached: readonly Policy[], action: 'ALLOW' | 'DENY'): RbacFilter | null {
  const shared = nothingShared();
  const policies = attached
    .filter(({ spec }) => (spec.action ?? 'ALLOW') === action)
    .map((policy) => compile(policy, action, shared));
  if (!isNonEmpty(policies)) return null;
  const rank = new Map(policies.map(({ ref }, index) => [ref.resource, index]));
  const place = ({ ref }: RbacRule): number => rank.get(ref.resource) ?? 0;
  return filterOf(world, action, 'TCP', policies, shared, (a, b) => place(a) - place(b) || a.ref.rule - b.ref.rule);
}

function compile({ resource, spec }: Policy, action: 'ALLOW' | 'DENY', shared: Shared): RbacPolicy {
  const ref = { resource: resource.id, namespace: resource.namespace, name: resource.name };
  const compiled = (spec.rules ?? []).map(
    (rule, index) => compileL4Rule(rule, { ...ref, rule: index }, ['spec', 'rules', index], action, shared).rule,
  );
  const rules = compiled.flatMap((rule) => ('reason' in rule ? [] : [rule]));
  return {
    ref,
    source: { resource: resource.id, path: [] },
    dryRun: isDryRun(resource),
    rules,
    dropped: compiled.flatMap((rule) => ('reason' in rule ? [droppedCheck(rule)] : [])),
    reads: readsOf(rules),
    latest: null,
  };
}
