import type { Cluster, Workload } from '../../../cluster/types.ts';
import { type Cidr, parseCidr } from '../../../controlplane/authorization/cidr.ts';
import type { World } from '../../../controlplane/world.ts';
import { answerFor } from '../../../dataplane/network/network.ts';
import { onceEach } from '../../../model/onceEach.ts';
import { isObject, type Json } from '../../../model/json.ts';
import { type Addresses, everyAddress, someAddress, within } from '../../difference/exact/addresses.ts';

/** Addresses outside the cluster, and ports, to which the network lets a pod send. */
export interface Opening {
  /** One of the addresses, and one of the ports: all of them are taken alike. */
  readonly address: string;
  readonly port: number;
  /** A policy of which nobody can say whether it lets it through; null: it does. */
  readonly unknown: string | null;
}

/** As many combinations of ranges and ports are looked at. */
const mostLooks = 4000;

const clusterWide: readonly string[] = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

/** What reads well in an example. */
const likedAddresses = ['203.0.113.10', '198.51.100.1', '192.0.2.1', '8.8.8.8'];
const likedPorts = [443, 80];

/**
 * Where the network policies let a pod send out of the cluster, in classes: what they ask of an address is whether it is in
 * ranges that they name, of a port whether it is between numbers that they name. `known`: what is no good example.
 */
export function openingsOf(world: World, pod: Workload, known: readonly string[]): readonly Opening[] | 'tooLarge' {
  const liked = likedAddresses.filter((each) => !known.includes(each));
  const specs = [
    ...(world.networkPolicies.get(pod.namespace) ?? []).map(({ resource }) => resource),
    ...clusterWide.flatMap((kind) => world.cluster.byKind(kind)),
  ].map(({ body }) => body['spec'] ?? null);
  const ranges = specs.flatMap(rangesIn);
  const ports = portsApart(specs.flatMap(numbersIn));
  const classes = addressesApart(outsideOf(world.cluster), ranges);
  if (classes.length * ports.length > mostLooks) return 'tooLarge';
  return classes.flatMap((addresses) => {
    const address = someAddress(addresses, liked);
    if (address === null) return [];
    return ports.flatMap((port): readonly Opening[] => {
      const answer = answerAt(world, pod, address, port);
      if (answer === null || answer.verdict === 'allow') return [{ address, port, unknown: null }];
      return answer.verdict === 'deny' ? [] : [{ address, port, unknown: answer.policy.name }];
    });
  });
}

/** "hostNetwork pods are out of the model" (10.1): no policy closes them. */
function answerAt(world: World, pod: Workload, peerIp: string, port: number) {
  if (pod.hostNetwork) return null;
  return answerFor(world, 'egress', { pod, peer: undefined, peerIp, destination: undefined, protocol: 'TCP', port });
}

/** All addresses but those of pods and Services, and those that never leave the pod. */
const outsideOf = onceEach(({ workloadByIp, serviceByIp }: Cluster): Addresses => {
  const known = [...workloadByIp.keys(), ...serviceByIp.keys()];
  const own = ['127.0.0.0/8', '0.0.0.0/32', '::/127', ...known].map(parseCidr).filter((each) => each !== null);
  return within(everyAddress, own, false);
});

function addressesApart(all: Addresses, ranges: readonly Cidr[]): readonly Addresses[] {
  let classes: readonly Addresses[] = [all];
  for (const range of ranges)
    classes = classes
      .flatMap((each) => [within(each, [range], true), within(each, [range], false)])
      .filter((each) => each.length > 0);
  return classes;
}

/** One port of each stretch that begins at a number, or behind it. */
function portsApart(numbers: readonly number[]): readonly number[] {
  const starts = [...new Set([1, ...numbers.flatMap((each) => [each, each + 1])])]
    .filter((each) => each >= 1 && each <= 65_535)
    .sort((a, b) => a - b);
  return starts.map((from, index) => {
    const to = (starts[index + 1] ?? 65_536) - 1;
    return likedPorts.find((each) => from <= each && each <= to) ?? from;
  });
}

function rangesIn(json: Json): readonly Cidr[] {
  return textsIn(json)
    .map(parseCidr)
    .filter((each) => each !== null);
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  if (Array.isArray(json)) return json.flatMap(textsIn);
  return isObject(json) ? Object.values(json).flatMap((each) => textsIn(each ?? null)) : [];
}

function numbersIn(json: Json): readonly number[] {
  if (typeof json === 'number') return Number.isInteger(json) ? [json] : [];
  if (Array.isArray(json)) return json.flatMap(numbersIn);
  return isObject(json) ? Object.values(json).flatMap((each) => numbersIn(each ?? null)) : [];
}
