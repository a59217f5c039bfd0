import { numberAt, objectAt, objectsAt, stringsAt, textAt, valueAt } from '../../cluster/fields.ts';
import { isList, type Json, type JsonObject } from '../../model/json.ts';
import type { Plain, PlainConnection, PlainPeer, PlainTargets } from '../../model/plain.ts';
import type { Resource } from '../../model/resource.ts';

export function plainNetworkPolicy({ namespace, body }: Resource): Plain {
  const spec = objectAt(body, 'spec');
  const labels = stringsAt(spec, 'podSelector', 'matchLabels');
  const expressions = expressionsOf(objectAt(spec, 'podSelector'));
  const targets: PlainTargets =
    Object.keys(labels).length === 0
      ? { kind: 'namespace', where: namespace }
      : { kind: 'labels', labels, where: namespace };
  const egress = objectsAt(spec, 'egress');
  const given = texts(valueAt(spec, ['policyTypes']));
  // "policyTypes omitted: Ingress always, Egress only if egress has at least one rule" (10.2).
  const types = given.length > 0 ? given : ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])];
  return {
    kind: 'NetworkPolicy',
    targets,
    expressions,
    namespace,
    ingress: types.includes('Ingress') ? objectsAt(spec, 'ingress').map((rule) => connectionOf(rule, 'from')) : null,
    egress: types.includes('Egress') ? egress.map((rule) => connectionOf(rule, 'to')) : null,
  };
}

/** "Rule = peers AND ports; missing or empty = any" (10.6). */
function connectionOf(rule: JsonObject, field: 'from' | 'to'): PlainConnection {
  return { peers: objectsAt(rule, field).map(peerOf), ports: objectsAt(rule, 'ports').map(portOf) };
}

function peerOf(peer: JsonObject): PlainPeer {
  if ('ipBlock' in peer)
    return {
      kind: 'range',
      cidr: textAt(peer, 'ipBlock', 'cidr') ?? '',
      except: texts(valueAt(peer, ['ipBlock', 'except'])),
    };
  const namespaces = 'namespaceSelector' in peer ? conditionsOf(objectAt(peer, 'namespaceSelector')) : null;
  return { kind: 'pods', namespaces, pods: conditionsOf(objectAt(peer, 'podSelector')) };
}

function conditionsOf(selector: JsonObject): readonly string[] {
  const labels = Object.entries(stringsAt(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`);
  return [...labels, ...expressionsOf(selector)];
}

function expressionsOf(selector: JsonObject): readonly string[] {
  return objectsAt(selector, 'matchExpressions').map((each) =>
    [textAt(each, 'key'), textAt(each, 'operator'), texts(valueAt(each, ['values'])).join('|')].join(' ').trim(),
  );
}

/** "Protocol default TCP; port absent = all ports of that protocol" (10.9). */
function portOf(entry: JsonObject): string {
  const port = valueAt(entry, ['port']);
  const last = numberAt(entry, 'endPort');
  const number = typeof port === 'number' || typeof port === 'string' ? String(port) : '*';
  return `${textAt(entry, 'protocol') ?? 'TCP'} ${number}${last === null ? '' : `-${last}`}`;
}

function texts(json: Json | undefined): readonly string[] {
  return json !== undefined && isList(json) ? json.filter((item) => typeof item === 'string') : [];
}
