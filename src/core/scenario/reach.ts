import { behindGateways } from '../analysis/difference/exact/behindGateways.ts';
import { type Bench, benchOf, type ExactTarget } from '../analysis/difference/exact/bench.ts';
import { viaOf } from '../analysis/difference/exact/outsideTargets.ts';
import { type ProvedClass, proveTarget, type TargetProof } from '../analysis/difference/exact/prove.ts';
import { reachOf } from '../analysis/difference/exact/summary.ts';
import { askRules, type RuleRun, ruleRun } from '../analysis/difference/rules/uses.ts';
import type { ServicePort } from '../cluster/types.ts';
import type { World } from '../controlplane/world.ts';
import type { Reach, RuleReport } from '../model/proof.ts';
import type { WorkloadId } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { besidesOf, mintOf } from './exact.ts';
import type { EvaluationMemory } from './memory.ts';
import { sideOf } from './side.ts';

/** How far the questions about one world have come. */
interface Run {
  readonly bench: Bench;
  readonly reaches: Map<WorkloadId, { readonly targets: readonly ExactTarget[]; readonly proofs: TargetProof[] }>;
  readonly rules: Map<WorkloadId | null, RuleRun>;
}

/** A world is built anew for each text, so what is proved of it stays so. */
const runs = new WeakMap<World, Run>();

function runOf(document: HopwiseDocument, memory: EvaluationMemory): Run {
  const [, beside] = besidesOf(memory);
  const side = { ...sideOf(document, beside), resources: null };
  const known = runs.get(side.world);
  if (known !== undefined) return known;
  const made = { bench: benchOf(side, side, mintOf(document, beside)), reaches: new Map(), rules: new Map() };
  runs.set(side.world, made);
  return made;
}

/**
 * Who can reach a workload, over all requests to so many of its ports and of the services before it; null: there is no such
 * workload. Asked for more and more it goes on where it was.
 */
export function reachOfWorkload(
  document: HopwiseDocument,
  id: WorkloadId,
  until: number,
  memory: EvaluationMemory,
): Reach | null {
  const { bench, reaches } = runOf(document, memory);
  const { cluster } = bench.sides[0].world;
  if (!cluster.workloads.has(id)) return null;
  const known = reaches.get(id) ?? { targets: targetsOf(bench, id), proofs: [] };
  reaches.set(id, known);
  for (const target of known.targets.slice(known.proofs.length, until))
    known.proofs.push(ending(proveTarget(bench, target, true), id));
  return reachOf(bench, known.targets.length, known.proofs);
}

/**
 * Of what use the rules are that one workload enforces, or all of the mesh's (`null`), after so many questions. Asked for
 * more and more it goes on where it was.
 */
export function rulesOf(
  document: HopwiseDocument,
  workload: WorkloadId | null,
  until: number,
  memory: EvaluationMemory,
): RuleReport {
  const { bench, rules } = runOf(document, memory);
  const run = rules.get(workload) ?? ruleRun(bench, workload);
  rules.set(workload, run);
  return askRules(run, until);
}

/** A gateway leads elsewhere, too: of what comes through it only what ends there is told, and what is in doubt. */
function ending(proof: TargetProof, id: WorkloadId): TargetProof {
  if (viaOf(proof.target) === null) return proof;
  const open = ({ doubt, after }: ProvedClass): boolean => doubt !== null || after.kind === 'undetermined';
  return { ...proof, told: proof.told.filter((each) => each.reached === id || open(each)) };
}

function targetsOf({ sides, targets }: Bench, id: WorkloadId): readonly ExactTarget[] {
  const { world } = sides[0];
  const { cluster } = world;
  const behind = behindGateways(world)?.has(id) ?? true;
  return targets.filter((each) => {
    const { target, pod } = each;
    if (viaOf(each) !== null) return behind;
    if (target.kind === 'workload') return (pod?.id ?? target.workload) === id;
    const service = cluster.services.get(`${target.host}.svc.cluster.local`);
    const ports = service?.ports.filter(({ port }) => port === target.port) ?? [];
    return service !== undefined && ports.some((port) => leads(cluster, service.hostname, port, id));
  });
}

function leads(cluster: World['cluster'], host: string, port: ServicePort, id: WorkloadId): boolean {
  return cluster.endpoints(host, port).some(({ workload }) => workload === id);
}
