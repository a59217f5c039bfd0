import { gatewayNameLabel } from '../../cluster/deployedGateway.ts';
import { objectsAt } from '../../cluster/fields.ts';
import { hbonePort } from '../../controlplane/ambient/tunnels.ts';
import type { JsonObject } from '../../model/json.ts';
import type { World } from '../../controlplane/world.ts';
import { networkPolicies as answerOf } from '../../dataplane/network/networkPolicy.ts';
import type { Finding } from '../../model/lint.ts';
import type { ResourceId } from '../../model/resource.ts';
import { type Behind, behindWaypoints } from './behindWaypoint.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';

/** "With a waypoint the server's `from` must select the waypoint pods; the original client pod no longer matches" (10.11). */
export const networkWaypoint: Lint = ({ world }) => {
  const told = new Set<ResourceId>();
  return behindWaypoints(world).flatMap((each): readonly Finding[] => {
    const answer = ask(world, each);
    if (answer === null || answer.match !== 'no') return [];
    const found = (world.networkPolicies.get(each.pod.namespace) ?? []).flatMap(({ resource }) => {
      const rules = objectsAt(resource.body, 'spec', 'ingress');
      // One that shuts the tunnel's port is told of by itself.
      const index = rules.findIndex((rule) => objectsAt(rule, 'from').length > 0 && takesTunnels(rule));
      return index < 0 ? [] : [{ resource, index, peers: objectsAt(rules[index], 'from').length }];
    });
    const [first] = found.filter(({ resource }) => answer.policy.id === resource.id);
    if (first === undefined || told.has(first.resource.id)) return [];
    told.add(first.resource.id);
    const { pod, gateway } = each;
    const path = ['spec', 'ingress', first.index, 'from'];
    const peer = {
      ...(gateway.namespace === pod.namespace
        ? {}
        : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': gateway.namespace } } }),
      podSelector: { matchLabels: { [gatewayNameLabel]: gateway.name } },
    };
    return [
      warning('waypointOutsideNetwork', first.resource, path, {
        args: { workload: pod.name, name: gateway.name },
        on: 'key',
        fix: [set(first.resource, [...path, first.peers], peer)],
      }),
    ];
  });
};

function ask(world: World, { pod, waypoint }: Behind) {
  return answerOf(world, 'ingress', {
    pod,
    peer: waypoint,
    peerIp: waypoint.ip,
    destination: pod,
    protocol: 'TCP',
    port: hbonePort,
  });
}

function takesTunnels(rule: JsonObject): boolean {
  const ports = objectsAt(rule, 'ports');
  return ports.length === 0 || ports.some((entry) => entry['port'] === hbonePort);
}
