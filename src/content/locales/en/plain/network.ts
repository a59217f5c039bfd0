import type { Plain, PlainConnection, PlainPeer } from '../../../../core/model/plain.ts';
import { bold, code } from '../names.ts';
import type { Said } from './said.ts';
import { codes, joined, sentence, targetsText } from './words.ts';

type Policy = Extract<Plain, { kind: 'NetworkPolicy' }>;

/** "*Pods with app=db in shop take connections only from pods with app=web in shop, on port TCP 5432.*" */
export function sayNetworkPolicy({ targets, expressions, namespace, ingress, egress }: Policy): Said {
  const more = expressions.length === 0 ? '' : ` for which ${codes(expressions, 'and')}`;
  const who = `${targetsText(targets, 'pods')}${more}`;
  const sides = [
    ...(ingress === null ? [] : [side(ingress, namespace, 'take', 'from')]),
    ...(egress === null ? [] : [side(egress, namespace, 'make', 'to')]),
  ];
  const items = sides.flatMap((each) => each.items);
  const rest = 'Other NetworkPolicies of the same pods may let more through.';
  return {
    lead: `${sentence(who)} ${joined(
      sides.map(({ text }) => text),
      'and',
    )}${items.length > 0 ? ':' : '.'}`,
    items,
    rest,
  };
}

function side(
  rules: readonly PlainConnection[],
  own: string,
  verb: 'take' | 'make',
  word: 'from' | 'to',
): { readonly text: string; readonly items: readonly string[] } {
  const [only] = rules;
  if (only === undefined) return { text: `${verb} no connections`, items: [] };
  // "ingress: [{}] = allow all" (10.6).
  if (rules.some(({ peers, ports }) => peers.length + ports.length === 0))
    return { text: `${verb} connections ${word} anybody`, items: [] };
  if (rules.length === 1) return { text: `${verb} connections only ${connection(only, own, word)}`, items: [] };
  return {
    text: `${verb} connections only as follows`,
    items: rules.map((rule) => sentence(connection(rule, own, word))),
  };
}

function connection({ peers, ports }: PlainConnection, own: string, word: 'from' | 'to'): string {
  const who = peers.map((peer) => peerText(peer, own)).join('; or ');
  if (peers.length === 0) return `on ${codes(ports)}, ${word === 'from' ? 'from anybody' : 'to anywhere'}`;
  return `${word} ${who}${ports.length === 0 ? '' : `, on ${codes(ports)}`}`;
}

function peerText(peer: PlainPeer, own: string): string {
  if (peer.kind === 'range')
    return `addresses in ${code(peer.cidr)}${peer.except.length === 0 ? '' : ` but ${codes(peer.except)}`}`;
  const pods = peer.pods.length === 0 ? 'all pods' : `pods with ${codes(peer.pods, 'and')}`;
  const { namespaces } = peer;
  if (namespaces === null) return `${pods} in ${bold(own)}`;
  const [first = ''] = namespaces;
  const name = namespaces.length === 1 ? /^kubernetes\.io\/metadata\.name=(.+)$/.exec(first)?.[1] : undefined;
  if (name !== undefined) return `${pods} in ${bold(name)}`;
  return `${pods} in ${namespaces.length === 0 ? 'every namespace' : `namespaces with ${codes(namespaces, 'and')}`}`;
}
