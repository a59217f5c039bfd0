import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { decodeBase64Url } from './base64.ts';
import { verifyEs256 } from './ecdsa.ts';
import type { ParsedToken } from './token.ts';

/** `noKey`: no key fits kid and alg. `unsupported`: a key fits, but its algorithm is not modelled. */
export type SignatureResult = 'valid' | 'invalid' | 'noKey' | 'noValidKeys' | 'wrongLength' | 'unsupported';

const hashes = { RS256: sha256, RS384: sha384, RS512: sha512 } as const;
/** DigestInfo prefixes of PKCS#1 v1.5. */
const prefixes = {
  RS256: '3031300d060960864801650304020105000420',
  RS384: '3041300d060960864801650304020205000430',
  RS512: '3051300d060960864801650304020305000440',
} as const;

/** Verifies a token against a JSON Web Key Set, key by key. Pure: same input, same answer; no key is ever fetched. */
export function verifySignature(token: ParsedToken, jwks: string): SignatureResult {
  const keys = keysOf(jwks);
  if (keys.length === 0) return 'noValidKeys';
  const { kid, alg } = token.header;
  let result: SignatureResult = 'noKey';
  for (const key of keys) {
    if (!fits(key, kid, alg)) continue;
    const one = verifyWith(key, alg, token);
    if (one === 'valid' || one === 'wrongLength') return one;
    if (result !== 'unsupported') result = one;
  }
  return result;
}

/** "No key for kid/alg": a kid must be equal where both have one, and the algorithm must not differ. */
function fits(key: JsonObject, kid: Json | undefined, alg: Json | undefined): boolean {
  const differ = (own: Json | undefined, given: Json | undefined): boolean => Boolean(own) && own !== given;
  return !(kid && differ(key['kid'], kid)) && !differ(key['alg'], alg);
}

/** The kind of the key says how: a key without an algorithm is tried on tokens of any. */
function verifyWith(key: JsonObject, alg: Json | undefined, token: ParsedToken): Exclude<SignatureResult, 'noKey'> {
  const message = new TextEncoder().encode(token.signed);
  if (key['kty'] === 'OKP') {
    return token.signature.length === 64 ? verdict(verifyEdDsa(key, message, token.signature)) : 'wrongLength';
  }
  if (key['kty'] === 'RSA') {
    if (isRsa(alg)) return verdict(verifyRsa(key, alg, message, token.signature));
    return isOneOf(alg, 'PS') ? 'unsupported' : 'invalid';
  }
  if (key['kty'] === 'EC') {
    if (alg === 'ES256' && isP256(key)) return verdict(verifyEs256(key, message, token.signature));
    return isOneOf(alg, 'ES') ? 'unsupported' : 'invalid';
  }
  return isOneOf(alg, 'HS') ? 'unsupported' : 'invalid';
}

function isOneOf(alg: Json | undefined, family: string): boolean {
  return typeof alg === 'string' && alg.startsWith(family);
}

/** Without a curve it is the one of its algorithm, without both P-256. */
function isP256({ alg, crv }: JsonObject): boolean {
  return crv ? crv === 'P-256' : alg === undefined || alg === '' || alg === 'ES256';
}

const verdict = (good: boolean): 'valid' | 'invalid' => (good ? 'valid' : 'invalid');

function isRsa(alg: Json | undefined): alg is keyof typeof hashes {
  return typeof alg === 'string' && Object.hasOwn(hashes, alg);
}

function verifyEdDsa(key: JsonObject, message: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = bytesOf(key['x']);
  if (publicKey?.length !== 32) return false;
  try {
    return ed25519.verify(signature, message, publicKey);
  } catch {
    return false;
  }
}

/** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2): the signature, raised to e, must be the padded digest. */
function verifyRsa(key: JsonObject, alg: keyof typeof hashes, message: Uint8Array, signature: Uint8Array): boolean {
  const modulus = bytesOf(key['n']);
  const exponent = bytesOf(key['e']);
  if (!modulus || !exponent || signature.length !== modulus.length) return false;
  const digest = `${prefixes[alg]}${hex(hashes[alg](message))}`;
  const padding = modulus.length - digest.length / 2 - 3;
  if (padding < 8) return false;
  const wanted = `0001${'ff'.repeat(padding)}00${digest}`;
  const opened = power(toInteger(signature), toInteger(exponent), toInteger(modulus));
  return opened.toString(16).padStart(modulus.length * 2, '0') === wanted;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function toInteger(bytes: Uint8Array | null): bigint {
  return bytes === null || bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(json: Json | undefined): Uint8Array | null {
  return typeof json === 'string' ? decodeBase64Url(json) : null;
}

/** The keys of a set that Envoy can read; a set without any is as none. */
function keysOf(jwks: string): readonly JsonObject[] {
  try {
    const json: Json = JSON.parse(jwks);
    const keys = isObject(json) ? json['keys'] : undefined;
    return isList(keys) ? keys.filter(isObject).filter(isReadable) : [];
  } catch {
    return [];
  }
}

function isReadable(key: JsonObject): boolean {
  const algs = families.get(key['kty']);
  const { alg } = key;
  if (algs === undefined || (typeof alg === 'string' && alg !== '' && !algs.some((each) => alg.startsWith(each)))) {
    return false;
  }
  const has = (name: string): boolean => (bytesOf(key[name])?.length ?? 0) > 0;
  if (key['kty'] === 'RSA') return (bytesOf(key['n'])?.length ?? 0) > 4 && exponents.has(toInteger(bytesOf(key['e'])));
  if (key['kty'] === 'EC') return has('x') && has('y');
  if (key['kty'] === 'OKP') return key['crv'] === 'Ed25519' && bytesOf(key['x'])?.length === 32;
  return has('k');
}

/** The exponents that Envoy takes. */
const exponents: ReadonlySet<bigint> = new Set([3n, 65537n]);

/** The algorithms that a key of each kind may be for. */
const families: ReadonlyMap<Json | undefined, readonly string[]> = new Map([
  ['RSA', ['RS', 'PS']],
  ['EC', ['ES']],
  ['OKP', ['EdDSA']],
  ['oct', ['HS256', 'HS384', 'HS512']],
]);
