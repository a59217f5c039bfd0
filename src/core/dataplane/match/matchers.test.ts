import { describe, expect, it } from 'vitest';
import {
  headerMatcher,
  hostMatcher,
  namespaceMatcher,
  pathMatcher,
  principalMatcher,
  serviceAccountMatcher,
  stringMatcher,
  trustDomainMatcher,
} from '../../controlplane/authorization/matchers.ts';
import { matchesText } from './matcher.ts';

const bob = 'spiffe://cluster.local/ns/prod/sa/bob';

describe('a plain string value', () => {
  it('consumes one star only, at one end', () => {
    expect(matchesText(stringMatcher('*x*'), 'ax*')).toBe(true);
    expect(matchesText(stringMatcher('*x*'), 'axb')).toBe(false);
    expect(matchesText(stringMatcher('a*b'), 'a*b')).toBe(true);
    expect(matchesText(stringMatcher('a*b'), 'aab')).toBe(false);
    expect(matchesText(stringMatcher('**'), 'x*')).toBe(true);
  });

  it('means non-empty when it is a star, while a header star takes an empty value too', () => {
    expect(matchesText(stringMatcher('*'), '')).toBe(false);
    expect(matchesText(headerMatcher('*'), '')).toBe(true);
  });

  it('is case-sensitive, except as a host', () => {
    expect(matchesText(stringMatcher('GET'), 'get')).toBe(false);
    expect(matchesText(hostMatcher('Example.com'), 'eXample.COM')).toBe(true);
    expect(matchesText(hostMatcher('example.com'), 'example.com:8080')).toBe(false);
    expect(matchesText(hostMatcher('*.example.com'), 'example.com')).toBe(false);
  });
});

describe('identities', () => {
  it('are compared behind spiffe://', () => {
    expect(matchesText(principalMatcher('cluster.local/ns/prod/sa/bob'), bob)).toBe(true);
    expect(matchesText(principalMatcher('spiffe://cluster.local/ns/prod/sa/bob'), bob)).toBe(false);
    expect(matchesText(principalMatcher('*/sa/bob'), bob)).toBe(true);
    expect(matchesText(principalMatcher('cluster.local/ns/prod*'), bob)).toBe(true);
  });

  it('let a namespace star run past its segment', () => {
    for (const value of ['*a', '*sa', '*/sa', 'prod', 'p*', '*'])
      expect(matchesText(namespaceMatcher(value), bob)).toBe(true);
    for (const value of ['pro', '*-a', 'prod/sa/b']) expect(matchesText(namespaceMatcher(value), bob)).toBe(false);
    expect(matchesText(namespaceMatcher('x.y'), 'spiffe://td/ns/xzy/sa/a')).toBe(false);
  });

  it('take a bare service account from the namespace of the policy', () => {
    expect(matchesText(serviceAccountMatcher('bob', 'prod'), bob)).toBe(true);
    expect(matchesText(serviceAccountMatcher('bob', 'test'), bob)).toBe(false);
    expect(matchesText(serviceAccountMatcher('prod/bob', 'test'), bob)).toBe(true);
  });

  it('keep a trust domain star inside its segment', () => {
    expect(matchesText(trustDomainMatcher('cluster.local'), bob)).toBe(true);
    expect(matchesText(trustDomainMatcher('cluster*'), bob)).toBe(true);
    expect(matchesText(trustDomainMatcher('*bob'), bob)).toBe(false);
  });
});

describe('path templates', () => {
  it('match one non-empty segment with {*}', () => {
    const template = pathMatcher('/a/{*}');
    expect(matchesText(template, '/a/b')).toBe(true);
    for (const path of ['/a', '/a/', '/a/b/', '/a/b/c']) expect(matchesText(template, path)).toBe(false);
  });

  it('match any depth, also none, with {**}', () => {
    const template = pathMatcher('/a/{**}');
    for (const path of ['/a/', '/a/b/c', '/a/b/']) expect(matchesText(template, path)).toBe(true);
    expect(matchesText(template, '/a')).toBe(false);
    expect(matchesText(pathMatcher('/a/{**}/c'), '/a//c')).toBe(true);
    expect(matchesText(pathMatcher('/a/{**}/c'), '/a/c')).toBe(false);
  });

  it('refuse characters outside their class', () => {
    expect(matchesText(pathMatcher('/a/{*}'), '/a/[b]')).toBe(false);
    expect(matchesText(pathMatcher('/a/{*}'), '/a/b*c')).toBe(true);
  });
});
