import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64Url } from '../../dataplane/jwt/base64.ts';
import type { EcKey, RsaKey } from './demoKeys.ts';

/** DigestInfo of SHA-256 (RFC 8017, 9.2). */
const digestInfo = '3031300d060960864801650304020105000420';
const modulusBytes = 256;

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.1): equal text, equal signature. */
export function signRs256(key: RsaKey, text: string): Uint8Array {
  const digest = `${digestInfo}${hex(sha256(utf8(text)))}`;
  const padding = 'ff'.repeat(modulusBytes - digest.length / 2 - 3);
  const message = BigInt(`0x0001${padding}00${digest}`);
  // By the Chinese remainder theorem: two small powers in place of a large one.
  const [p, q] = [integer(key.p), integer(key.q)];
  const a = power(message, integer(key.dp), p);
  const b = power(message, integer(key.dq), q);
  const h = (integer(key.qi) * (((a - b) % p) + p)) % p;
  const signature = (b + h * q).toString(16).padStart(modulusBytes * 2, '0');
  return Uint8Array.from(signature.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** ECDSA on P-256 with SHA-256, its random number by RFC 6979: equal text, equal signature. */
export function signEs256(key: EcKey, text: string): Uint8Array {
  return p256.sign(utf8(text), bytes(key.d));
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

function integer(text: string): bigint {
  return BigInt(`0x${hex(bytes(text))}`);
}

function hex(list: Uint8Array): string {
  return Array.from(list, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytes(text: string): Uint8Array {
  return decodeBase64Url(text) ?? new Uint8Array();
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
