import fc from 'fast-check';
import type { World } from '../../controlplane/world.ts';
import { send } from '../../dataplane/send.ts';
import type { Draws } from '../../model/draw.ts';
import type { Scope } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { Trace } from '../../model/trace.ts';
import type { WideDemand } from './judge.ts';

/** Every trace of a request, whatever is drawn on its way. */
export function everyTrace(world: World, request: Request, draws: Draws = {}): readonly Trace[] {
  const trace = send(world, { ...request, draws });
  for (const step of trace.hops.flatMap(({ steps }) => steps)) {
    if (step.kind !== 'draw' || step.branches.length < 2 || step.id in draws) continue;
    return step.branches.flatMap(({ name }) => everyTrace(world, request, { ...draws, [step.id]: name }));
  }
  return [trace];
}

export const inside = (scope: Scope, id: string | null | undefined): boolean =>
  typeof id === 'string' &&
  (scope.kind === 'all' || (scope.kind === 'namespace' ? id.split('/')[0] === scope.namespace : id === scope.workload));

/** Said anew, of a trace alone: whether it goes against a demand. */
export function speaksAgainst(demand: WideDemand, trace: Trace): boolean {
  if (trace.verdict.kind !== 'allowed') return false;
  const { hops, delivery, request } = trace;
  const steps = hops.flatMap((hop) => hop.steps);
  const wires = steps.filter(({ kind }) => kind === 'wire').map(({ packet }) => packet);
  const caller = request.caller.kind === 'workload' ? request.caller.workload : null;
  switch (demand.kind) {
    case 'onlyCallers':
      return (
        inside(demand.to, delivery?.workload) &&
        !demand.callers.some((each) => each.kind !== 'outside' && inside(each, caller))
      );
    case 'mtls': {
      const last = wires.at(-1)?.wire.kind;
      return inside(demand.to, delivery?.workload) && last !== undefined && last !== 'mtls' && last !== 'hbone';
    }
    case 'knownIdentity':
      return inside(demand.to, delivery?.workload) && wires.length > 0 && steps.at(-1)?.packet.peer === null;
    case 'noPlaintext': {
      const senders = [caller, ...wires.map(({ destination }) => destination.workload)];
      return wires.some(
        ({ wire, destination }, index) =>
          wire.kind === 'plaintext' &&
          (inside(demand.within, destination.workload) || inside(demand.within, senders[index])),
      );
    }
    case 'egress': {
      const end = hops.at(-1)?.at;
      return end?.kind === 'outside' && inside(demand.from, caller) && !demand.hosts.includes(end.host);
    }
  }
}

export const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ kind: 'all' }),
  fc.constantFrom('shop', 'shop-2', 'pay', 'legacy').map((namespace): Scope => ({ kind: 'namespace', namespace })),
  fc
    .tuple(fc.constantFrom('shop', 'pay', 'legacy'), fc.constantFrom('w0', 'w1', 'w2'))
    .map(([namespace, name]): Scope => ({ kind: 'workload', workload: workloadId(namespace, name) })),
);
export const demand: fc.Arbitrary<WideDemand> = fc.oneof(
  fc.record({
    kind: fc.constant('onlyCallers' as const),
    to: scope,
    port: fc.constant(null),
    callers: fc.array(scope, { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constantFrom('mtls' as const, 'knownIdentity' as const), to: scope, port: fc.constant(null) }),
  fc.record({ kind: fc.constant('noPlaintext' as const), within: scope }),
  fc.record({
    kind: fc.constant('egress' as const),
    from: scope,
    hosts: fc.subarray(['api.example', 'unknown.example', '203.0.113.10']),
  }),
);

/** A hand-made client with the certificate of somebody who may call. */
export function isListed({ cluster, mesh }: World, each: WideDemand, { caller }: Request): boolean {
  if (each.kind !== 'onlyCallers' || caller.kind !== 'peer' || caller.identity === null) return false;
  const [domain = '', , namespace, , account] = caller.identity.split('/');
  if (!mesh.trustDomainBundle.includes(domain)) return false;
  return each.callers.some((allowed) => {
    if (allowed.kind === 'namespace') return allowed.namespace === namespace;
    return [...cluster.workloads.values()].some(
      (workload) =>
        workload.proxy !== 'none' &&
        workload.namespace === namespace &&
        (allowed.kind === 'outside'
          ? workload.proxy === 'gateway' && workload.serviceAccount === account
          : allowed.kind === 'all' || (inside(allowed, workload.id) && workload.serviceAccount === account)),
    );
  });
}
