import type { World } from '../../controlplane/world.ts';
import { send } from '../../dataplane/send.ts';
import type { AttackedOperation, AttackedPort, AttackWay, ReachState } from '../../model/compromise.ts';
import type { MatrixColumn, Probe } from '../../model/matrix.ts';
import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { PolicyRef, Trace } from '../../model/trace.ts';

/** A world, with tokens put in the place of their names. */
export interface Attacked {
  readonly world: World;
  readonly resolve: (request: Request) => Request;
}

/** Every port of a callee, attacked by a workload in every way that it has; each answer is a request that was sent. */
export function attack(
  attacked: Attacked,
  workload: WorkloadId,
  column: MatrixColumn,
  probes: readonly Probe[],
): readonly AttackedPort[] {
  const ports = new Map<number, AttackedOperation[]>();
  for (const probe of probes) {
    const own = ports.get(probe.target.port) ?? [];
    own.push(operation(attacked, workload, column, probe));
    ports.set(probe.target.port, own);
  }
  const { node, namespace, name } = column;
  return [...ports].map(([port, operations]) => ({
    node,
    to: namespace === null ? name : `${namespace}/${name}`,
    port,
    outside: namespace === null,
    state: stateOf(operations),
    operations: operations.toSorted((a, b) => rank(a) - rank(b)),
  }));
}

/** The request of one way. */
export function attackRequest(workload: WorkloadId, { target, payload, tls }: Probe, way: AttackWay): Request {
  const past = way === 'usual' ? {} : { past: way };
  return { id: '', title: '', caller: { kind: 'workload', workload, ...past }, target, payload, tls };
}

/** The ways that a workload has. Only a sidecar can be left out; nobody outside the mesh, and no TLS of a program's own, takes its certificate. */
export function waysOf(world: World, workload: WorkloadId, column: MatrixColumn, probe: Probe): readonly AttackWay[] {
  if (world.cluster.workloads.get(workload)?.proxy !== 'sidecar') return ['usual'];
  return column.namespace === null || probe.tls !== null ? ['usual', 'plaintext'] : ['usual', 'plaintext', 'identity'];
}

function operation(attacked: Attacked, workload: WorkloadId, column: MatrixColumn, probe: Probe): AttackedOperation {
  let best: AttackedOperation | null = null;
  for (const way of waysOf(attacked.world, workload, column, probe)) {
    const request = attackRequest(workload, probe, way);
    const found = told(send(attacked.world, attacked.resolve(request)), request, probe, way);
    if (found.verdict === 'allowed') return found;
    // What cannot be told by one way is not denied because another way is. The last way meets the server itself.
    if (best === null || best.verdict !== 'undetermined') best = found;
  }
  return (
    best ??
    told(
      send(attacked.world, attackRequest(workload, probe, 'usual')),
      attackRequest(workload, probe, 'usual'),
      probe,
      'usual',
    )
  );
}

function told({ verdict, hops }: Trace, request: Request, { words }: Probe, way: AttackWay): AttackedOperation {
  return {
    words,
    verdict: verdict.kind,
    way,
    request,
    cause: verdict.kind === 'denied' ? verdict.cause : null,
    policies: verdict.kind === 'denied' ? policiesOf(verdict.determining) : [],
    through: [
      ...new Set(hops.flatMap(({ at }) => (at.kind === 'gateway' || at.kind === 'waypoint' ? [at.workload] : []))),
    ],
  };
}

type Determining = Extract<Trace['verdict'], { kind: 'denied' }>['determining'];

function policiesOf(determining: Determining): readonly PolicyRef[] {
  const found =
    determining?.kind === 'matched' ? determining.rules : determining?.kind === 'unmatched' ? determining.policies : [];
  const named = found.map(({ resource, namespace, name }) => [resource, { resource, namespace, name }] as const);
  return [...new Map(named).values()];
}

function stateOf(operations: readonly AttackedOperation[]): ReachState {
  const allowed = operations.filter(({ verdict }) => verdict === 'allowed');
  if (allowed.some(({ way }) => way === 'usual')) return 'reached';
  if (allowed.length > 0) return 'past';
  return operations.some(({ verdict }) => verdict === 'undetermined') ? 'unclear' : 'stopped';
}

function rank({ verdict }: AttackedOperation): number {
  return verdict === 'allowed' ? 0 : verdict === 'undetermined' ? 1 : 2;
}
