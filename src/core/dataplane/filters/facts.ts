import type { Attribute } from '../../controlplane/authorization/attributes.ts';
import { type Address, parseAddress } from '../../controlplane/authorization/cidr.ts';
import { isList, type Json } from '../../model/json.ts';
import type { Term } from '../../model/trace.ts';
import { claimAt } from '../match/claims.ts';
import { identityPart } from './identityPart.ts';
import type { RbacInput } from './input.ts';

/** One attribute of a request, looked up once for all the fields that ask for it. */
export interface Fact {
  /** Equal keys mean equal answers of a field. Null: there is nothing. */
  readonly key: string | null;
  readonly actual: Term;
  /** The strings of which one must satisfy a matcher. */
  readonly texts: readonly string[];
  readonly address: Address | null;
  /** Metadata in the form of a list, which only a list matcher takes. */
  readonly items: readonly string[];
}

export interface Facts {
  readonly input: RbacInput;
  readonly known: Map<Attribute, Fact>;
  /** Bits of what differs from what the filter read last. */
  readonly changed: number;
}

const everything = -1;

export function factsOf(input: RbacInput): Facts {
  return { input, known: new Map(), changed: everything };
}

/** What an attribute is in this request. */
export function factOf(attribute: Attribute, { input, known }: Pick<Facts, 'input' | 'known'>): Fact {
  const found = known.get(attribute);
  if (found !== undefined) return found;
  const fact = lookUp(attribute, input);
  known.set(attribute, fact);
  return fact;
}

const none: Term = { kind: 'none' };
const nothing: Fact = { key: null, actual: none, texts: [], address: null, items: [] };

function lookUp(attribute: Attribute, input: RbacInput): Fact {
  switch (attribute.kind) {
    case 'peer':
      // "No TLS or no client certificate: false, even for *" (4.4).
      return input.peer === null ? nothing : { ...textFact(input.peer), actual: term(withoutScheme(input.peer)) };
    case 'peerNamespace':
      return identityFact(input.peer, 'namespaces');
    case 'peerAccount':
      return identityFact(input.peer, 'serviceAccounts');
    case 'directRemoteIp':
      return addressFact(input.directRemoteIp);
    case 'remoteIp':
      return addressFact(input.remoteIp);
    case 'destinationIp':
      return addressFact(input.destinationIp);
    case 'destinationPort':
      return textFact(String(input.destinationPort));
    case 'sni':
      return textFact(input.sni);
    case 'header':
      return headerFact(input.headers?.get(attribute.name) ?? []);
    case 'path': {
      const path = pathOf(input);
      return path === null ? nothing : textFact(path);
    }
    case 'requestPrincipal':
      return principalFact(claimAt(input.claims, ['iss']), claimAt(input.claims, ['sub']));
    case 'claim':
      return claimFact(claimAt(input.claims, attribute.path));
    case 'metadata':
      return metadataFact(claimAt(input.metadata, [attribute.filter, attribute.key]));
  }
}

function term(text: string): Term {
  return text === '' ? none : { kind: 'value', value: text };
}

function textFact(text: string): Fact {
  return { ...nothing, key: text, actual: term(text), texts: [text] };
}

/** One part of the peer's identity. "No identity: the namespace is the empty string", which nothing matches (10.3). */
function identityFact(peer: string | null, field: 'namespaces' | 'serviceAccounts'): Fact {
  const part = peer === null ? none : identityPart(field, term(withoutScheme(peer)));
  return part.kind === 'value' ? textFact(part.value) : nothing;
}

function addressFact(ip: string | null): Fact {
  return ip === null ? nothing : { ...textFact(ip), address: parseAddress(ip) };
}

/** "Each header line is tested alone and one hit suffices." */
function headerFact(lines: readonly string[]): Fact {
  const [line] = lines;
  if (line === undefined) return nothing;
  // The mark keeps one line apart from several that are written alike.
  if (lines.length === 1) return { ...textFact(line), key: `=${line}` };
  return { ...nothing, key: JSON.stringify(lines), actual: { kind: 'values', values: lines }, texts: lines };
}

/** Both claims are needed; the matcher looks at them itself. */
function principalFact(issuer: Json | undefined, subject: Json | undefined): Fact {
  const key = JSON.stringify([issuer ?? null, subject ?? null]);
  const shown = typeof issuer === 'string' ? `${issuer}/${typeof subject === 'string' ? subject : ''}` : '';
  return { ...nothing, key, actual: term(shown) };
}

function claimFact(claim: Json | undefined): Fact {
  return { ...jsonFact(claim), texts: typeof claim === 'string' ? [claim] : strings(claim) };
}

/** "The list form does not match a plain string", nor the plain form a list (2.4). */
function metadataFact(value: Json | undefined): Fact {
  return { ...jsonFact(value), texts: typeof value === 'string' ? [value] : [], items: strings(value) };
}

function jsonFact(value: Json | undefined): Fact {
  if (value === undefined || value === null) return nothing;
  const key = JSON.stringify(value);
  return { ...nothing, key, actual: { kind: 'value', value: typeof value === 'string' ? value : key } };
}

function strings(json: Json | undefined): readonly string[] {
  return json !== undefined && isList(json) ? json.filter((item) => typeof item === 'string') : [];
}

/** ":path with ?query and #fragment removed by Envoy's matcher" (2.2). */
function pathOf(input: RbacInput): string | null {
  const path = input.headers?.get(':path')?.[0];
  if (path === undefined) return null;
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

function withoutScheme(peer: string): string {
  return peer.startsWith('spiffe://') ? peer.slice('spiffe://'.length) : peer;
}
