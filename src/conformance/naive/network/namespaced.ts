import { isList, isObject, type Json, type JsonObject } from '../../../core/model/json.ts';
import { inBlock } from '../address.ts';
import { at, map, maps, text, texts } from '../json.ts';
import type { Connection, End, NetworkPod } from './cluster.ts';
import { selects } from './labels.ts';

export type Direction = 'ingress' | 'egress';

/** What the NetworkPolicies of a pod say; null: none selects it. `blocksMeanPods`: how `ipBlock` is read where a peer is a pod. */
export function namespacedSays(
  policies: readonly JsonObject[],
  connection: Connection,
  direction: Direction,
  subject: NetworkPod,
  blocksMeanPods: boolean,
): boolean | null {
  const selecting = policies.filter(
    (policy) =>
      at(policy, 'metadata', 'namespace') === subject.namespace &&
      typesOf(policy).includes(direction) &&
      selects(map(at(policy, 'spec', 'podSelector')), subject.labels),
  );
  // "Non-isolated direction = everything allowed."
  if (selecting.length === 0) return null;
  // "Allowed iff any rule of any selecting policy of that type matches."
  return selecting.some((policy) =>
    maps(at(policy, 'spec', direction)).some(
      (rule) =>
        peersMatch(rule[direction === 'ingress' ? 'from' : 'to'], policy, connection, direction, blocksMeanPods) &&
        portsMatch(rule['ports'], connection),
    ),
  );
}

/** "If omitted: Ingress always, Egress only if `egress` has ≥1 rule." */
function typesOf(policy: JsonObject): readonly Direction[] {
  const given = texts(at(policy, 'spec', 'policyTypes'));
  if (given.length > 0) {
    return [
      ...(given.includes('Ingress') ? (['ingress'] as const) : []),
      ...(given.includes('Egress') ? (['egress'] as const) : []),
    ];
  }
  return maps(at(policy, 'spec', 'egress')).length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

/** "Missing/empty `from`/`to` = any peer (incl. external)." */
function peersMatch(
  peers: Json | undefined,
  policy: JsonObject,
  { from, to }: Connection,
  direction: Direction,
  blocksMeanPods: boolean,
): boolean {
  if (!isList(peers) || peers.length === 0) return true;
  const other = direction === 'ingress' ? from : to;
  return maps(peers).some((peer) =>
    isObject(peer['ipBlock'])
      ? (other.pod === null || blocksMeanPods) && blockMatches(peer['ipBlock'], other.ip)
      : podMatches(peer, text(at(policy, 'metadata', 'namespace')), other),
  );
}

/** "Matches peer IP in cidr and in no `except`." */
function blockMatches(block: JsonObject, ip: string): boolean {
  return inBlock(text(block['cidr']), ip) && !texts(block['except']).some((range) => inBlock(range, ip));
}

function podMatches({ podSelector, namespaceSelector }: JsonObject, home: string, { pod }: End): boolean {
  // "Pod selectors never match external IPs."
  if (pod === null) return false;
  // "`podSelector` alone → pods of the policy's namespace"; "both in one item → AND".
  const space = isObject(namespaceSelector) ? selects(namespaceSelector, pod.namespaceLabels) : pod.namespace === home;
  return space && (!isObject(podSelector) || selects(podSelector, pod.labels));
}

/** "Missing/empty `ports` = any port/protocol." */
function portsMatch(ports: Json | undefined, { protocol, port, to }: Connection): boolean {
  if (!isList(ports) || ports.length === 0) return true;
  return maps(ports).some((wanted) => {
    // "Protocol default TCP."
    if ((text(wanted['protocol']) || 'TCP') !== protocol) return false;
    const first = wanted['port'];
    const last = wanted['endPort'];
    // "`port` absent = all ports of that protocol."
    if (first === undefined) return true;
    // "*Container port name* resolved on the destination pod (per protocol)."
    if (typeof first === 'string') {
      return (to.pod?.ports ?? []).some(
        (each) => each.name === first && each.number === port && each.protocol === protocol,
      );
    }
    return Number(first) <= port && port <= Number(last ?? first);
  });
}
