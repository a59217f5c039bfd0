import { p256 } from '@noble/curves/nist.js';
import type { Json, JsonObject } from '../../model/json.ts';
import { decodeBase64Url } from './base64.ts';

/** ES256 (RFC 7518, 3.4): ECDSA on P-256 with SHA-256; the signature is R and S, 32 bytes each. */
export function verifyEs256(key: JsonObject, message: Uint8Array, signature: Uint8Array): boolean {
  const [x, y] = [coordinate(key['x']), coordinate(key['y'])];
  if (x === null || y === null || signature.length !== 64) return false;
  try {
    // The point, uncompressed. BoringSSL takes a high S as well.
    return p256.verify(signature, message, Uint8Array.from([4, ...x, ...y]), { lowS: false });
  } catch {
    return false;
  }
}

function coordinate(json: Json | undefined): Uint8Array | null {
  const bytes = typeof json === 'string' ? decodeBase64Url(json) : null;
  return bytes?.length === 32 ? bytes : null;
}
