import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { decodeBase64Url } from './base64.ts';
import { verifyEs256 } from './ecdsa.ts';
import type { ParsedToken } from './token.ts';

/** `noKey`: no key fits kid and alg. `unsupported`: a key fits, but its algorithm is not modelled. */
export type SignatureResult = 'valid' | 'invalid' | 'noKey' | 'unsupported';

const hashes = { RS256: sha256, RS384: sha384, RS512: sha512 } as const;
/** DigestInfo prefixes of PKCS#1 v1.5. */
const prefixes = {
  RS256: '3031300d060960864801650304020105000420',
  RS384: '3041300d060960864801650304020205000430',
  RS512: '3051300d060960864801650304020305000440',
} as const;

/** Verifies a token against a JSON Web Key Set. Pure: same input, same answer; no key is ever fetched. */
export function verifySignature(token: ParsedToken, jwks: string): SignatureResult {
  const { kid, alg } = token.header;
  const candidates = keysOf(jwks).filter((key) => fits(key, kid, alg));
  if (candidates.length === 0) return 'noKey';
  const results = candidates.map((key) => verifyWith(key, alg, token));
  if (results.includes('valid')) return 'valid';
  return results.includes('unsupported') ? 'unsupported' : 'invalid';
}

/** "No key for kid/alg": a kid must be equal where both have one, and the algorithm must not differ. */
function fits(key: JsonObject, kid: Json | undefined, alg: Json | undefined): boolean {
  if (kid !== undefined && kid !== '' && key['kid'] !== undefined && key['kid'] !== kid) return false;
  if (key['alg'] !== undefined && key['alg'] !== alg) return false;
  return true;
}

function verifyWith(key: JsonObject, alg: Json | undefined, token: ParsedToken): 'valid' | 'invalid' | 'unsupported' {
  const message = new TextEncoder().encode(token.signed);
  if (alg === 'EdDSA' && key['kty'] === 'OKP') return verdict(verifyEdDsa(key, message, token.signature));
  if (isRsa(alg) && key['kty'] === 'RSA') return verdict(verifyRsa(key, alg, message, token.signature));
  if (alg === 'ES256' && key['kty'] === 'EC' && key['crv'] === 'P-256')
    return verdict(verifyEs256(key, message, token.signature));
  return 'unsupported';
}

const verdict = (good: boolean): 'valid' | 'invalid' => (good ? 'valid' : 'invalid');

function isRsa(alg: Json | undefined): alg is keyof typeof hashes {
  return typeof alg === 'string' && Object.hasOwn(hashes, alg);
}

function verifyEdDsa(key: JsonObject, message: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = bytesOf(key['x']);
  if (publicKey?.length !== 32 || signature.length !== 64) return false;
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
  if (!modulus || !exponent || signature.length !== modulus.length || exponent.length > 4) return false;
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

function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(json: Json | undefined): Uint8Array | null {
  return typeof json === 'string' ? decodeBase64Url(json) : null;
}

function keysOf(jwks: string): readonly JsonObject[] {
  try {
    const json: Json = JSON.parse(jwks);
    const keys = isObject(json) ? json['keys'] : undefined;
    return isList(keys) ? keys.filter(isObject) : [];
  } catch {
    return [];
  }
}
