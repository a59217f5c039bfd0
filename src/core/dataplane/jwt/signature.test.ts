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
    expect(verifySignature(token(alg, {}, Buffer.from('short')), set(jwk(kind)))).toBe('invalid');
  });

  it('needs a key of its kid and its algorithm', () => {
    expect(verifySignature(token('RS256', { kid: 'a' }), set(jwk('RSA', { kid: 'b' })))).toBe('noKey');
    expect(verifySignature(token('RS256', { kid: 'a' }), set(jwk('RSA', { kid: 'b' }), jwk('RSA')))).toBe('valid');
    expect(verifySignature(token('RS256'), set(jwk('RSA', { alg: 'RS512' })))).toBe('noKey');
    expect(verifySignature(token('RS256', { kid: '' }), set(jwk('RSA', { kid: 'b' })))).toBe('valid');
  });

  it('has no key in what is no key set', () => {
    for (const text of ['no json', '[]', '{}', '{"keys": 1}', '{"keys": ["x"]}'])
      expect(verifySignature(token('RS256'), text)).toBe('noKey');
  });

  it('is invalid under a key that lacks its numbers', () => {
    expect(verifySignature(token('RS256'), set({ kty: 'RSA' }))).toBe('invalid');
    expect(verifySignature(token('RS256'), set({ kty: 'RSA', n: 'AQ', e: 'AQAB' }))).toBe('invalid');
    expect(verifySignature(token('EdDSA'), set({ kty: 'OKP', x: 'AQ' }))).toBe('invalid');
    expect(verifySignature(token('ES256'), set({ kty: 'EC', crv: 'P-256', x: 'AQ' }))).toBe('invalid');
    const short = Buffer.alloc(32, 1);
    expect(
      verifySignature(token('RS256', {}, short), set({ kty: 'RSA', n: short.toString('base64url'), e: 'AQAB' })),
    ).toBe('invalid');
  });

  it('is verified whatever way the numbers of its key are written, up to four bytes of exponent', () => {
    const padded = Buffer.from([0, 1, 0, 1]).toString('base64url');
    const longer = Buffer.from([0, 0, 1, 0, 1]).toString('base64url');
    expect(verifySignature(token('RS256'), set(jwk('RSA', { e: padded })))).toBe('valid');
    expect(verifySignature(token('RS256'), set(jwk('RSA', { e: longer })))).toBe('invalid');
  });

  it('is verified with the kind of key that its algorithm asks for', () => {
    expect(verifySignature(token('EdDSA'), set(jwk('OKP', { kty: 'EC' })))).toBe('unsupported');
    expect(verifySignature(token('ES256'), set(jwk('EC', { kty: 'OKP' })))).toBe('unsupported');
    expect(verifySignature(token('RS256'), set(jwk('RSA', { kty: 'OKP' })))).toBe('unsupported');
    expect(verifySignature(token('constructor', {}, Buffer.from('x')), set(jwk('RSA')))).toBe('unsupported');
  });

  it('is not judged where the algorithm is not modelled for the key', () => {
    expect(verifySignature(token('RS256'), set(jwk('EC')))).toBe('unsupported');
    expect(verifySignature(token('ES256'), set(jwk('EC', { crv: 'P-521' }), jwk('RSA')))).toBe('unsupported');
  });
});
