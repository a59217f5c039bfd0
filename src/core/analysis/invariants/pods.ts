import { benchOf, type Bench, type ExactTarget, type Mint, readsKey } from '../difference/exact/bench.ts';
import { viaOf } from '../difference/exact/outsideTargets.ts';
import { proveTarget } from '../difference/exact/prove.ts';
import { principalOf } from '../../controlplane/identity.ts';
import type { World } from '../../controlplane/world.ts';
import type { Unsettled } from '../../model/invariant.ts';
import type { MatrixPlan } from '../../model/matrix.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Language } from '../difference/patterns/language.ts';
import { hasNetworkPolicies, openNetwork } from '../difference/rules/openNetwork.ts';
import { allowedIdentities, isCaller } from './callers.ts';
import { isOfThePod, judgeClass } from './classes.ts';
import type { Proof, Stepped } from './proof.ts';
import type { WideDemand } from './judge.ts';
import { inScope } from './scope.ts';

/** Demands on what arrives at pods. */
export type PodDemand = Extract<WideDemand, { readonly kind: 'onlyCallers' | 'mtls' | 'knownIdentity' }>;

/** What is asked to prove a demand on pods, target by target. */
export interface PodProof {
  readonly world: World;
  readonly demand: PodDemand;
  readonly bench: Bench;
  /** The identities of those who may call; null: too many to be looked at together. */
  readonly allowed: Language | null;
  /** Who may not call, and shows the identity of one who may: asked by name. */
  readonly ambiguous: ReadonlySet<WorkloadId>;
}

/**
 * Whatever reaches a pod comes over a connection to one of its ports, in plaintext or with an identity, from some address:
 * who can be parted into classes there. So what holds for all classes at the pods holds whichever way requests came. Network
 * policies only take something away: without them all the more gets through.
 */
export function podProof(world: World, plan: MatrixPlan, mint: Mint, demand: PodDemand): Proof {
  const open = hasNetworkPolicies(world) ? openNetwork(world) : world;
  const side = { world: open, plan, resources: null };
  const made = benchOf(side, side, mint);
  const members = [...world.cluster.workloads.values()].filter(({ proxy }) => proxy !== 'none');
  const liked = new Map(made.freedom.liked).set('identity', [
    ...members.map((each) => `spiffe://${principalOf(world.mesh, each)}`),
    ...(made.freedom.liked.get('identity') ?? []),
  ]);
  const bench = { ...made, freedom: { ...made.freedom, liked } };
  const ambiguous = demand.kind === 'onlyCallers' ? ambiguousIn(world, plan, demand) : new Set<WorkloadId>();
  const targets = bench.targets.filter((target) =>
    target.pod === null ? ambiguous.size > 0 && viaOf(target) === null : isOfThePod(demand, target),
  );
  const pods = targets.filter(({ pod }) => pod !== null);
  const beforehand: Unsettled[] = [];
  if (pods.length === 0) beforehand.push({ code: 'idle', name: '' });
  // Dialled by a pod's address, ztunnel shows who calls, too: who is to be told apart by name is not asked there.
  if ([...ambiguous].some((id) => world.cluster.workloads.get(id)?.proxy === 'ambient'))
    beforehand.push({ code: 'place', name: 'ztunnel' });
  // Clients with TLS of their own name whom they like.
  if (readsKey(world, 'connection.sni')) beforehand.push({ code: 'serverName', name: '' });
  const allowed = demand.kind === 'onlyCallers' ? allowedIdentities(world, demand.callers) : null;
  const proof: PodProof = { world, demand, bench, allowed, ambiguous };
  const asked = beforehand.length > 0 ? [] : targets;
  return { beforehand, steps: asked.map((target) => () => targetStep(proof, target)) };
}

function targetStep(proof: PodProof, target: ExactTarget): Stepped {
  const { classes, sent, told } = proveTarget(proof.bench, target, true);
  return { classes, sent, said: told.map((each) => judgeClass(proof, target, each)), bySidecar: false };
}

function ambiguousIn(
  world: World,
  { rows }: MatrixPlan,
  { callers }: Extract<PodDemand, { readonly kind: 'onlyCallers' }>,
): ReadonlySet<WorkloadId> {
  return new Set(
    rows
      .map(({ caller }) => caller)
      .filter((id) => {
        const workload = world.cluster.workloads.get(id);
        if (workload === undefined || workload.proxy === 'none') return false;
        if (callers.some((each) => each.kind !== 'outside' && inScope(each, id))) return false;
        const identity = principalOf(world.mesh, workload);
        return isCaller(world, callers, { kind: 'peer', identity, ip: null, alpn: null, sni: null });
      }),
  );
}
