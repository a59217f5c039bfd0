import { numberAt, objectAt, objectsAt, textAt, valueAt } from '../../cluster/fields.ts';
import { compareText } from '../../cluster/age.ts';
import { addressIn } from '../../controlplane/authorization/cidr.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Check } from '../../model/trace.ts';
import {
  adminPortMatches,
  all,
  any,
  type Connection,
  isSubject,
  type Match,
  namespaceMatches,
  podMatches,
  texts,
} from './connection.ts';
import { checkOf, type Direction } from './networkPolicy.ts';

/** What a tier of cluster-wide policies says: it ends the search, or leaves it to the next tier. */
export interface TierAnswer {
  readonly verdict: 'allow' | 'deny' | 'pass' | 'unknown';
  readonly checks: readonly Check[];
  readonly policy: Resource;
}

export type Tier = 'admin' | 'baseline';

const verdicts: ReadonlyMap<string, 'allow' | 'deny' | 'pass'> = new Map([
  ['Allow', 'allow'],
  ['Accept', 'allow'],
  ['Deny', 'deny'],
  ['Pass', 'pass'],
]);

/** "Inside a tier lower priority number first, rules top-down; the first that matches acts" (10.12); null: none matches. */
export function clusterPolicies(
  world: World,
  tier: Tier,
  direction: Direction,
  connection: Connection,
): TierAnswer | null {
  const checks: Check[] = [];
  let found: Found | null = null;
  for (const policy of policiesOf(world, tier)) {
    const priority = priorityOf(policy);
    if (found !== null && priority !== found.priority) break;
    const verdict = policySays(world, direction, connection, policy, checks);
    if (verdict === null) continue;
    // "Two policies with the same priority: the implementation can apply any of the matching policies."
    if (found !== null && found.verdict !== verdict) return { verdict: 'unknown', checks, policy };
    found ??= { verdict, policy, priority };
  }
  return found && { verdict: found.verdict, checks, policy: found.policy };
}

interface Found {
  readonly verdict: TierAnswer['verdict'];
  readonly policy: Resource;
  readonly priority: number;
}

/** What the first rule of a policy says that matches; null: none does, or the pod is not its subject. */
function policySays(
  world: World,
  direction: Direction,
  connection: Connection,
  policy: Resource,
  checks: Check[],
): TierAnswer['verdict'] | null {
  const spec = objectAt(policy.body, 'spec');
  if (!isSubject(world, objectAt(spec, 'subject'), connection.pod)) return null;
  for (const [index, rule] of objectsAt(spec, direction).entries()) {
    const path: Path = ['spec', direction, index];
    const match = ruleMatches(world, direction, connection, rule);
    const name = `${policy.name}: ${textAt(rule, 'name') ?? `rule ${index + 1}`}`;
    checks.push(checkOf('networkPolicy', name, { resource: policy.id, path }, match, []));
    if (match === 'no') continue;
    return match === 'maybe' ? 'unknown' : (verdicts.get(textAt(rule, 'action') ?? '') ?? 'unknown');
  }
  return null;
}

function policiesOf({ cluster }: World, tier: Tier): readonly Resource[] {
  const kinds = tier === 'admin' ? ['AdminNetworkPolicy'] : ['BaselineAdminNetworkPolicy'];
  const ofTier = (resource: Resource): boolean =>
    (textAt(resource.body, 'spec', 'tier') ?? 'Admin').toLowerCase() === tier;
  const found = [...kinds.flatMap(cluster.byKind), ...cluster.byKind('ClusterNetworkPolicy').filter(ofTier)];
  return found.sort((a, b) => priorityOf(a) - priorityOf(b) || compareText(a.name, b.name));
}

function priorityOf({ body }: Resource): number {
  return numberAt(body, 'spec', 'priority') ?? 0;
}

function ruleMatches(world: World, direction: Direction, connection: Connection, rule: JsonObject): Match {
  const peers = objectsAt(rule, direction === 'egress' ? 'to' : 'from');
  const peer = any(peers.map((each) => peerMatches(world, connection, each)));
  const entries = [...objectsAt(rule, 'ports'), ...objectsAt(rule, 'protocols')];
  const port = entries.length === 0 ? 'yes' : any(entries.map((entry) => adminPortMatches(connection, entry)));
  return all([peer, port]);
}

function peerMatches(world: World, connection: Connection, peer: JsonObject): Match {
  const { peer: other } = connection;
  if ('namespaces' in peer) {
    const selector = objectAt(peer, 'namespaces');
    return podMatches(other, (namespace) => namespaceMatches(world, selector, namespace), {});
  }
  if ('pods' in peer) {
    const pods = objectAt(peer, 'pods');
    const selector = objectAt(pods, 'namespaceSelector');
    const inNamespaces = (namespace: string): boolean => namespaceMatches(world, selector, namespace);
    return podMatches(other, inNamespaces, objectAt(pods, 'podSelector'));
  }
  // "Networks: cluster-internal traffic will be checked against the rule as well."
  if ('networks' in peer) {
    const inRange = texts(valueAt(peer, ['networks'])).some((range) => addressIn(connection.peerIp, range));
    return inRange ? 'yes' : 'no';
  }
  // Nodes and domain names are not told apart here.
  return 'maybe';
}
