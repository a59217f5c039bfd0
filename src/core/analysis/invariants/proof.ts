import { benchOf, type Bench, type ExactTarget, type Mint, readsKey } from '../difference/exact/bench.ts';
import { viaOf } from '../difference/exact/outsideTargets.ts';
import { proveTarget } from '../difference/exact/prove.ts';
import { principalOf } from '../../controlplane/identity.ts';
import type { World } from '../../controlplane/world.ts';
import type { Unsettled, Witness } from '../../model/invariant.ts';
import type { MatrixPlan } from '../../model/matrix.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Language } from '../difference/patterns/language.ts';
import { hasNetworkPolicies, openNetwork } from '../difference/rules/openNetwork.ts';
import { allowedIdentities, isCaller } from './callers.ts';
import { isOfThePod, judgeClass } from './classes.ts';
import type { WideDemand } from './judge.ts';
import { inScope } from './scope.ts';

/** Demands on what arrives at pods. What may leave them has no end: hosts can have any name. */
export type ProvableDemand = Extract<WideDemand, { readonly kind: 'onlyCallers' | 'mtls' | 'knownIdentity' }>;

/** What is asked to prove a demand, target by target. */
export interface Proof {
  readonly world: World;
  readonly demand: ProvableDemand;
  readonly bench: Bench;
  readonly targets: readonly ExactTarget[];
  /** The identities of those who may call; null: too many to be looked at together. */
  readonly allowed: Language | null;
  /** Who may not call, and shows the identity of one who may: asked by name. */
  readonly ambiguous: ReadonlySet<WorkloadId>;
  /** What no class can settle, whatever it is. */
  readonly beforehand: readonly Unsettled[];
}

/** What the classes have said so far. */
export interface ProofTally {
  readonly classes: number;
  readonly sent: number;
  /** Classes that break the demand. */
  readonly found: number;
  readonly witnesses: readonly Witness[];
  readonly unsettled: readonly Unsettled[];
  /** The first one of which the engine cannot tell whether it breaks the demand. */
  readonly unclear: Witness | null;
}

export const nothingProved: ProofTally = {
  classes: 0,
  sent: 0,
  found: 0,
  witnesses: [],
  unsettled: [],
  unclear: null,
};

/**
 * Whatever reaches a pod comes over a connection to one of its ports, in plaintext or with an identity, from some address:
 * who can be parted into classes there. So what holds for all classes at the pods holds whichever way requests came. Network
 * policies only take something away: without them all the more gets through.
 */
export function proofOf(world: World, plan: MatrixPlan, mint: Mint, demand: WideDemand): Proof | null {
  if (!isProvable(demand)) return null;
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
  return { world, demand, bench, targets: beforehand.length > 0 ? [] : targets, allowed, ambiguous, beforehand };
}

function isProvable(demand: WideDemand): demand is ProvableDemand {
  return demand.kind === 'onlyCallers' || demand.kind === 'mtls' || demand.kind === 'knownIdentity';
}

function ambiguousIn(
  world: World,
  { rows }: MatrixPlan,
  { callers }: Extract<ProvableDemand, { readonly kind: 'onlyCallers' }>,
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

/** As many witnesses as are told. */
const mostTold = 10;

/** A class is found and judged in about the time in which so many requests are asked of callers that are alike. */
const dearer = 20;

/** Goes through targets from `from` on, for about as long as `most` requests take; `next` is where to go on. */
export function proveSome(
  proof: Proof,
  before: ProofTally,
  from: number,
  most: number,
): { readonly tally: ProofTally; readonly next: number | null } {
  const { bench, targets } = proof;
  let { classes, sent, found, unclear } = before;
  const witnesses = [...before.witnesses];
  const unsettled = [...before.unsettled];
  const limit = sent + most / dearer;
  let next = from;
  for (; next < targets.length && sent < limit; next += 1) {
    const target = targets[next];
    if (target === undefined) break;
    const proved = proveTarget(bench, target, true);
    classes += proved.classes;
    sent += proved.sent;
    for (const each of proved.told) {
      const said = judgeClass(proof, target, each);
      unsettled.push(...said.unsettled.filter((one) => !unsettled.some((known) => sameReason(known, one))));
      if (said.breaks !== null) {
        found += 1;
        if (witnesses.length < mostTold) witnesses.push(said.breaks);
      }
      unclear ??= said.unclear;
    }
  }
  return {
    tally: { classes, sent, found, witnesses, unsettled, unclear },
    next: next < targets.length ? next : null,
  };
}

function sameReason(a: Unsettled, b: Unsettled): boolean {
  return a.code === b.code && a.name === b.name;
}
