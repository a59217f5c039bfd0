import { targetPortOf } from '../../../cluster/services.ts';
import type { Workload } from '../../../cluster/types.ts';
import { takesHbone } from '../../../controlplane/ambient/tunnels.ts';
import { gatewayListeners } from '../../../controlplane/gateway/listener.ts';
import type { World } from '../../../controlplane/world.ts';
import { behindGateways } from '../exact/behindGateways.ts';
import type { Bench, ExactTarget } from '../exact/bench.ts';
import { gatewaysBehind, viaOf } from '../exact/outsideTargets.ts';
import type { Enforced } from './policies.ts';

/** What is sent from outside to gateways that enforce a policy. */
export function gatesOf({ sides, targets }: Bench, { gateways }: Pick<Enforced, 'gateways'>): readonly ExactTarget[] {
  const own = new Set(gateways.map(({ id }) => id));
  if (own.size === 0) return [];
  const { world } = sides[0];
  return targets.filter((each) => viaOf(each) !== null && gatewaysBehind(world, each).some(({ id }) => own.has(id)));
}

/**
 * Whether whatever comes to a gateway comes like something from outside: every port is behind a Service, and none asks for a
 * certificate. No gateway may be passed twice: of a rule only one place is asked.
 */
export function isAskedFromOutside(world: World, gateway: Workload): boolean {
  const behind = behindGateways(world);
  const twice = [...(behind ?? [])].some((id) => world.cluster.workloads.get(id)?.proxy === 'gateway');
  if (behind === null || twice || takesHbone(gateway)) return false;
  return [...gatewayListeners(world, gateway).ports].every(
    ([port, chains]) =>
      leadsThere(world, gateway, port) &&
      chains.every(({ kind, tls }) => kind !== 'autoPassthrough' && (tls === null || tls.mode === 'SIMPLE')),
  );
}

function leadsThere({ cluster }: World, gateway: Workload, listener: number): boolean {
  return cluster
    .servicesOf(gateway.id)
    .some(({ hostname, ports }) =>
      ports.some(
        (port) =>
          port.protocol === 'TCP' &&
          targetPortOf(port, gateway) === listener &&
          cluster.endpoints(hostname, port)[0]?.workload === gateway.id,
      ),
    );
}
