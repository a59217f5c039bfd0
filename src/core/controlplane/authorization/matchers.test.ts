import { describe, expect, it } from 'vitest';
import { matchesClaim, matchesIssuerAndSubject } from '../../dataplane/match/claims.ts';
import { matchesText } from '../../dataplane/match/matcher.ts';
import { addressIn } from './cidr.ts';
import { claimMatcher, metadataMatcher, requestPrincipalMatcher, trustDomainMatcher } from './matchers.ts';

describe('trustDomains (2.1)', () => {
  const takes = (value: string, identity: string): boolean => matchesText(trustDomainMatcher(value), identity);
  it('take the whole first part of an identity', () => {
    expect(takes('td', 'spiffe://td/ns/a/sa/b')).toBe(true);
    expect(takes('td', 'spiffe://td1/ns/a/sa/b')).toBe(false);
  });
  it('take any identity with a lone star', () => {
    expect(takes('*', 'spiffe://td/ns/a/sa/b')).toBe(true);
    expect(takes('*', 'spiffe://td')).toBe(true);
    expect(takes('*', 'other://td/ns/a/sa/b')).toBe(false);
  });
  it('let one star at an end span no slash', () => {
    expect(takes('t*', 'spiffe://td.x/ns/a/sa/b')).toBe(true);
    expect(takes('t*', 'spiffe://xt/ns/a/sa/b')).toBe(false);
    expect(takes('*d', 'spiffe://td/ns/a/sa/b')).toBe(true);
    expect(takes('*d', 'spiffe://td/x/d/sa/b')).toBe(true);
    expect(takes('*d', 'spiffe://t/d/sa/b')).toBe(false);
    expect(takes('*.d', 'spiffe://xxd/ns/a/sa/b')).toBe(false);
    // A star elsewhere is a character like any other.
    expect(takes('t*d', 'spiffe://txd/ns/a/sa/b')).toBe(false);
  });
});

describe('requestPrincipals, value by value (2.1)', () => {
  const rows: readonly (readonly [value: string, iss: string, sub: string, taken: boolean])[] = [
    ['*', 'i', 's', true],
    ['*', '', 's', false],
    ['*', 'i', '', false],
    ['*I/S', 'xI', 'S', true],
    ['*I/S', 'I', 'S', true],
    ['*I/S', 'Ix', 'S', false],
    ['*I/S', 'xI', 'xS', false],
    ['*/S', 'any', 'S', true],
    ['*/S', '', 'S', false],
    ['*/*', 'any', 'S', false],
    ['*/*', 'any', '*', true],
    ['*S', 'any', 'xS', true],
    ['*S', 'any', 'Sx', false],
    ['*S', '', 'xS', false],
    ['I/*', 'I', 'any', true],
    ['I/*', 'I', '', false],
    ['I/*', 'xI', 'any', false],
    ['I/S*', 'I', 'Sx', true],
    ['I/S*', 'I', 'xS', false],
    ['I/S*', 'Ix', 'Sx', false],
    ['I*', 'Ix', 'any', true],
    ['I*', 'xI', 'any', false],
    ['I*', 'Ix', '', false],
    ['I/S', 'I', 'S', true],
    ['I/S', 'I', 'x', false],
    ['I/S', 'x', 'S', false],
    ['a/b/c', 'a/b', 'c', true],
    ['a/b/c', 'a', 'b/c', false],
    ['I', 'I', '', true],
    ['I', 'I', 'S', false],
    ['I/', 'I', '', true],
    // "Splits after `https:/`": the issuer would have to be `https:/`.
    ['https://issuer.example*', 'https://issuer.example', 'any', false],
  ];
  it.each(rows)('%s over issuer %s and subject %s', (value, iss, sub, taken) => {
    expect(matchesIssuerAndSubject(requestPrincipalMatcher(value), { iss, sub })).toBe(taken);
  });

  it('need both claims', () => {
    expect(matchesIssuerAndSubject(requestPrincipalMatcher('*'), { iss: 'i' })).toBe(false);
    expect(matchesIssuerAndSubject(requestPrincipalMatcher('*'), null)).toBe(false);
    expect(matchesIssuerAndSubject(claimMatcher('*'), { iss: 'i', sub: 's' })).toBe(false);
  });
});

describe('claims and metadata (2.4)', () => {
  it('a claim is a string, or a list with a string', () => {
    expect(matchesClaim(claimMatcher('a*'), 'ab')).toBe(true);
    expect(matchesClaim(claimMatcher('a'), ['b', 'a'])).toBe(true);
    expect(matchesClaim(claimMatcher('1'), 1)).toBe(false);
    expect(matchesClaim(claimMatcher('1'), [1])).toBe(false);
    expect(matchesClaim(claimMatcher('*'), undefined)).toBe(false);
  });
  it('[v] asks for an element of a list', () => {
    expect(metadataMatcher('[v*]')).toEqual({
      kind: 'listContains',
      element: { kind: 'prefix', value: 'v', ignoreCase: false },
    });
    expect(metadataMatcher('[[v]]')).toEqual({
      kind: 'listContains',
      element: { kind: 'exact', value: 'v', ignoreCase: false },
    });
    expect(metadataMatcher('[v')).toEqual({ kind: 'exact', value: '[v', ignoreCase: false });
    expect(metadataMatcher('v]')).toEqual({ kind: 'exact', value: 'v]', ignoreCase: false });
  });
});

describe('an address in a range', () => {
  it('is compared bit by bit, and with its own family alone (2.1)', () => {
    expect(addressIn('10.1.2.3', '10.1.0.0/16')).toBe(true);
    expect(addressIn('10.2.2.3', '10.1.0.0/16')).toBe(false);
    expect(addressIn('10.1.127.255', '10.1.0.0/17')).toBe(true);
    expect(addressIn('10.1.128.0', '10.1.0.0/17')).toBe(false);
    expect(addressIn('10.1.2.3', '10.1.2.3')).toBe(true);
    expect(addressIn('1.2.3.4', '::ffff:1.2.3.4')).toBe(false);
    expect(addressIn('1.2.3.4', '::/0')).toBe(false);
    expect(addressIn('2001:db8::1', '2001:db8::/32')).toBe(true);
  });
  it('is in none if one of them is no address', () => {
    expect(addressIn('x', '0.0.0.0/0')).toBe(false);
    expect(addressIn('10.0.0.1', 'x')).toBe(false);
  });
});
