import { describe, expect, it } from 'vitest';
import type { JwtProvider } from '../../controlplane/requestAuthentication.ts';
import { jwt } from '../filters/jwt.ts';
import type { HttpHead } from '../../model/trace.ts';
import { filter, inHeader, now, provider, sent, token } from './jwt.fixture.ts';

describe('the jwt_authn filter', () => {
  it('lets a request without a token pass, without an identity (6.2)', () => {
    const result = jwt([provider()], sent([]), now);
    expect([result.claims, result.error, result.unsupported]).toEqual([null, null, false]);
    expect(result.checks).toMatchObject([
      {
        kind: 'rule',
        name: 'i',
        matched: true,
        expected: { kind: 'value', value: 'i' },
        actual: { kind: 'none' },
        source: { path: ['spec', 'jwtRules', 0, 'issuer'] },
      },
    ]);
  });

  it('says what each provider makes of it', () => {
    const [good] = filter({ iss: 'i' }).checks;
    expect(good).toMatchObject({ matched: true, actual: { kind: 'value', value: 'valid' } });
    const [bad] = filter({ iss: 'x' }).checks;
    expect(bad).toMatchObject({ matched: false, actual: { kind: 'value', value: 'Jwt issuer is not configured' } });
    const [any] = filter({ iss: 'x' }, { issuer: null }).checks;
    expect(any).toMatchObject({ name: '', expected: { kind: 'any' }, source: { path: ['spec', 'jwtRules', 0] } });
  });

  it('takes the first satisfied provider, in their order (6.2)', () => {
    const at = (name: string, issuer: string): JwtProvider => provider({ issuer, locations: [inHeader(name)] });
    const both = sent([
      ['t', token({ iss: 'a', sub: '1' })],
      ['u', token({ iss: 'b', sub: '2' })],
    ]);
    expect(jwt([at('t', 'a'), at('u', 'b')], both, now).claims).toMatchObject({ sub: '1' });
    expect(jwt([at('u', 'b'), at('t', 'a')], both, now).claims).toMatchObject({ sub: '2' });
    const one = sent([
      ['t', 'garbage'],
      ['u', token({ iss: 'b', sub: '2' })],
    ]);
    expect(jwt([at('t', 'a'), at('u', 'b')], one, now)).toMatchObject({ error: null, claims: { sub: '2' } });
  });

  it('reports the first error, unless it is an unknown issuer (6.3)', () => {
    const at = (name: string, issuer: string): JwtProvider => provider({ issuer, locations: [inHeader(name)] });
    const expired = token({ iss: 'i', exp: 1 });
    const early = token({ iss: 'i', nbf: now * 2 });
    const foreign = token({ iss: 'x' });
    const said = (...tokens: readonly string[]): string | undefined =>
      jwt(
        tokens.map((_, index) => at(`t${index}`, 'i')),
        sent(tokens.map((text, index) => [`t${index}`, text] as const)),
        now,
      ).error?.text;
    expect(said(expired, early)).toBe('Jwt is expired');
    expect(said(foreign, expired)).toBe('Jwt is expired');
    expect(said(foreign, expired, early)).toBe('Jwt not yet valid');
    expect(said(foreign, foreign)).toBe('Jwt issuer is not configured');
    expect(said(expired, foreign)).toBe('Jwt is expired');
  });

  it('skips a CORS preflight, and nothing that looks like one (6.4)', () => {
    const preflight = [
      ['Origin', 'o'],
      ['Access-Control-Request-Method', 'PUT'],
      ['t', 'garbage'],
    ] as const;
    const request = sent(preflight, 'OPTIONS');
    expect(jwt([provider()], request, now)).toEqual({
      http: request,
      claims: null,
      error: null,
      unsupported: false,
      checks: [],
    });
    expect(jwt([provider()], sent(preflight, 'GET'), now).error).not.toBeNull();
    expect(
      jwt(
        [provider()],
        sent(
          [
            ['Origin', 'o'],
            ['Access-Control-Request-Method', ''],
            ['t', 'x'],
          ],
          'OPTIONS',
        ),
        now,
      ).error,
    ).not.toBeNull();
    expect(
      jwt(
        [provider()],
        sent(
          [
            ['Access-Control-Request-Method', 'PUT'],
            ['t', 'x'],
          ],
          'OPTIONS',
        ),
        now,
      ).error,
    ).not.toBeNull();
  });

  it('splits the claims that are written with spaces, at the top level (2.4)', () => {
    const claims = { iss: 'i', scope: ' read  write ', other: 'a b', nested: { scope: 'a b' } };
    expect(filter(claims).claims).toEqual({ ...claims, scope: ['read', 'write'] });
    expect(filter({ iss: 'i', scope: ['a b'] }).claims).toEqual({ iss: 'i', scope: ['a b'] });
    for (const scope of ['', '  ']) expect(filter({ iss: 'i', scope }).claims).toEqual({ iss: 'i', scope });
  });

  it('hands the token on where it is told to', () => {
    expect(filter({ iss: 'i' }, { forward: true }).http.headers).toHaveLength(1);
    expect(filter({ iss: 'i', c: 'v' }, { claimHeaders: [{ header: 'x-c', claim: 'c' }] }).http.headers).toEqual([
      ['x-c', 'v'],
    ]);
  });

  it('leaves what its providers did in turn, up to the one that is satisfied', () => {
    const at = (name: string, issuer: string): JwtProvider =>
      provider({ issuer, locations: [inHeader(name)], claimHeaders: [{ header: `x-${issuer}`, claim: 'sub' }] });
    const forged = [
      ['x-a', 'forged'],
      ['x-b', 'forged'],
    ] as const;
    const headersOf = (...tokens: HttpHead['headers']): HttpHead['headers'] =>
      jwt([at('t', 'a'), at('u', 'b')], sent([...forged, ...tokens]), now).http.headers;
    // Who is not asked removes nothing.
    expect(headersOf(['t', token({ iss: 'a', sub: '1' })])).toEqual([
      ['x-b', 'forged'],
      ['x-a', '1'],
    ]);
    expect(headersOf(['u', token({ iss: 'b', sub: '2' })])).toEqual([['x-b', '2']]);
    expect(headersOf()).toEqual([]);
    // What a provider made of the tokens that it verified before the bad one stays.
    const both = { ...at('t', 'a'), locations: [inHeader('bad'), inHeader('good')] };
    const partly = jwt(
      [both, at('u', 'b')],
      sent([
        ['good', token({ iss: 'a', sub: '1' })],
        ['bad', 'x'],
        ['u', token({ iss: 'b', sub: '2' })],
      ]),
      now,
    );
    expect(partly.claims).toMatchObject({ sub: '2' });
    expect(partly.http.headers).toEqual([
      ['bad', 'x'],
      ['x-a', '1'],
      ['x-b', '2'],
    ]);
  });
});
