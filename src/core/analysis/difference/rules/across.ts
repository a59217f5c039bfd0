import type { World } from '../../../controlplane/world.ts';
import type { Bench, ExactTarget } from '../exact/bench.ts';
import { proveTarget } from '../exact/prove.ts';
import { benchBeside, podsOf } from './beside.ts';
import { gatesOf } from './gates.ts';
import { hasNetworkPolicies, openNetwork, servicesBefore } from './openNetwork.ts';
import type { Enforced } from './policies.ts';
import { limitOf, type Sought, type Useless } from './seek.ts';

type Seek = (bench: Bench, target: ExactTarget) => Sought;

/** Looks for a request that ends otherwise in the second of two worlds, at all who enforce a policy in which they differ. */
export function seekAcross(bench: Bench, of: Enforced, before: World, after: World, seek: Seek): Sought {
  const straight = seekAt(bench, of, before, after, seek);
  if (straight.kind === 'used' || !hasNetworkPolicies(before)) return straight;
  const open = seekAt(bench, of, openNetwork(before), openNetwork(after), seek);
  if (open.kind !== 'used') return open;
  // Pods may get where others do not.
  const named = { ...benchBeside(bench, before, after), single: bench.single };
  const found = seekAll(named, servicesBefore(bench, of), seek);
  if (found.kind === 'used') return found;
  return {
    kind: 'doubt',
    doubt: { code: 'network', name: of.policy.resource.name },
    witness: open.use.witness,
  };
}

/** Straight at the pods that enforce it, and from outside at the gateways. */
function seekAt(bench: Bench, of: Enforced, before: World, after: World, seek: Seek): Sought {
  const beside = benchBeside(bench, before, after);
  const straight = seekAll(beside, podsOf(bench, of), seek);
  const gates = gatesOf(bench, of);
  if (straight.kind === 'used' || gates.length === 0) return straight;
  // Routes read headers, too.
  const outside = seekAll({ ...beside, single: bench.single }, gates, seek);
  if (outside.kind === 'used' || straight.kind === 'unused') return outside;
  return straight;
}

/** A use at one of some targets; else a doubt; else there is none at any. */
function seekAll(bench: Bench, targets: readonly ExactTarget[], seek: Seek): Sought {
  const classes: Useless[] = [];
  let doubt: Sought | null = null;
  for (const target of targets) {
    const sought = seek(bench, target);
    if (sought.kind === 'used') return sought;
    if (sought.kind === 'doubt') doubt ??= sought;
    else classes.push(...sought.classes);
  }
  return doubt ?? { kind: 'unused', classes };
}

/** Any request that ends otherwise. */
export function seekDifference(bench: Bench, target: ExactTarget): Sought {
  let doubted: Sought | null = null;
  for (const { before, after, witness, doubt } of proveTarget(bench, target).told) {
    const unsure = limitOf(before) ?? limitOf(after);
    if (unsure === null && before.kind !== after.kind) return { kind: 'used', use: { witness, before, after } };
    const why = unsure ?? doubt;
    if (why !== null) doubted ??= { kind: 'doubt', doubt: why, witness };
  }
  return doubted ?? { kind: 'unused', classes: [] };
}
