import { principalOf } from '../../controlplane/identity.ts';
import type { Unsettled, Witness } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';
import type { ExactTarget } from '../difference/exact/bench.ts';
import type { ProvedClass } from '../difference/exact/prove.ts';
import { witnessOf } from '../difference/exact/region.ts';
import { minus } from '../difference/exact/sizes.ts';
import { accepts } from '../difference/patterns/language.ts';
import { type End, endsOf } from './ends.ts';
import { judge } from './judge.ts';
import type { PodDemand, PodProof } from './pods.ts';
import { inScope } from './scope.ts';

/** What one class of requests says about a demand. */
export interface ClassJudgement {
  readonly breaks: Witness | null;
  readonly unclear: Witness | null;
  readonly unsettled: readonly Unsettled[];
}

const keeps: ClassJudgement = { breaks: null, unclear: null, unsettled: [] };

/** Whether a target is a port of a pod that a demand is about. */
export function isOfThePod({ to, port }: PodDemand, { pod, target }: ExactTarget): boolean {
  return pod !== null && inScope(to, pod.id) && (port === null || port === target.port);
}

/** Judges all requests of a class by one of them: the others go the same way, to the same end. */
export function judgeClass(proof: PodProof, target: ExactTarget, proved: ProvedClass): ClassJudgement {
  if (proved.doubt === null && proved.after.kind === 'denied') return keeps;
  const judged = ofThoseWhoMayNot(proof, target, proved);
  const through = throughGateways(proof, proved);
  return through === null ? judged : { ...judged, unsettled: [...judged.unsettled, through] };
}

function ofThoseWhoMayNot(proof: PodProof, target: ExactTarget, proved: ProvedClass): ClassJudgement {
  const request = speaker(proof, target, proved);
  if (request === null) return keeps;
  if (request === 'tooLarge') return unsettledBy({ code: 'tooLarge', name: 'callers' });
  const ends = endsOf(proof.bench.sides[0].world, request).answer;
  if (target.pod === null && !ends.some((end) => leadsThere(proof, end))) return keeps;
  if (ends.every((end) => isSettled(proof.demand, proved, end))) return keeps;
  if (proved.doubt !== null) return unsettledBy(proved.doubt);
  const judged = ofWorld(proof, request);
  const isOpen = ends.some((end) => judge(proof.world, proof.demand, request, end) !== 'keeps');
  // Where network policies let through whom they know, a stranger is no witness.
  if (isOpen && judged === keeps) return unsettledBy({ code: 'whoSends', name: '' });
  return judged;
}

function unsettledBy(reason: Unsettled): ClassJudgement {
  return { ...keeps, unsettled: [reason] };
}

/** One of the class who may not call; null: all may. */
function speaker(
  { demand, allowed, ambiguous, bench }: PodProof,
  { pod }: ExactTarget,
  { start, region, witness }: ProvedClass,
): Request | 'tooLarge' | null {
  if (demand.kind !== 'onlyCallers') return witness;
  if (pod === null) {
    const callers = region.callers.filter((caller) => ambiguous.has(caller));
    return callers.length === 0 ? null : start.requestOf(witnessOf({ ...region, callers }, bench.freedom));
  }
  const identities = region.texts.get('identity');
  if (identities === undefined) return witness;
  const others = allowed === null ? 'tooLarge' : minus(identities, allowed);
  if (others === null || others === 'tooLarge') return others;
  const texts = new Map(region.texts).set('identity', others);
  return start.requestOf(witnessOf({ ...region, texts }, bench.freedom));
}

/** Whoever comes through a gateway shows the gateway's identity: who that is, is not parted there. Null: nobody does. */
function throughGateways({ world, demand, allowed }: PodProof, { region }: ProvedClass): Unsettled | null {
  const identities = region.texts.get('identity');
  if (demand.kind !== 'onlyCallers' || identities === undefined || allowed === null) return null;
  const kinds = new Set(demand.callers.map(({ kind }) => kind));
  if (kinds.has('all') && kinds.has('outside')) return null;
  const gateway = [...world.cluster.workloads.values()].find((workload) => {
    if (workload.proxy !== 'gateway' && workload.proxy !== 'waypoint') return false;
    const identity = `spiffe://${principalOf(world.mesh, workload)}`;
    return accepts(identities, identity) && accepts(allowed, identity);
  });
  return gateway === undefined ? null : { code: 'gateway', name: gateway.id };
}

function leadsThere({ demand: { to, port } }: PodProof, end: End): boolean {
  return end.at === null || (inScope(to, end.at) && (port === null || port === end.port));
}

/** What the client itself brings does not hang on how policies decide. */
function isSettled({ kind }: PodDemand, { start }: ProvedClass, end: End): boolean {
  if (start.senders !== 'identities' && start.senders !== 'tunnels') return false;
  if (kind === 'mtls') return end.legs.at(-1)?.wire === 'mtls';
  return kind === 'knownIdentity' && end.identified;
}

/** In the world as it is. */
function ofWorld({ world, demand }: PodProof, request: Request): ClassJudgement {
  const ends = endsOf(world, request).answer;
  const wrong = ends.find((end) => judge(world, demand, request, end) === 'breaks');
  if (wrong !== undefined) return { ...keeps, breaks: { request, reached: wrong.at } };
  const open = ends.find((end) => judge(world, demand, request, end) === 'unclear');
  return open === undefined ? keeps : { ...keeps, unclear: { request, reached: open.at } };
}
