import { inboundListener } from '../../controlplane/inboundListener.ts';
import { principalOf } from '../../controlplane/identity.ts';
import type { World } from '../../controlplane/world.ts';
import type { Trace } from '../../model/trace.ts';
import type { Door, Leg } from './edges.ts';
import type { Needs } from './imports.ts';

interface CheckCall {
  readonly door: Door;
  readonly leg: Leg;
  readonly need: Needs;
}

/**
 * "The check call is mesh traffic from the protected workload, with its identity, to the authorizer's service" (7.7):
 * where a CUSTOM policy stays, its authorizer must be reachable.
 */
export function checkCallsOf(world: World, { hops, request }: Trace): readonly CheckCall[] {
  return hops.flatMap(({ at, steps }) => {
    const client = 'workload' in at ? world.cluster.workloads.get(at.workload) : undefined;
    const asked = steps.flatMap((step) => (step.kind === 'extAuthz' ? [step.provider] : []));
    if (client === undefined || asked.length === 0) return [];
    const { customHttp, customTcp } = inboundListener(world, client);
    return [...customHttp, ...customTcp].flatMap(({ provider, authorizer }): CheckCall[] => {
      if (!asked.includes(provider) || authorizer?.port == null) return [];
      const { service, port } = authorizer;
      const endpoint = world.cluster.endpoints(service.hostname, port)[0];
      const server = endpoint?.workload ? world.cluster.workloads.get(endpoint.workload) : undefined;
      if (endpoint === undefined || server === undefined) return [];
      const peer = principalOf(world.mesh, client);
      return [
        {
          // What a check asks follows the request that is checked: the port is all that is always the same.
          door: { server, peer, port: endpoint.port, http: null, sniffed: false, issuer: null, request: request.id },
          leg: { from: client, to: server, port: endpoint.port },
          need: {
            client,
            request: request.id,
            hosts: [`${service.namespace}/${service.hostname}`],
            outside: null,
            nameless: false,
          },
        },
      ];
    });
  });
}
