import { type Resolution, resolveName } from '../cluster/dns.ts';
import type { Workload } from '../cluster/types.ts';
import type { World } from '../controlplane/world.ts';
import { type Journey, record } from './journey.ts';

/** The address the application connects to; null: the name does not resolve. */
export function dialledAddress(journey: Journey, world: World, client: Workload | undefined): string | null {
  const { target } = journey.request;
  if (target.kind === 'workload') {
    const server = world.cluster.workloads.get(target.workload);
    if (!server) record(journey, { kind: 'dns', name: target.workload, address: null }, 'denied');
    return server?.ip ?? null;
  }
  const answer = lookUp(world, target.host, client?.namespace ?? 'default');
  const address = addressOf(world, answer);
  record(journey, { kind: 'dns', name: target.host, address }, address === null ? 'denied' : 'passed');
  return address;
}

function lookUp(world: World, host: string, namespace: string): Resolution {
  const key = `${namespace}:${host}`;
  const known = world.names.get(key);
  if (known) return known;
  const answer = resolveName(world.cluster, host, namespace);
  world.names.set(key, answer);
  return answer;
}

function addressOf(world: World, answer: Resolution): string | null {
  switch (answer.kind) {
    case 'service': {
      if (answer.service.clusterIp !== null) return answer.service.clusterIp;
      // A headless name resolves to the addresses of its pods; the first is taken.
      const first = answer.service.ports.flatMap((port) => world.cluster.endpoints(answer.service.hostname, port))[0];
      return first?.ip ?? null;
    }
    case 'podOfHeadless':
      return answer.workload.ip;
    case 'address':
    case 'external':
      return answer.ip;
    case 'notFound':
      return null;
  }
}
