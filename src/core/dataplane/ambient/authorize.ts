import type { Workload } from '../../cluster/types.ts';
import type { AutoAllow } from '../../controlplane/ambient/autoAllow.ts';
import type { ConvertedPeer } from '../../controlplane/ambient/peerPolicies.ts';
import { ztunnelPolicies } from '../../controlplane/ambient/ztunnelPolicies.ts';
import type { RbacFilter, RbacResult } from '../../controlplane/authorization/rbac.ts';
import type { World } from '../../controlplane/world.ts';
import { isNonEmpty } from '../../model/nonEmpty.ts';
import type { Determining, PolicyRef, RuleRef } from '../../model/trace.ts';
import type { RbacInput } from '../filters/input.ts';
import { rbac } from '../filters/rbac.ts';
import { type Journey, record, refuse, type Stop } from '../journey.ts';
import { admits, autoCheck } from './autoAllow.ts';
import { convertedCheck, refuses } from './converted.ts';

/** What ztunnel's policies say of a connection. */
export type Authorized =
  | { readonly kind: 'allowed'; readonly by: Determining | null }
  /** `error`: as ztunnel logs it. */
  | { readonly kind: 'denied'; readonly stop: Stop; readonly error: string };

const rejected = 'connection closed due to policy rejection:';

/** "DENY (any match → reject) → no ALLOW policies → accept → ALLOW any match → accept, else reject" (10.3). */
export function authorize(journey: Journey, world: World, server: Workload): Authorized {
  const { deny, allow, peers, auto } = ztunnelPolicies(world, server);
  const input = inputOf(journey, server);
  if (deny || peers.length > 0) {
    const denied = askDeny(journey, world, server, deny, peers, input);
    if (denied) return denied;
  }
  return askAllow(journey, allow, auto, input);
}

/** "No ALLOW policies attached → accept; any match → accept; else reject." */
function askAllow(
  journey: Journey,
  filter: RbacFilter | null,
  auto: readonly AutoAllow[],
  input: RbacInput,
): Authorized {
  if (!filter && auto.length === 0) return { kind: 'allowed', by: null };
  const result = filter ? rbac(filter, input) : nothing;
  const admitting = auto.filter((each) => admits(each, input.peer));
  const refs = [...hits(result), ...admitting.map(({ ref }) => ({ ...ref, rule: 0 }))];
  const [rule = null] = refs;
  const checks = [...result.checks, ...auto.map((each) => autoCheck(each, input.peer))];
  const selects = result.selects + auto.length;
  const matches = result.matches + admitting.length;
  const detail = {
    kind: 'rbac',
    action: 'ALLOW',
    layer: 'TCP',
    selects,
    matches,
    rule,
    shadow: result.shadow,
  } as const;
  const enforcing = [...(filter?.enforcing ?? []), ...auto.map(({ ref }) => ref)];
  const allowed = isNonEmpty(refs) ? ({ kind: 'matched', rules: refs } as const) : null;
  if (allowed || !isNonEmpty(enforcing)) {
    record(journey, detail, 'passed', checks);
    return { kind: 'allowed', by: allowed };
  }
  const determining: Determining = { kind: 'unmatched', policies: enforcing };
  if (refuse(journey, detail, 'rbacNotAllowed', checks)) return { kind: 'allowed', by: determining };
  const error = `${rejected} allow policies exist, but none allowed`;
  return { kind: 'denied', stop: { cause: 'rbacNotAllowed', determining }, error };
}

/** DENY policies, converted PeerAuthentications among them: the last in order. */
function askDeny(
  journey: Journey,
  world: World,
  server: Workload,
  filter: RbacFilter | null,
  peers: readonly ConvertedPeer[],
  input: RbacInput,
): Authorized | null {
  const result = filter ? rbac(filter, input) : nothing;
  const strict = peers.filter((peer) => refuses(peer, input));
  const refs: readonly RuleRef[] = [...hits(result), ...strict.map(refOf)];
  const [first = null] = refs;
  const checks = [...result.checks, ...peers.map((peer) => convertedCheck(world, server, peer, input))];
  const detail = {
    kind: 'rbac',
    action: 'DENY',
    layer: 'TCP',
    selects: result.selects + peers.length,
    matches: result.matches + strict.length,
    rule: first,
    shadow: result.shadow,
  } as const;
  if (first === null || !isNonEmpty(refs)) {
    record(journey, detail, 'passed', checks);
    return null;
  }
  if (refuse(journey, detail, 'rbacDenied', checks)) return null;
  const error = `${rejected} explicitly denied by: ${first.namespace}/${first.name}`;
  return { kind: 'denied', stop: { cause: 'rbacDenied', determining: { kind: 'matched', rules: refs } }, error };
}

const nothing: Pick<RbacResult, 'selects' | 'matches' | 'shadow' | 'checks' | 'determining'> = {
  selects: 0,
  matches: 0,
  shadow: [],
  checks: [],
  determining: null,
};

function hits({ determining }: Pick<RbacResult, 'determining'>): readonly RuleRef[] {
  return determining?.kind === 'matched' ? determining.rules : [];
}

function refOf({ resource, namespace, name }: ConvertedPeer): RuleRef {
  const ref: PolicyRef = { resource, namespace, name };
  return { ...ref, rule: 0 };
}

/** "Ports and destination.ip vs the pod's own port and address, never the service's; source IP = the client pod's" (10.3). */
function inputOf({ packet }: Journey, server: Workload): RbacInput {
  return {
    peer: packet.peer === null ? null : `spiffe://${packet.peer}`,
    directRemoteIp: packet.source.ip,
    remoteIp: null,
    destinationIp: server.ip,
    destinationPort: packet.destination.port,
    sni: '',
    headers: null,
    claims: null,
    metadata: null,
  };
}
