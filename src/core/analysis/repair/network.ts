import { objectsAt } from '../../cluster/fields.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { RepairCode, RepairEdit } from '../../model/repair.ts';
import { bodyOf, meaning, type Site } from './site.ts';

const tcp = (port: number): JsonObject => ({ protocol: 'TCP', port });

/** A NetworkPolicy dropped the connection: one rule more in the policy that closes the pod. */
export function networkRepairs(site: Site): readonly RepairEdit[] {
  const { determining, packet, sender, place } = site;
  if (determining?.kind !== 'setting') return [];
  const { ip, port } = packet.destination;
  const server =
    packet.destination.workload === null ? undefined : site.world.cluster.workloads.get(packet.destination.workload);
  if (determining.value === 'ingress')
    return oneMore(site, 'openIngress', 'ingress', {
      from: [peer(sender, packet.source.ip, server ?? place)],
      ports: [tcp(port)],
    });
  return oneMore(site, 'openEgress', 'egress', { to: [peer(server, ip, sender)], ports: [tcp(port)] });
}

/** "Pods with egress isolation must allow DNS" (10.11). */
export function dnsRepairs(site: Site): readonly RepairEdit[] {
  if (site.determining?.kind !== 'setting' || site.determining.value !== 'egress') return [];
  const dns: JsonObject = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };
  const ports: Json = [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ];
  return oneMore(site, 'openDns', 'egress', { to: [dns], ports });
}

function oneMore(
  site: Site,
  code: RepairCode,
  direction: 'ingress' | 'egress',
  rule: JsonObject,
): readonly RepairEdit[] {
  const { determining } = site;
  if (determining?.kind !== 'setting' || !determining.ref?.resource.startsWith('NetworkPolicy/')) return [];
  const { resource } = determining.ref;
  const body = bodyOf(site, resource);
  if (body === null) return [];
  const count = objectsAt(body, 'spec', direction).length;
  const change =
    count === 0 ? { path: ['spec', direction], value: [rule] } : { path: ['spec', direction, count], value: rule };
  return [{ code, args: { resource }, edits: [{ op: 'set', resource, ...change }] }];
}

/** The other end as a NetworkPolicy of `own` names it: a pod by its labels, anything else by its address. */
function peer(workload: Workload | undefined, ip: string | null, own: Workload | undefined): JsonObject {
  if (workload === undefined || workload.hostNetwork)
    return { ipBlock: { cidr: `${ip ?? '0.0.0.0'}/${ip?.includes(':') === true ? 128 : 32}` } };
  const pods: JsonObject = { podSelector: { matchLabels: meaning(workload) } };
  if (workload.namespace === own?.namespace) return pods;
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': workload.namespace } }, ...pods };
}
