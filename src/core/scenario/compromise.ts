import { attack } from '../analysis/compromise/attack.ts';
import { probesInDetail } from '../analysis/difference/operations.ts';
import { questionOf } from '../analysis/matrix/ask.ts';
import { keyOf } from '../analysis/matrix/probes.ts';
import type { CompromisePart, SecondHand } from '../model/compromise.ts';
import type { WorkloadId } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { sideOf } from './side.ts';

/**
 * What a workload reaches once somebody has taken it over, over `count` callees from the `from`th on: every operation that policies
 * tell apart, with its sidecar and past it. Never throws.
 */
export function compromisePart(
  document: HopwiseDocument,
  workload: WorkloadId,
  from: number,
  count: number,
  memory: EvaluationMemory,
): CompromisePart {
  const { world, plan, resolve } = sideOf(document, memory);
  if (!plan.rows.some(({ caller }) => caller === workload)) return { of: 0, ports: [] };
  const columns = plan.columns.slice(from, from + count).filter(({ node }) => node !== workload);
  return {
    of: plan.columns.length,
    ports: columns.flatMap((column) => attack({ world, resolve }, workload, column, probesInDetail([world], column))),
  };
}

/** So many of those that lead to a port are named. */
const mostNamed = 3;

/**
 * The second ring: what those that it reaches reach in turn, as they are, but for `known`, the ports (`node port`) that it reaches
 * itself. Nothing says that they can be taken over as well. Never throws.
 */
export function secondRing(
  document: HopwiseDocument,
  workload: WorkloadId,
  reached: readonly WorkloadId[],
  known: readonly string[],
  memory: EvaluationMemory,
): readonly SecondHand[] {
  const { plan, asker, resolve } = sideOf(document, memory);
  const own = new Set(known);
  const rows = plan.rows.filter(({ caller }) => caller !== workload && reached.includes(caller));
  const found = new Map<string, SecondHand>();
  for (const column of plan.columns) {
    if (column.node === workload) continue;
    for (const probe of column.probes) {
      const key = `${column.node} ${probe.target.port}`;
      if (own.has(key)) continue;
      for (const row of rows) {
        const before = found.get(key);
        if (row.caller === column.node || before?.via.includes(row.caller) === true) continue;
        const question = `${column.node}\n${keyOf(probe)}`;
        const { verdict } = asker.ask(question, row.caller, () => resolve(questionOf(row, probe, undefined)));
        if (verdict !== 'allowed') continue;
        found.set(key, {
          node: column.node,
          to: column.namespace === null ? column.name : `${column.namespace}/${column.name}`,
          port: probe.target.port,
          via: [...(before?.via ?? []), row.caller].slice(0, mostNamed),
          count: (before?.count ?? 0) + 1,
        });
      }
    }
  }
  return [...found.values()];
}
