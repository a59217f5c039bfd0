import type { Attribute, Matcher } from '../../controlplane/authorization/attributes.ts';
import type { RbacField, RbacValue } from '../../controlplane/authorization/rbac.ts';
import type { Json } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { Check, Term } from '../../model/trace.ts';
import { claimAt, matchesClaim, matchesIssuerAndSubject } from '../match/claims.ts';
import { matchesText } from '../match/matcher.ts';
import type { RbacInput } from './input.ts';

const none: readonly Check[] = [];

/** Results kept per field; more would cost memory in a mesh with thousands of callers. */
const keptResults = 32;

/** One field against the request: values are OR'ed, `not…` means none of them; an erased field says nothing. */
export function checkField(field: RbacField, input: RbacInput, resource: ResourceId): Check {
  const key = attributeKey(field.attribute, input);
  const known = key === null ? undefined : field.known.get(key);
  if (known) return known;
  const check = compute(field, input, resource);
  if (key !== null) {
    if (field.known.size >= keptResults) field.known.clear();
    field.known.set(key, check);
  }
  return check;
}

/** What the result depends on, as text; null where it is not worth keeping. */
function attributeKey(attribute: Attribute, input: RbacInput): string | null {
  switch (attribute.kind) {
    case 'peer':
      return input.peer ?? '';
    case 'directRemoteIp':
      return input.directRemoteIp ?? '';
    case 'remoteIp':
      return input.remoteIp ?? '';
    case 'destinationIp':
      return input.destinationIp ?? '';
    case 'destinationPort':
      return String(input.destinationPort);
    case 'sni':
      return input.sni;
    case 'path':
      return input.headers?.get(':path')?.[0] ?? null;
    case 'header': {
      const lines = input.headers?.get(attribute.name);
      return lines?.length === 1 ? `=${lines[0]}` : lines === undefined ? '' : null;
    }
    case 'requestPrincipal':
    case 'claim':
    case 'metadata':
      return null;
  }
}

function compute(field: RbacField, input: RbacInput, resource: ResourceId): Check {
  const source = { resource, path: field.path };
  const texts = field.values.map((value) => value.text);
  if (field.erased) {
    // "HTTP-only pieces vanish on a TCP chain, the rest remains" (4.2).
    return {
      kind: 'httpOnly',
      name: field.name,
      source,
      matched: true,
      expected: { kind: 'any' },
      actual: { kind: 'none' },
      children: none,
    };
  }
  const actual = actualTerm(field.attribute, input);
  let hit = false;
  const children = field.values.map((value): Check => {
    const matched = valueMatches(value, field.attribute, input);
    hit ||= matched;
    const expected: Term = { kind: 'value', value: value.text };
    return {
      kind: 'value',
      name: field.name,
      source: { resource, path: value.path },
      matched,
      expected,
      actual,
      children: none,
    };
  });
  // "notX: [a, b] = NOT (a OR b)" (3.2).
  const matched = field.negated ? !hit : hit;
  const expected: Term = field.negated ? { kind: 'not', values: texts } : { kind: 'values', values: texts };
  return { kind: 'field', name: field.name, source, matched, expected, actual, children };
}

function valueMatches(value: RbacValue, attribute: Attribute, input: RbacInput): boolean {
  return value.matchers.some((matcher) => attributeMatches(attribute, matcher, input));
}

function attributeMatches(attribute: Attribute, matcher: Matcher, input: RbacInput): boolean {
  switch (attribute.kind) {
    // "No TLS or no client certificate: false, even for *" (4.4).
    case 'peer':
      return input.peer !== null && matchesText(matcher, input.peer);
    case 'directRemoteIp':
      return input.directRemoteIp !== null && matchesText(matcher, input.directRemoteIp);
    case 'remoteIp':
      return input.remoteIp !== null && matchesText(matcher, input.remoteIp);
    case 'destinationIp':
      return input.destinationIp !== null && matchesText(matcher, input.destinationIp);
    case 'destinationPort':
      return matcher.kind === 'port' && matcher.port === input.destinationPort;
    case 'sni':
      return matchesText(matcher, input.sni);
    // "Each header line is tested alone and one hit suffices."
    case 'header':
      return (input.headers?.get(attribute.name) ?? []).some((line) => matchesText(matcher, line));
    case 'path': {
      const path = pathOf(input);
      return path !== null && matchesText(matcher, path);
    }
    case 'requestPrincipal':
      return matchesIssuerAndSubject(matcher, input.claims);
    case 'claim':
      return matchesClaim(matcher, claimAt(input.claims, attribute.path));
    case 'metadata':
      return matchesMetadata(matcher, claimAt(input.metadata, [attribute.filter, attribute.key]));
  }
}

/** "The list form does not match a plain string", nor the plain form a list (2.4). */
function matchesMetadata(matcher: Matcher, value: Json | undefined): boolean {
  if (matcher.kind === 'listContains') {
    return (
      Array.isArray(value) && value.some((item: Json) => typeof item === 'string' && matchesText(matcher.element, item))
    );
  }
  return typeof value === 'string' && matchesText(matcher, value);
}

/** ":path with ?query and #fragment removed by Envoy's matcher" (2.2). */
function pathOf(input: RbacInput): string | null {
  const path = input.headers?.get(':path')?.[0];
  return path === undefined ? null : path.replace(/[?#].*$/s, '');
}

function actualTerm(attribute: Attribute, input: RbacInput): Term {
  const text = (value: string | null): Term =>
    value === null || value === '' ? { kind: 'none' } : { kind: 'value', value };
  switch (attribute.kind) {
    case 'peer':
      return text(input.peer?.replace(/^spiffe:\/\//, '') ?? null);
    case 'directRemoteIp':
      return text(input.directRemoteIp);
    case 'remoteIp':
      return text(input.remoteIp);
    case 'destinationIp':
      return text(input.destinationIp);
    case 'destinationPort':
      return text(String(input.destinationPort));
    case 'sni':
      return text(input.sni);
    case 'header': {
      const lines = input.headers?.get(attribute.name) ?? [];
      return lines.length > 1 ? { kind: 'values', values: lines } : text(lines[0] ?? null);
    }
    case 'path':
      return text(pathOf(input));
    case 'requestPrincipal': {
      const [issuer, subject] = [claimAt(input.claims, ['iss']), claimAt(input.claims, ['sub'])];
      return typeof issuer === 'string'
        ? text(`${issuer}/${typeof subject === 'string' ? subject : ''}`)
        : { kind: 'none' };
    }
    case 'claim':
      return jsonTerm(claimAt(input.claims, attribute.path));
    case 'metadata':
      return jsonTerm(claimAt(input.metadata, [attribute.filter, attribute.key]));
  }
}

function jsonTerm(value: Json | undefined): Term {
  if (value === undefined || value === null) return { kind: 'none' };
  return { kind: 'value', value: typeof value === 'string' ? value : JSON.stringify(value) };
}
