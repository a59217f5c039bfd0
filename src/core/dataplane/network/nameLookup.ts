import { hostnameOf, targetPortOf } from '../../cluster/services.ts';
import type { Cluster, Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Pod } from './connection.ts';
import { type Answer, answerFor } from './network.ts';
import type { Direction } from './networkPolicy.ts';

interface DnsServer {
  readonly pod: Pod;
  readonly ip: string;
  readonly port: number;
}

/** Where every cluster has it, whether the text shows it or not. */
const usual: DnsServer = {
  pod: {
    namespace: 'kube-system',
    name: 'kube-dns',
    labels: { 'k8s-app': 'kube-dns' },
    hostNetwork: false,
    containerPorts: [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    ],
  },
  ip: '10.244.0.2',
  port: 53,
};

/** The pod that answers for the cluster's names, and its port behind the Service that every pod asks. */
const dnsServer = onceEach(({ workloads, services }: Cluster): DnsServer => {
  const pod = [...workloads.values()].find(
    ({ namespace, labels }) => namespace === usual.pod.namespace && labels['k8s-app'] === 'kube-dns',
  );
  if (pod === undefined) return usual;
  const ports = services.get(hostnameOf('kube-dns', pod.namespace))?.ports ?? [];
  const port = ports.find((each) => each.protocol === 'UDP' && each.port === usual.port);
  return { pod, ip: pod.ip, port: (port && targetPortOf(port, pod)) ?? usual.port };
});

/** Policies that keep a pod's questions from the cluster's DNS, or may. */
export interface Unasked extends Answer {
  readonly direction: Direction;
}

/**
 * "Pods with egress isolation must allow DNS" (10.11): a question is UDP from the pod to the DNS pods, and both ends must allow
 * it. Null: it gets there.
 */
export function nameLookup(world: World, client: Workload): Unasked | null {
  // "hostNetwork pods are out of the model" (10.1).
  if (client.hostNetwork) return null;
  const { pod, ip, port } = dnsServer(world.cluster);
  const asked = { destination: pod, protocol: 'UDP', port } as const;
  const egress = answerFor(world, 'egress', { ...asked, pod: client, peer: pod, peerIp: ip });
  if (egress !== null && egress.verdict !== 'allow') return { ...egress, direction: 'egress' };
  if (pod.hostNetwork) return null;
  const ingress = answerFor(world, 'ingress', { ...asked, pod, peer: client, peerIp: client.ip });
  return ingress === null || ingress.verdict === 'allow' ? null : { ...ingress, direction: 'ingress' };
}
