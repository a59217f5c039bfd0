import { describe, expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { jwt } from '../filters/jwt.ts';
import { malformed } from './token.ts';
import { errorOf, filter, inHeader, now, provider, sent, token } from './jwt.fixture.ts';

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
