import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JwtLocation, JwtProvider } from '../../controlplane/requestAuthentication.ts';
import { jwt } from '../filters/jwt.ts';
import type { JsonObject } from '../../model/json.ts';
import { resourceId } from '../../model/resource.ts';
import type { HttpHead } from '../../model/trace.ts';
import { malformed } from './token.ts';

const keys = generateKeyPairSync('ed25519');
const jwks = JSON.stringify({ keys: [keys.publicKey.export({ format: 'jwk' })] });
const part = (json: JsonObject): string => Buffer.from(JSON.stringify(json)).toString('base64url');
const now = 1_000_000;

function token(claims: JsonObject, alg = 'EdDSA', kid = ''): string {
  const signed = `${part({ alg, kid })}.${part(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), keys.privateKey).toString('base64url')}`;
}
const inHeader = (name: string): JwtLocation => ({ kind: 'header', name, prefix: '' });
const provider = (more: Partial<JwtProvider> = {}): JwtProvider => ({
  resource: resourceId('RequestAuthentication', 'b', 'r'),
  path: ['spec', 'jwtRules', 0],
  issuer: 'i',
  audiences: [],
  locations: [inHeader('t')],
  jwks,
  forward: false,
  payloadHeader: null,
  claimHeaders: [],
  spaceDelimited: ['scope'],
  ...more,
});
const sent = (headers: HttpHead['headers'], method = 'GET'): HttpHead => ({
  method,
  authority: 'h',
  path: '/',
  headers,
});
const filter = (claims: JsonObject, more: Partial<JwtProvider> = {}, alg = 'EdDSA', kid = '') =>
  jwt([provider(more)], sent([['t', token(claims, alg, kid)]]), now);
const errorOf = (...parameters: Parameters<typeof filter>): string | undefined => filter(...parameters).error?.text;

