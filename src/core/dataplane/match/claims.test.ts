import { describe, expect, it } from 'vitest';
import { claimAt, matchesClaim, matchesIssuerAndSubject } from './claims.ts';
import { matchesText } from './matcher.ts';

const exact = (value: string) => ({ kind: 'exact', value, ignoreCase: false }) as const;

describe('a claim', () => {
  it('is found by its path, in objects only and never in what objects inherit', () => {
    const claims = { a: { b: 'x' }, list: ['y'] };
    expect(claimAt(claims, ['a', 'b'])).toBe('x');
    for (const path of [['a', 'c'], ['a', 'b', 'c'], ['list', '0'], ['toString']])
      expect(claimAt(claims, path)).toBeUndefined();
    expect(claimAt(null, ['a'])).toBeUndefined();
  });

  it('matches as a string, or as a list with a string that does', () => {
    expect(matchesClaim(exact('x'), 'x')).toBe(true);
    expect(matchesClaim(exact('x'), ['y', 7, 'x'])).toBe(true);
    for (const claim of ['y', [7], [['x']], 7, true, { x: 'x' }, null, undefined])
      expect(matchesClaim(exact('x'), claim)).toBe(false);
  });

  it('gives the request principal only where issuer and subject both match', () => {
    const both = { kind: 'issuerAndSubject', issuer: exact('i'), subject: exact('s') } as const;
    expect(matchesIssuerAndSubject(both, { iss: 'i', sub: 's' })).toBe(true);
    for (const claims of [{ iss: 'i' }, { iss: 'i', sub: 't' }, { iss: 'j', sub: 's' }, { iss: 'i', sub: ['s'] }, null])
      expect(matchesIssuerAndSubject(both, claims)).toBe(false);
    expect(matchesIssuerAndSubject(exact('i'), { iss: 'i', sub: 's' })).toBe(false);
    expect(matchesText(both, 'i/s')).toBe(false);
  });
});
