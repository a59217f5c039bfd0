/** DER, the binary encoding of ASN.1 (X.690), as far as a certificate needs it. */
type Bytes = Uint8Array;

/** A tag, the length, the content. */
export function tagged(tag: number, ...parts: readonly Bytes[]): Bytes {
  const content = joined(parts);
  return joined([Uint8Array.of(tag, ...lengthOf(content.length)), content]);
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}

export function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sequence(...parts: readonly Bytes[]): Bytes {
  return tagged(0x30, ...parts);
}

export function set(...parts: readonly Bytes[]): Bytes {
  return tagged(0x31, ...parts);
}

/** A whole number that is not negative, from its bytes. */
export function integer(bytes: Bytes): Bytes {
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  // The first bit is the sign.
  return tagged(0x02, ...((shortest[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []), shortest);
}

export function boolean(value: boolean): Bytes {
  return tagged(0x01, Uint8Array.of(value ? 0xff : 0));
}

/** Bits in whole bytes; `unused` at the end do not count. */
export function bitString(bytes: Bytes, unused = 0): Bytes {
  return tagged(0x03, Uint8Array.of(unused), bytes);
}

export function octetString(...parts: readonly Bytes[]): Bytes {
  return tagged(0x04, ...parts);
}

export function utf8String(text: string): Bytes {
  return tagged(0x0c, utf8(text));
}

/** `1.2.840.10045.2.1` */
export function objectId(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): readonly number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(128 + (rest % 128));
  return bytes;
}

/** "Dates through 2049 as UTCTime, from 2050 on as GeneralizedTime" (RFC 5280, 4.1.2.5). `time` is RFC 3339. */
export function time(text: string): Bytes {
  const digits = new Date(text)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:T]/g, '');
  const year = Number(digits.slice(0, 4));
  return year >= 1950 && year < 2050 ? tagged(0x17, utf8(`${digits.slice(2)}Z`)) : tagged(0x18, utf8(`${digits}Z`));
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}
