import { createSign, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { verifySignature } from './signature.ts';
import { type ParsedToken, parseToken } from './token.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const part = (json: JsonObject): string => Buffer.from(JSON.stringify(json)).toString('base64url');

function signatureOf(alg: string, signed: string): Buffer {
  const bytes = Buffer.from(signed);
  if (alg === 'EdDSA') return sign(null, bytes, ed.privateKey);
  if (alg === 'ES256') return sign('sha256', bytes, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
  return createSign(`sha${alg.slice(2)}`)
    .update(bytes)
    .sign(rsa.privateKey);
}

function token(alg: string, header: JsonObject = {}, signature: Buffer | null = null): ParsedToken {
  const signed = `${part({ alg, ...header })}.${part({ iss: 'me' })}`;
  const parsed = parseToken(`${signed}.${(signature ?? signatureOf(alg, signed)).toString('base64url')}`);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed;
}

const publicKeys = { RSA: rsa.publicKey, OKP: ed.publicKey, EC: ec.publicKey };
const jwk = (kind: keyof typeof publicKeys, more: object = {}): object => ({
  ...publicKeys[kind].export({ format: 'jwk' }),
  ...more,
});
const set = (...keys: readonly object[]): string => JSON.stringify({ keys });

describe('the signature of a token', () => {
  it.each([
    ['RS256', 'RSA'],
    ['RS384', 'RSA'],
    ['RS512', 'RSA'],
    ['EdDSA', 'OKP'],
    ['ES256', 'EC'],
  ] as const)('is verified with %s as it was made', (alg, kind) => {
    expect(verifySignature(token(alg), set(jwk(kind)))).toBe('valid');
    const other = signatureOf(alg, 'something else');
    expect(verifySignature(token(alg, {}, other), set(jwk(kind)))).toBe('invalid');
    const short = verifySignature(token(alg, {}, Buffer.from('short')), set(jwk(kind)));
    expect(short).toBe(alg === 'EdDSA' ? 'wrongLength' : 'invalid');
  });

  it('needs a key of its kid and its algorithm', () => {
    expect(verifySignature(token('RS256', { kid: 'a' }), set(jwk('RSA', { kid: 'b' })))).toBe('noKey');
    expect(verifySignature(token('RS256', { kid: 'a' }), set(jwk('RSA', { kid: 'b' }), jwk('RSA')))).toBe('valid');
    expect(verifySignature(token('RS256'), set(jwk('RSA', { alg: 'RS512' })))).toBe('noKey');
    expect(verifySignature(token('RS256', { kid: '' }), set(jwk('RSA', { kid: 'b' })))).toBe('valid');
    expect(verifySignature(token('RS256', { kid: 'a' }), set(jwk('RSA', { kid: '', alg: '' })))).toBe('valid');
  });

  it('has no key in what is no key set, or holds none that can be read', () => {
    for (const text of ['no json', '[]', '{}', '{"keys": 1}', '{"keys": ["x"]}', '{"keys": []}'])
      expect(verifySignature(token('RS256'), text)).toBe('noValidKeys');
    const unreadable = [
      { kty: 'RSA' },
      { kty: 'RSA', n: 'AQ', e: 'AQAB' },
      jwk('RSA', { e: 'AQ' }),
      jwk('RSA', { alg: 'ES256' }),
      jwk('RSA', { kty: 'other' }),
      jwk('OKP', { crv: 'Ed448' }),
      jwk('OKP', { x: 'AQ' }),
      jwk('EC', { y: undefined }),
      { kty: 'oct' },
    ];
    for (const key of unreadable) expect(verifySignature(token('RS256'), set(key))).toBe('noValidKeys');
    // One that can be read is enough.
    expect(verifySignature(token('RS256'), set({ kty: 'RSA' }, jwk('RSA')))).toBe('valid');
  });

  it('is verified whatever way the exponent of its key is written', () => {
    const padded = Buffer.from([0, 1, 0, 1]).toString('base64url');
    expect(verifySignature(token('RS256'), set(jwk('RSA', { e: padded })))).toBe('valid');
    const short = Buffer.alloc(32, 1);
    expect(
      verifySignature(token('RS256', {}, short), set({ kty: 'RSA', n: short.toString('base64url'), e: 'AQAB' })),
    ).toBe('invalid');
  });

  it('is verified as the kind of the key says, where that is for no algorithm alone', () => {
    expect(verifySignature(token('RS256'), set(jwk('EC')))).toBe('invalid');
    expect(verifySignature(token('RS256'), set({ kty: 'oct', k: 'AQ' }))).toBe('invalid');
    expect(verifySignature(token('ES256'), set(jwk('RSA')))).toBe('invalid');
    expect(verifySignature(token('ES256'), set(jwk('RSA'), jwk('EC', { crv: undefined })))).toBe('valid');
    // A signature of 64 bytes or the end of it.
    expect(verifySignature(token('RS256'), set(jwk('OKP'), jwk('RSA')))).toBe('wrongLength');
    expect(verifySignature(token('RS256'), set(jwk('RSA'), jwk('OKP')))).toBe('valid');
  });

  it('is not judged where the algorithm is not modelled for the key', () => {
    const bytes = Buffer.alloc(64, 1);
    expect(verifySignature(token('ES384', {}, bytes), set(jwk('EC', { crv: 'P-384' })))).toBe('unsupported');
    expect(verifySignature(token('ES256', {}, bytes), set(jwk('EC', { crv: 'P-521' }), jwk('EC')))).toBe('unsupported');
    expect(verifySignature(token('PS256', {}, bytes), set(jwk('RSA')))).toBe('unsupported');
    expect(verifySignature(token('HS256', {}, bytes), set({ kty: 'oct', k: 'AQ' }))).toBe('unsupported');
  });
});
