const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bytes of a base64url text; null if it is none. White space does not count, and padding is whole or absent. */
export function decodeBase64Url(text: string): Uint8Array | null {
  const dense = text.replace(/[ \t-\r]/g, '');
  const bare = dense.replace(/=+$/, '');
  const padding = dense.length - bare.length;
  if (bare.length % 4 === 1 || (padding > 0 && padding !== (4 - (bare.length % 4)) % 4)) return null;
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of bare) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

/** Base64 of a text's UTF-8 bytes; `url` takes the URL alphabet without padding. */
export function encodeBase64(text: string, url: boolean): string {
  const bytes = new TextEncoder().encode(text);
  let out = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const chunk = (a << 16) | (b << 8) | c;
    const given = Math.min(3, bytes.length - index) + 1;
    for (let part = 0; part < given; part += 1) out += alphabet.charAt((chunk >> (18 - 6 * part)) & 63);
    if (!url) out += '='.repeat(4 - given);
  }
  return url ? out : out.replaceAll('-', '+').replaceAll('_', '/');
}

/** UTF-8 text; null if the bytes are none. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
