import { numberAt, objectAt, objectsAt, textAt, valueAt } from '../../cluster/fields.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Check } from '../../model/trace.ts';
import { peerText, portText, termOf } from './terms.ts';
import {
  all,
  any,
  type Connection,
  type Match,
  namespaceMatches,
  podMatches,
  portMatches,
  rangeMatches,
  texts,
} from './connection.ts';

export type Direction = 'egress' | 'ingress';

/** What the policies of a kind say about a connection in one direction. */
export interface NetworkAnswer {
  readonly match: Match;
  readonly checks: readonly Check[];
  /** The first policy that selects the pod. */
  readonly policy: Resource;
}

/** "Additive: allowed iff any rule of any selecting policy of that type matches" (10.4); null: no policy isolates the pod (10.3). */
export function networkPolicies(world: World, direction: Direction, connection: Connection): NetworkAnswer | null {
  const { pod } = connection;
  const selecting = (world.networkPolicies.get(pod.namespace) ?? [])
    .map(({ resource }) => resource)
    .filter(
      ({ body }) =>
        isOfType(objectAt(body, 'spec'), direction) &&
        matchesSelector(objectAt(body, 'spec', 'podSelector'), pod.labels),
    );
  const [policy] = selecting;
  // "Non-isolated direction = everything allowed."
  if (!policy) return null;
  const answers = selecting.map((resource) => answerOf(world, direction, connection, resource));
  return { match: any(answers.map(({ match }) => match)), checks: answers.map(({ check }) => check), policy };
}

/** "policyTypes omitted: Ingress always, Egress only if egress has at least one rule" (10.2). */
function isOfType(spec: JsonObject, direction: Direction): boolean {
  const types = texts(valueAt(spec, ['policyTypes']));
  if (types.length > 0) return types.includes(direction === 'egress' ? 'Egress' : 'Ingress');
  return direction === 'ingress' || objectsAt(spec, 'egress').length > 0;
}

function answerOf(world: World, direction: Direction, connection: Connection, resource: Resource) {
  const path = ['spec', direction] as const;
  const rules = objectsAt(resource.body, ...path).map((rule, index) =>
    ruleAnswer(world, direction, connection, resource, rule, [...path, index]),
  );
  const match = any(rules.map((rule) => rule.match));
  const source = { resource: resource.id, path: rules.length === 0 ? ['spec'] : path };
  const check = checkOf(
    'networkPolicy',
    resource.name,
    source,
    match,
    rules.map((rule) => rule.check),
  );
  return { match, check };
}

/** "Rule = peers AND ports; missing or empty peers = anybody, missing or empty ports = all" (10.6). */
function ruleAnswer(
  world: World,
  direction: Direction,
  connection: Connection,
  resource: Resource,
  rule: JsonObject,
  path: Path,
) {
  const field = direction === 'egress' ? 'to' : 'from';
  const peers = objectsAt(rule, field).map((peer) => peerMatches(world, connection, resource.namespace, peer));
  const ports = objectsAt(rule, 'ports').map((entry) => entryMatches(connection, entry));
  const peer = peers.length === 0 ? 'yes' : any(peers);
  const port = ports.length === 0 ? 'yes' : any(ports);
  const match = all([peer, port]);
  const source = (name: string) => ({ resource: resource.id, path: name in rule ? [...path, name] : path });
  const who = connection.peer ? `${connection.peer.namespace}/${connection.peer.name}` : connection.peerIp;
  const check = checkOf('rule', String(path.at(-1) ?? ''), { resource: resource.id, path }, match, [
    {
      ...checkOf('field', field, source(field), peer, []),
      expected: termOf(objectsAt(rule, field).map((each) => peerText(each, resource.namespace))),
      actual: { kind: 'value', value: who },
    },
    {
      ...checkOf('field', 'ports', source('ports'), port, []),
      expected: termOf(objectsAt(rule, 'ports').map(portText)),
      actual: { kind: 'value', value: `${connection.protocol} ${connection.port}` },
    },
  ]);
  return { match, check };
}

/** "podSelector alone → pods of the policy's namespace; both in one item → AND; as two list items → OR" (10.7). */
function peerMatches(world: World, connection: Connection, own: string, peer: JsonObject): Match {
  if ('ipBlock' in peer) {
    const block = objectAt(peer, 'ipBlock');
    return rangeMatches(connection, textAt(block, 'cidr') ?? '', texts(valueAt(block, ['except'])));
  }
  const namespaces = (namespace: string): boolean =>
    'namespaceSelector' in peer
      ? namespaceMatches(world, objectAt(peer, 'namespaceSelector'), namespace)
      : namespace === own;
  return podMatches(connection.peer, namespaces, objectAt(peer, 'podSelector'));
}

function entryMatches(connection: Connection, entry: JsonObject): Match {
  // "Protocol default TCP."
  if ((textAt(entry, 'protocol') ?? 'TCP') !== connection.protocol) return 'no';
  return portMatches(connection, valueAt(entry, ['port']), numberAt(entry, 'endPort'));
}

export function checkOf(
  kind: Check['kind'],
  name: string,
  source: Check['source'],
  match: Match,
  children: readonly Check[],
): Check {
  const none = { kind: 'any' } as const;
  return { kind, name, source, matched: match === 'yes', expected: none, actual: none, children };
}
