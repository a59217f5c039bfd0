import type { Workload } from '../../../cluster/types.ts';
import type { World } from '../../../controlplane/world.ts';
import { nameLookup } from '../../../dataplane/network/nameLookup.ts';
import type { Demand, Unsettled } from '../../../model/invariant.ts';
import type { MatrixPlan } from '../../../model/matrix.ts';
import type { Payload, Request } from '../../../model/request.ts';
import { endsOf } from '../ends.ts';
import { judge } from '../judge.ts';
import type { Proof, Stepped } from '../proof.ts';
import { inScope } from '../scope.ts';
import { hiddenWays } from './hidden.ts';
import { type Opening, openingsOf } from './openings.ts';
import { outward } from './outward.ts';
import { sidecarFence } from './sidecarFence.ts';

/** `noPlaintext` as far as nothing leaves at all. */
type LeavingDemand = Extract<Demand, { readonly kind: 'egress' | 'noPlaintext' }>;

/** What proves that nothing leaves the cluster but to some hosts. */
interface Leaving {
  readonly world: World;
  readonly demand: LeavingDemand;
  readonly hosts: readonly string[];
  /** What may lead elsewhere although it is known to sidecars; null: nothing does. */
  readonly outward: Unsettled | null;
}

/**
 * Whatever leaves the cluster goes straight from the pod that calls, to an address: by the network, if that lets it through,
 * and past its sidecar or through it. Gateways on the way send on to services that the mesh knows; of other proxies nothing is
 * claimed.
 */
export function leavingProof(world: World, { rows }: MatrixPlan, demand: LeavingDemand): Proof {
  const from = demand.kind === 'egress' ? demand.from : demand.within;
  const hosts = demand.kind === 'egress' ? demand.hosts : [];
  const leads = outward(world, hosts);
  // What goes through a gateway without TLS is another demand.
  const beforehand = [...hiddenWays(world, demand.kind === 'egress' && leads === null)];
  const callers = rows.flatMap(({ caller }) => {
    const workload = world.cluster.workloads.get(caller);
    return workload === undefined || !inScope(from, caller) ? [] : [workload];
  });
  if (callers.length === 0) beforehand.push({ code: 'idle', name: '' });
  const leaving: Leaving = { world, demand, hosts, outward: leads };
  return { beforehand, steps: callers.map((caller) => () => judgeLeaving(leaving, caller)) };
}

/** As many ways out of one caller are tried. */
const mostTried = 24;

/** All that one caller could send out of the cluster. */
function judgeLeaving(leaving: Leaving, client: Workload): Stepped {
  const { world } = leaving;
  const openings = openingsOf(world, client, leaving.hosts);
  if (openings === 'tooLarge') return stepped(1, { code: 'tooLarge', name: 'networkPolicies' });
  const classes = openings.length + 1;
  for (const opening of openings.slice(0, mostTried)) {
    const breaks = tried(leaving, client, opening);
    if (breaks !== null) return { ...stepped(classes, null), said: [{ breaks, unclear: null, unsettled: [] }] };
  }
  const unknown = unknownIn(world, client, openings);
  if (unknown !== null) return stepped(classes, unknown);
  const fence = sidecarFence(world, client);
  // Where nothing gets through, it does not matter what its sidecar does, unless that is not known.
  if (openings.length === 0) return stepped(classes, fence?.code === 'undetermined' ? fence : null);
  const open = fence ?? leaving.outward;
  return { ...stepped(classes, open), bySidecar: open === null };
}

/** A policy of which nobody can say what it lets through. */
function unknownIn(world: World, client: Workload, openings: readonly Opening[]): Unsettled | null {
  const name = openings.find((each) => each.unknown !== null)?.unknown;
  if (name != null) return { code: 'network', name };
  const lookup = nameLookup(world, client);
  return lookup?.verdict === 'unknown' ? { code: 'network', name: lookup.policy.name } : null;
}

function stepped(classes: number, reason: Unsettled | null): Stepped {
  const said = { breaks: null, unclear: null, unsettled: reason === null ? [] : [reason] };
  return { classes, sent: classes, said: [said], bySidecar: false };
}

const get: Payload = { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' };

/** A request by one way out that breaks the demand; null: none of those that are tried does. */
function tried({ world, demand }: Leaving, { id }: Workload, { address, port }: Opening) {
  const base = {
    id: '',
    title: '',
    caller: { kind: 'workload', workload: id },
    target: { kind: 'host', host: address, port, via: null },
  } as const;
  const requests: readonly Request[] = [
    { ...base, payload: get, tls: null },
    { ...base, payload: { kind: 'tcp' }, tls: null },
    { ...base, payload: { kind: 'tcp' }, tls: { sni: null, alpn: [] } },
  ];
  for (const request of requests) {
    const wrong = endsOf(world, request).answer.find((end) => judge(world, demand, request, end) === 'breaks');
    if (wrong !== undefined)
      return { request, reached: wrong.outside === null ? wrong.at : (`external:${wrong.outside}` as const) };
  }
  return null;
}
