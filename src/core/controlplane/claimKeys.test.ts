import { describe, expect, it } from 'vitest';
import { claimPath } from './claimKeys.ts';

describe('a header in a route that stands for a claim', () => {
  it.each([
    ['@request.auth.claims.a', ['a']],
    ['@request.auth.claims.a.b', ['a', 'b']],
    ['@Request.Auth.CLAIMS.A', ['A']],
    ['@request.auth.claims[a]', ['a']],
    ['@request.auth.claims[a.b][c d]', ['a.b', 'c d']],
    ['@request.auth.claims[a]b]', ['a]b']],
    ['@request.auth.claims..a', ['', 'a']],
  ] as const)('%s', (name, path) => {
    expect(claimPath(name)).toEqual(path);
  });

  it.each([
    'x',
    '@request.auth.claims',
    '@request.auth.claims.',
    '@request.auth.claims[]',
    '@request.auth.claims[a',
    '@request.auth.claimsa',
    'x@request.auth.claims.a',
  ])('%s is a plain one', (name) => {
    expect(claimPath(name)).toBeNull();
  });
});
