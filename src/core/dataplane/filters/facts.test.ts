import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../controlplane/authorization/attributes.ts';
import { type Fact, factOf, factsOf } from './facts.ts';
import { identityPart } from './identityPart.ts';
import type { RbacInput } from './input.ts';

const nothing: RbacInput = {
  peer: null,
  directRemoteIp: null,
  remoteIp: null,
  destinationIp: null,
  destinationPort: 80,
  sni: '',
  headers: null,
  claims: null,
  metadata: null,
};
const fact = (attribute: Attribute, input: Partial<RbacInput>): Fact =>
  factOf(attribute, factsOf({ ...nothing, ...input }));
const value = (text: string) => ({ kind: 'value', value: text });
const absent = { key: null, actual: { kind: 'none' }, texts: [], address: null, items: [] };

describe('what a policy looks at in a request', () => {
  it('is looked up once', () => {
    const facts = factsOf({ ...nothing, sni: 'x' });
    expect(factOf({ kind: 'sni' }, facts)).toMatchObject({ key: 'x', actual: value('x'), texts: ['x'] });
    const [known] = facts.known.entries();
    expect(known && factOf(known[0], facts)).toBe(known?.[1]);
  });

  it('is nothing where there is no identity, address, header or token', () => {
    for (const attribute of [
      { kind: 'peer' },
      { kind: 'directRemoteIp' },
      { kind: 'remoteIp' },
      { kind: 'destinationIp' },
      { kind: 'path' },
      { kind: 'header', name: 'x' },
      { kind: 'claim', path: ['a'] },
      { kind: 'metadata', filter: 'f', key: 'k' },
    ] as const satisfies readonly Attribute[])
      expect([attribute.kind, fact(attribute, {})]).toEqual([attribute.kind, absent]);
    expect(fact({ kind: 'claim', path: ['a'] }, { claims: { a: null } })).toEqual(absent);
    expect(fact({ kind: 'path' }, { headers: new Map() })).toEqual(absent);
    // A server name that is not sent is the empty string, which a policy can ask for.
    expect(fact({ kind: 'sni' }, {})).toMatchObject({ actual: { kind: 'none' }, texts: [''] });
  });

  it('is an identity without its scheme, as people write it, and with it, as Envoy compares', () => {
    const peer = fact({ kind: 'peer' }, { peer: 'spiffe://td/ns/a/sa/b' });
    expect(peer).toMatchObject({ actual: value('td/ns/a/sa/b'), texts: ['spiffe://td/ns/a/sa/b'] });
    expect(fact({ kind: 'peer' }, { peer: 'other' }).actual).toEqual(value('other'));
  });

  it('is an address with its bits', () => {
    for (const kind of ['directRemoteIp', 'remoteIp', 'destinationIp'] as const)
      expect(fact({ kind }, { [kind]: '10.0.0.1' })).toMatchObject({
        actual: value('10.0.0.1'),
        address: { bytes: [10, 0, 0, 1] },
      });
    expect(fact({ kind: 'destinationPort' }, { destinationPort: 8080 })).toMatchObject({
      texts: ['8080'],
      address: null,
    });
  });

  it('is every line of a header, which one line written alike is not', () => {
    const header = (...lines: readonly string[]): Fact =>
      fact({ kind: 'header', name: 'x' }, { headers: new Map([['x', lines]]) });
    expect(header('1')).toMatchObject({ actual: value('1'), texts: ['1'] });
    expect(header('1', '2')).toMatchObject({ actual: { kind: 'values', values: ['1', '2'] }, texts: ['1', '2'] });
    expect(header('["1","2"]').key).not.toBe(header('1', '2').key);
    expect(header()).toEqual(absent);
  });

  it('is the path without its query and fragment', () => {
    const path = (written: string): readonly string[] =>
      fact({ kind: 'path' }, { headers: new Map([[':path', [written]]]) }).texts;
    expect([path('/a'), path('/a?b'), path('/a#b'), path('/a?b#c'), path('?x')]).toEqual([
      ['/a'],
      ['/a'],
      ['/a'],
      ['/a'],
      [''],
    ]);
    expect(fact({ kind: 'path' }, { headers: new Map([[':path', []]]) })).toEqual(absent);
  });

  it('is issuer and subject of a token, told together', () => {
    const principal = (claims: RbacInput['claims']): Fact => fact({ kind: 'requestPrincipal' }, { claims });
    expect(principal({ iss: 'i', sub: 's' }).actual).toEqual(value('i/s'));
    expect(principal({ iss: 'i' }).actual).toEqual(value('i/'));
    expect(principal({ iss: 'i', sub: 1 }).actual).toEqual(value('i/'));
    expect(principal({ sub: 's' }).actual).toEqual({ kind: 'none' });
    expect(principal({ iss: 1, sub: 's' }).actual).toEqual({ kind: 'none' });
    const keys = [{ iss: 'i' }, { sub: 'i' }, { iss: 'i', sub: 'i' }, {}].map((claims) => principal(claims).key);
    expect(new Set(keys).size).toBe(4);
  });

  it('is a claim or metadata: as text, or each text of a list; anything else only to be shown', () => {
    const claim = (json: NonNullable<RbacInput['claims']>[string]): Fact =>
      fact({ kind: 'claim', path: ['a', 'b'] }, { claims: { a: { b: json } } });
    expect(claim('x')).toMatchObject({ actual: value('x'), texts: ['x'] });
    expect(claim(['x', 1, 'y'])).toMatchObject({ actual: value('["x",1,"y"]'), texts: ['x', 'y'] });
    expect(claim(true)).toMatchObject({ actual: value('true'), texts: [] });
    const metadata = (json: NonNullable<RbacInput['metadata']>[string]): Fact =>
      fact({ kind: 'metadata', filter: 'f', key: 'k' }, { metadata: { f: { k: json } } });
    expect(metadata('x')).toMatchObject({ texts: ['x'], items: [] });
    expect(metadata(['x', 1])).toMatchObject({ texts: [], items: ['x'], actual: value('["x",1]') });
  });
});

describe('the part of an identity that a field is about', () => {
  const identity = { kind: 'value', value: 'td/ns/shop/sa/cart' } as const;
  it.each([
    ['namespaces', 'shop'],
    ['notNamespaces', 'shop'],
    ['source.namespace', 'shop'],
    ['serviceAccounts', 'shop/cart'],
    ['notServiceAccounts', 'shop/cart'],
    ['source.serviceAccount', 'shop/cart'],
    ['trustDomains', 'td'],
    ['notTrustDomains', 'td'],
    ['source.trustDomain', 'td'],
    ['principals', 'td/ns/shop/sa/cart'],
    ['source.principal', 'td/ns/shop/sa/cart'],
  ])('%s: %s', (field, part) => {
    expect(identityPart(field, identity)).toEqual(value(part));
  });

  it('stays whole in any other form', () => {
    for (const text of ['x', 'td/ns/shop', 'td/ns/a/b/sa/c', 'td/ns/a/sa/b/c', '/ns/a/sa/b'])
      expect(identityPart('namespaces', { kind: 'value', value: text })).toEqual(value(text));
    expect(identityPart('namespaces', { kind: 'none' })).toEqual({ kind: 'none' });
    expect(identityPart('namespaces', { kind: 'values', values: ['td/ns/a/sa/b'] })).toMatchObject({ kind: 'values' });
  });
});
