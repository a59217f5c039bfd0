import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import { answerFor } from '../../dataplane/network/network.ts';
import type { Demand } from '../../model/invariant.ts';
import type { MatrixPlan } from '../../model/matrix.ts';
import { type Bench, benchOf, type ExactTarget, type Mint } from '../difference/exact/bench.ts';
import { type ProvedClass, proveTarget } from '../difference/exact/prove.ts';
import { hasNetworkPolicies, openNetwork } from '../difference/rules/openNetwork.ts';
import type { ClassJudgement } from './classes.ts';
import { endsOf } from './ends.ts';
import { judge } from './judge.ts';
import { leavingProof } from './leaving/proof.ts';
import type { Proof, Stepped } from './proof.ts';
import { inScope } from './scope.ts';

type PlaintextDemand = Extract<Demand, { readonly kind: 'noPlaintext' }>;

interface Plaintext {
  readonly world: World;
  readonly demand: PlaintextDemand;
  readonly bench: Bench;
  /** Those who may not send it. */
  readonly senders: readonly Workload[];
}

const keeps: ClassJudgement = { breaks: null, unclear: null, unsettled: [] };

/**
 * Plaintext that is taken is taken by a pod, as from anybody without a certificate: so where no pod takes any, or none to
 * which those in question can connect, none is sent to a pod; and none leaves the cluster where nothing does.
 */
export function plaintextProof(world: World, plan: MatrixPlan, mint: Mint, demand: PlaintextDemand): Proof {
  const open = hasNetworkPolicies(world) ? openNetwork(world) : world;
  const side = { world: open, plan, resources: null };
  const bench = benchOf(side, side, mint);
  const pods = bench.targets.filter(({ pod }) => pod !== null);
  const senders = [...world.cluster.workloads.values()].filter(({ id }) => inScope(demand.within, id));
  const plaintext: Plaintext = { world, demand, bench, senders };
  const leaving = leavingProof(world, plan, demand);
  return {
    beforehand: [...leaving.beforehand, ...(pods.length === 0 ? [{ code: 'idle', name: '' } as const] : [])],
    steps: [...pods.map((target) => () => takenAt(plaintext, target)), ...leaving.steps],
  };
}

function takenAt(plaintext: Plaintext, target: ExactTarget): Stepped {
  const { classes, sent, told } = proveTarget(plaintext.bench, target, true);
  const said = told.filter(({ start }) => start.senders === 'nobody').map((each) => judged(plaintext, target, each));
  return { classes, sent, said, bySidecar: false };
}

function judged(
  plaintext: Plaintext,
  { pod, target }: ExactTarget,
  { doubt, after, witness }: ProvedClass,
): ClassJudgement {
  if (pod === null || (doubt === null && after.kind === 'denied')) return keeps;
  const { world, demand, senders } = plaintext;
  if (!inScope(demand.within, pod.id)) {
    const sender = senders.find((each) => connects(world, each, pod, target.port));
    return sender === undefined ? keeps : { ...keeps, unsettled: [{ code: 'takesPlaintext', name: pod.id }] };
  }
  if (doubt !== null) return { ...keeps, unsettled: [doubt] };
  const ends = endsOf(world, witness).answer;
  const said = ends.map((end) => ({ end, judgement: judge(world, demand, witness, end) }));
  const wrong = said.find(({ judgement }) => judgement === 'breaks');
  if (wrong !== undefined) return { ...keeps, breaks: { request: witness, reached: wrong.end.at } };
  const unclear = said.find(({ judgement }) => judgement === 'unclear');
  if (unclear !== undefined) return { ...keeps, unclear: { request: witness, reached: unclear.end.at } };
  // Where network policies let through whom they know, a stranger is no witness.
  return { ...keeps, unsettled: [{ code: 'whoSends', name: '' }] };
}

/** "A connection is allowed iff the source's egress and the destination's ingress allow it" (10.5); in doubt it is. */
function connects(world: World, source: Workload, destination: Workload, port: number): boolean {
  // What stays in a pod is on no wire.
  if (source.id === destination.id) return false;
  const common = { destination, protocol: 'TCP', port } as const;
  const leaves = source.hostNetwork
    ? null
    : answerFor(world, 'egress', { ...common, pod: source, peer: destination, peerIp: destination.ip });
  if (leaves?.verdict === 'deny') return false;
  const enters = destination.hostNetwork
    ? null
    : answerFor(world, 'ingress', { ...common, pod: destination, peer: source, peerIp: source.ip });
  return enters?.verdict !== 'deny';
}