describe('a token of a provider (6.2, 6.3)', () => {
  it('is of its issuer; a provider without issuer takes any (6.4)', () => {
    expect(filter({ iss: 'i', sub: 's' }).claims).toEqual({ iss: 'i', sub: 's' });
    for (const claims of [{ iss: 'I' }, { iss: 'i/' }, {}] as const)
      expect(errorOf(claims)).toBe('Jwt issuer is not configured');
    expect(errorOf({ iss: 'any' }, { issuer: null })).toBeUndefined();
    expect(errorOf({}, { issuer: null })).toBeUndefined();
  });

  it('is in its time, give or take 60 seconds', () => {
    expect(errorOf({ iss: 'i', nbf: now + 60 })).toBeUndefined();
    expect(errorOf({ iss: 'i', nbf: now + 61 })).toBe('Jwt not yet valid');
    expect(errorOf({ iss: 'i', exp: now - 60 })).toBeUndefined();
    expect(errorOf({ iss: 'i', exp: now - 61 })).toBe('Jwt is expired');
    expect(errorOf({ iss: 'i', nbf: 0, exp: now })).toBeUndefined();
    // Whole seconds; 0 is as no claim.
    expect(errorOf({ iss: 'i', nbf: now + 60.9, exp: now - 60 })).toBeUndefined();
    for (const exp of [0, 0.5]) expect(errorOf({ iss: 'i', exp })).toBeUndefined();
    expect(errorOf({ iss: 'i', exp: 1.5 })).toBe('Jwt is expired');
  });

  it('has one of its audiences, which may be written as addresses', () => {
    const audiences = ['a', 'https://b/'];
    for (const aud of ['a', 'b', 'http://b', 'https://a/', ['x', 'a']])
      expect(errorOf({ iss: 'i', aud }, { audiences })).toBeUndefined();
    for (const aud of ['A', 'b//', 'xhttps://b', 'a/b', 'ftp://a', []])
      expect(filter({ iss: 'i', aud }, { audiences }).error).toEqual({
        text: 'Audiences in Jwt are not allowed',
        status: 403,
      });
    expect(filter({ iss: 'i' }, { audiences }).error?.status).toBe(403);
    expect(errorOf({ iss: 'i', aud: 'x' })).toBeUndefined();
    expect(errorOf({ iss: 'i', aud: 'b/c' }, { audiences: ['bc'] })).toBeDefined();
  });

  it('is verified last: expiry and audience come first', () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const wrong = { jwks: JSON.stringify({ keys: [other] }) };
    expect(errorOf({ iss: 'i' }, wrong)).toBe('Jwt verification fails');
    expect(errorOf({ iss: 'i', exp: 1 }, wrong)).toBe('Jwt is expired');
    expect(filter({ iss: 'i' }, { ...wrong, audiences: ['a'] }).error?.status).toBe(403);
    expect(errorOf({ iss: 'i' }, { jwks: null })).toBe('Jwt verification fails');
    const forOthers = { jwks: JSON.stringify({ keys: [{ ...other, kid: 'x' }] }) };
    expect(errorOf({ iss: 'i' }, forOthers, 'EdDSA', 'y')).toBe("Jwks doesn't have key to match kid or alg from Jwt");
    expect(errorOf({ iss: 'i' }, { jwks: '{"keys":[]}' })).toBe("Jwks doesn't have any valid public key");
    expect(errorOf({ iss: 'i', exp: 1 }, { jwks: '{"keys":[]}' })).toBe('Jwt is expired');
    const [head, payload] = token({ iss: 'i' }).split('.');
    const cut = jwt([provider()], sent([['t', `${head}.${payload}.AAAA`]]), now);
    expect(cut.error?.text).toBe('Jwt ED25519 signature is wrong length');
  });

  it('is not judged where its algorithm is not modelled', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' });
    const unmodelled = { jwks: JSON.stringify({ keys: [p384] }) };
    const result = filter({ iss: 'i' }, unmodelled, 'ES384');
    expect([result.unsupported, result.error, result.claims]).toEqual([true, null, null]);
    expect(result.checks[0]).toMatchObject({ matched: false, actual: { kind: 'value', value: 'unsupported' } });
    const two = [provider({ issuer: 'other', locations: [inHeader('none')] }), provider(unmodelled)];
    expect(jwt(two, sent([['t', token({ iss: 'i' }, 'ES384')]]), now).unsupported).toBe(true);
  });

  it('of two at the locations of one provider must both verify', () => {
    const locations = [inHeader('t'), inHeader('u')];
    const good = token({ iss: 'i', sub: 's' });
    expect(
      jwt(
        [provider({ locations })],
        sent([
          ['t', good],
          ['u', good],
        ]),
        now,
      ).http.headers,
    ).toEqual([]);
    expect(
      jwt(
        [provider({ locations })],
        sent([
          ['t', good],
          ['u', 'x'],
        ]),
        now,
      ).error?.status,
    ).toBe(401);
    expect(
      jwt(
        [provider({ locations })],
        sent([
          ['t', 'x'],
          ['u', good],
        ]),
        now,
      ).error?.status,
    ).toBe(401);
    expect(jwt([provider({ locations })], sent([['u', good]]), now).claims).toEqual({ iss: 'i', sub: 's' });
  });

  it('of two is the identity where it is found first, and the bad one that is found last is told', () => {
    const two = (t: string, u: string): ReturnType<typeof jwt> => {
      const claimHeaders = [{ header: 'x-s', claim: 'sub' }];
      const locations = [inHeader('u'), inHeader('t')];
      return jwt(
        [provider({ locations, claimHeaders })],
        sent([
          ['u', u],
          ['t', t],
        ]),
        now,
      );
    };
    const both = two(token({ iss: 'i', sub: '1' }), token({ iss: 'i', sub: '2' }));
    expect(both.claims).toMatchObject({ sub: '1' });
    // Each leaves its headers.
    expect(both.http.headers).toEqual([
      ['x-s', '2'],
      ['x-s', '1'],
    ]);
    const expired = token({ iss: 'i', exp: 1 });
    expect(two('x', expired).error?.text).toBe('Jwt is expired');
    expect(two(expired, 'x').error?.text).toBe(malformed);
  });
});

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
