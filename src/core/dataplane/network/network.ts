import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Check, Determining } from '../../model/trace.ts';
import { type InboundResult, stopped } from '../inboundResult.ts';
import { isProbe, type Journey, record } from '../journey.ts';
import { clusterPolicies } from './clusterPolicy.ts';
import type { Connection } from './connection.ts';
import { type Direction, networkPolicies } from './networkPolicy.ts';
import type { Resource } from '../../model/resource.ts';

/** What the policies of one end say. */
export interface Answer {
  readonly verdict: 'allow' | 'deny' | 'unknown';
  readonly checks: readonly Check[];
  readonly policy: Resource;
}

/** The two ends of a connection between pods, or to and from the outside. */
export interface Ends {
  readonly source: Workload | undefined;
  readonly sourceIp: string;
  readonly destination: Workload | undefined;
  readonly destinationIp: string;
  readonly port: number;
}

/**
 * "A connection is allowed iff the source's egress and the destination's ingress allow it" (10.5).
 * Null: this end lets it pass (told as a step where a policy selects the pod).
 */
export function networkCheckpoint(
  journey: Journey,
  world: World,
  direction: Direction,
  ends: Ends,
): InboundResult | null {
  // "Node-local kubelet traffic to a pod is allowed" (10.5).
  if (isProbe(journey)) return null;
  const connection = connectionOf(direction, ends);
  const answer = connection === null ? null : answerFor(world, direction, connection);
  if (answer === null) return null;
  const { verdict, checks, policy } = answer;
  const outcome = verdict === 'allow' ? 'passed' : verdict === 'deny' ? 'denied' : 'undetermined';
  const id = record(journey, { kind: 'networkPolicy', direction }, outcome, checks, direction);
  if (verdict === 'unknown') {
    journey.limits.push({ code: 'kindNotModelled', resource: policy.id, name: policy.name });
    return { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null };
  }
  if (verdict === 'allow' || journey.waived.has(id)) return null;
  // "The spec says nothing; nearly all CNIs drop" (10.10).
  return stopped({ kind: 'timeout' }, 'networkPolicyDropped', policySetting(policy, direction));
}

/** That it selects the pod is what closes the pod; the rules that do not help are told by the checks. */
export function policySetting(policy: Resource, direction: Direction): Determining {
  const path = policy.kind === 'NetworkPolicy' ? ['spec', 'podSelector'] : ['spec', direction];
  return { kind: 'setting', ref: { resource: policy.id, path }, name: policy.kind, value: direction };
}

/** Whose policies are asked, and who is the other end; null: no pod, or one that the model leaves out. */
function connectionOf(direction: Direction, ends: Ends): Connection | null {
  const { source, destination, port } = ends;
  // "A pod cannot block access to itself", by its own Service either: no policy, of whatever kind, is asked.
  if (source !== undefined && source === destination) return null;
  const pod = direction === 'egress' ? source : destination;
  if (pod === undefined || pod.hostNetwork) return null;
  const [peer, peerIp] = direction === 'egress' ? [destination, ends.destinationIp] : [source, ends.sourceIp];
  return { pod, peer, peerIp, destination, protocol: 'TCP', port };
}

/** "Admin → NetworkPolicy → Baseline; Pass jumps to NetworkPolicy; nothing → allow" (10.12). Null: no policy has a say. */
export function answerFor(world: World, direction: Direction, connection: Connection): Answer | null {
  const admin = clusterPolicies(world, 'admin', direction, connection);
  if (admin && admin.verdict !== 'pass') return { ...admin, verdict: admin.verdict };
  const own = networkPolicies(world, direction, connection);
  if (own) {
    const verdict = own.match === 'yes' ? 'allow' : own.match === 'no' ? 'deny' : 'unknown';
    return { verdict, checks: [...(admin?.checks ?? []), ...own.checks], policy: own.policy };
  }
  const baseline = clusterPolicies(world, 'baseline', direction, connection);
  const last = baseline ?? admin;
  if (last === null) return null;
  return {
    verdict: last.verdict === 'pass' ? 'allow' : last.verdict,
    checks: [...(baseline ? (admin?.checks ?? []) : []), ...last.checks],
    policy: last.policy,
  };
}
