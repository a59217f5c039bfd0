import { numberAt, objectAt, objectsAt, stringsAt, textAt, valueAt } from '../../cluster/fields.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Term } from '../../model/trace.ts';
import { texts } from './connection.ts';

/** What a list of a rule asks for; an empty list asks for nothing in particular. */
export function termOf(values: readonly string[]): Term {
  return values.length === 0 ? { kind: 'any' } : { kind: 'values', values };
}

/** A peer as `namespaces/pods`, by labels, `*` for all; or a range of addresses. */
export function peerText(peer: JsonObject, own: string): string {
  if ('ipBlock' in peer) {
    const except = texts(valueAt(peer, ['ipBlock', 'except']));
    const cidr = textAt(peer, 'ipBlock', 'cidr') ?? '';
    return except.length === 0 ? cidr : `${cidr} but ${except.join(', ')}`;
  }
  const namespaces = 'namespaceSelector' in peer ? selectorText(objectAt(peer, 'namespaceSelector')) : own;
  return `${namespaces}/${selectorText(objectAt(peer, 'podSelector'))}`;
}

function selectorText(selector: JsonObject): string {
  const { 'kubernetes.io/metadata.name': name, ...labels } = stringsAt(selector, 'matchLabels');
  const parts = [
    ...(name === undefined ? [] : [name]),
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...objectsAt(selector, 'matchExpressions').map((each) =>
      [textAt(each, 'key'), textAt(each, 'operator'), texts(valueAt(each, ['values'])).join('|')].join(' ').trim(),
    ),
  ];
  return parts.length === 0 ? '*' : parts.join(',');
}

export function portText(entry: JsonObject): string {
  const port = valueAt(entry, ['port']);
  const last = numberAt(entry, 'endPort');
  const number = typeof port === 'number' || typeof port === 'string' ? String(port) : '*';
  return `${textAt(entry, 'protocol') ?? 'TCP'} ${number}${last === null ? '' : `-${last}`}`;
}
