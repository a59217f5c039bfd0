import { type Agent, type Resolution, resolveName } from '../cluster/dns.ts';
import type { Workload } from '../cluster/types.ts';
import { agentAnswer, agentKnows } from '../controlplane/nameTable.ts';
import { proxyConfigOf } from '../controlplane/proxyConfig.ts';
import { sidecarScope } from '../controlplane/sidecarScope.ts';
import type { World } from '../controlplane/world.ts';
import { note } from '../model/note.ts';
import type { Check, Determining } from '../model/trace.ts';
import { type Journey, record, waives } from './journey.ts';
import { nameLookup } from './network/nameLookup.ts';
import { policySetting } from './network/network.ts';
import { passing } from './origin.ts';

/** Where the application connects to. */
export type Dialled =
  | { readonly kind: 'address'; readonly address: string }
  /** The name does not resolve; `determining`: the policy that keeps the question from the cluster's DNS. */
  | { readonly kind: 'failed'; readonly determining: Determining | null }
  /** Whether it resolves hangs on something that is not modelled. */
  | { readonly kind: 'limited' };

/** The address the application connects to. */
export function dialledAddress(journey: Journey, world: World, client: Workload | undefined): Dialled {
  const { target } = journey.request;
  if (target.kind === 'workload') {
    const server = world.cluster.workloads.get(target.workload);
    if (!server) record(journey, { kind: 'dns', name: target.workload, address: null }, 'denied');
    return found(server?.ip ?? null);
  }
  // Whoever goes past the proxy asks the cluster's DNS as well.
  const agent = passing(journey.request.caller, client) === null ? agentOf(world, client) : null;
  const answer = lookUp(world, target.host, client, agent);
  const held =
    client && leavesPod(world, client, agent, answer) ? askedInVain(journey, world, client, target.host) : null;
  if (held !== null) return held;
  const address = addressOf(world, answer);
  const told = agent !== null && address !== null ? agentCheck(world, client, target.host, address) : [];
  record(journey, { kind: 'dns', name: target.host, address }, address === null ? 'denied' : 'passed', told);
  return found(address);
}

/** Whether somebody outside the pod is asked: not for an address, what stands in /etc/hosts, or what the agent knows. */
function leavesPod(world: World, client: Workload, agent: Agent | null, answer: Resolution): boolean {
  if (answer.kind === 'address') return false;
  if (answer.kind !== 'service' && answer.kind !== 'podOfHeadless') return true;
  // "ztunnel DNS proxy, on by default" (11.E): it knows every Service.
  if (client.proxy === 'ambient') return false;
  return agent === null || !agentKnows(world, client, answer.service);
}

function found(address: string | null): Dialled {
  return address === null ? { kind: 'failed', determining: null } : { kind: 'address', address };
}

/** A question that network policies keep from the cluster's DNS: "name fails" (case 93). Null: it gets there. */
function askedInVain(journey: Journey, world: World, client: Workload, name: string): Dialled | null {
  const unasked = nameLookup(world, client);
  const detail = { kind: 'dns', name, address: null } as const;
  if (unasked === null || waives(journey, detail, 'dnsFailure')) return null;
  const { verdict, policy, checks, direction } = unasked;
  record(journey, detail, verdict === 'deny' ? 'denied' : 'undetermined', checks);
  if (verdict === 'deny') return { kind: 'failed', determining: policySetting(policy, direction) };
  journey.limits.push({ code: 'kindNotModelled', resource: policy.id, name: policy.name });
  return { kind: 'limited' };
}

/** The agent beside the client's proxy, where it answers DNS; null: the cluster's DNS alone does. */
function agentOf(world: World, client: Workload | undefined): Agent | null {
  if (client === undefined) return null;
  // "ztunnel DNS proxy, on by default" (11.E); where recordings were made, names resolved without it.
  const asked = client.proxy === 'ambient' ? !world.laboratory : proxyConfigOf(world, client).dnsCapture;
  if (!asked || (client.proxy !== 'sidecar' && client.proxy !== 'ambient')) return null;
  return (name) => agentAnswer(world, client, name)?.ip ?? null;
}

function lookUp(world: World, host: string, client: Workload | undefined, agent: Agent | null): Resolution {
  const namespace = client?.namespace ?? 'default';
  const key = agent === null || !client ? `${namespace}:${host}` : `${sidecarScope(world, client).key}:dns:${host}`;
  const known = world.names.get(key);
  if (known) return known;
  const answer = resolveName(world.cluster, host, namespace, agent ?? undefined);
  world.names.set(key, answer);
  return answer;
}

/** The ServiceEntry by which the agent answered, where it did. */
function agentCheck(world: World, client: Workload | undefined, host: string, address: string): readonly Check[] {
  const name = host.toLowerCase().replace(/\.$/, '');
  const answer = client ? agentAnswer(world, client, name) : null;
  if (answer === null || answer.ip !== address) return [];
  const { service, allocated } = answer;
  const index = service.entry?.spec.hosts.findIndex((each) => each.toLowerCase() === service.hostname) ?? 0;
  return [
    {
      kind: 'host',
      name: service.hostname,
      source: { resource: service.resource.id, path: ['spec', 'hosts', index] },
      matched: true,
      expected: { kind: 'value', value: service.hostname },
      actual: { kind: 'value', value: host },
      children: [],
      note: note(allocated ? 'dns.allocated' : 'dns.written', { address }),
    },
  ];
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
