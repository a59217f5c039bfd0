import type { World } from '../../controlplane/world.ts';
import { type Answer, type ChangedFlow, type FlowChange, type FlowDifference } from '../../model/difference.ts';
import type { MatrixColumn, MatrixPlan, MatrixRow, Probe } from '../../model/matrix.ts';
import type { NodeId } from '../../model/overview.ts';
import type { Request } from '../../model/request.ts';
import type { Asker } from '../matrix/alike.ts';
import { questionOf } from '../matrix/ask.ts';
import { keyOf } from '../matrix/probes.ts';
import { probesInDetail } from './operations.ts';

/** One of two worlds, with what is asked of it. */
export interface Side {
  readonly world: World;
  readonly plan: MatrixPlan;
  readonly asker: Asker;
  readonly resolve: (request: Request) => Request;
}

/** As many changed flows as are told one by one. */
const mostTold = 500;

/**
 * Every flow that ends otherwise in `after` than in `before`, or for another reason. Asked are all callers of either
 * world about all callees of either; about `focus` in as much detail as its policies tell apart.
 */
export function flowDifference(before: Side, after: Side, focus: ReadonlySet<NodeId>): FlowDifference {
  const counts: Record<FlowChange, number> = { opened: 0, closed: 0, unclear: 0, reason: 0 };
  const flows: ChangedFlow[] = [];
  let asked = 0;
  const rows = merged(before.plan.rows, after.plan.rows, ({ caller }) => caller);
  for (const column of columnsOf(before, after, focus)) {
    for (const probe of column.probes) {
      const question = `${column.node}\n${keyOf(probe)}`;
      for (const row of rows) {
        if (row.caller === column.node) continue;
        asked += 1;
        const [old, now] = [answer(before, row, probe, question), answer(after, row, probe, question)];
        if (old === null || now === null) continue;
        const change = changeOf(old, now);
        if (change === null) continue;
        counts[change] += 1;
        if (flows.length >= mostTold) continue;
        const { caller } = row;
        const { node, words } = { node: column.node, words: probe.words };
        const request = questionOf(row, probe, undefined);
        flows.push({
          change,
          caller,
          node,
          to: nameOf(column),
          words,
          request,
          before: old.verdict,
          after: now.verdict,
        });
      }
    }
  }
  return { asked, counts, flows };
}

/** Null: that world has no such caller. */
function answer({ world, asker, resolve }: Side, row: MatrixRow, probe: Probe, question: string): Answer | null {
  if (!world.cluster.workloads.has(row.caller)) return null;
  return asker.ask(question, row.caller, () => resolve(questionOf(row, probe, undefined)));
}

function changeOf(old: Answer, now: Answer): FlowChange | null {
  if (old.verdict !== now.verdict) {
    if (now.verdict === 'allowed') return 'opened';
    return now.verdict === 'denied' ? 'closed' : 'unclear';
  }
  return old.why === now.why ? null : 'reason';
}

function columnsOf(before: Side, after: Side, focus: ReadonlySet<NodeId>): readonly MatrixColumn[] {
  const worlds = [before.world, after.world];
  const old = new Map(before.plan.columns.map((column) => [nameOf(column), column]));
  return merged(after.plan.columns, before.plan.columns, nameOf).map((column) => {
    const other = old.get(nameOf(column));
    const probes = merged(column.probes, other?.probes ?? [], keyOf);
    const whole = { ...column, probes };
    return focus.has(column.node) ? { ...whole, probes: probesInDetail(worlds, whole) } : whole;
  });
}

function nameOf({ namespace, name }: MatrixColumn): string {
  return namespace === null ? name : `${namespace}/${name}`;
}

function merged<T>(first: readonly T[], second: readonly T[], keyed: (item: T) => string): readonly T[] {
  const known = new Set(first.map(keyed));
  return [...first, ...second.filter((item) => !known.has(keyed(item)))];
}
