import { type Cidr, parseAddress } from '../../../controlplane/authorization/cidr.ts';

/** Addresses from one to another, both included, of either family: those of IPv6 come after those of IPv4. */
export type Span = readonly [from: bigint, to: bigint];
export type Addresses = readonly Span[];

const behind4 = 1n << 32n;
const last = behind4 + (1n << 128n) - 1n;

export const everyAddress: Addresses = [[0n, last]];

function placeOf(family: 4 | 6, bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) + (family === 4 ? 0n : behind4);
}

/** Null: the text is no address. */
export function addressPlace(text: string): bigint | null {
  const address = parseAddress(text);
  return address === null ? null : placeOf(address.family, address.bytes);
}

function spanOf({ family, bytes, bits }: Cidr): Span {
  const free = BigInt(bytes.length * 8 - bits);
  const offset = family === 4 ? 0n : behind4;
  const start = (((placeOf(family, bytes) - offset) >> free) << free) + offset;
  return [start, start + (1n << free) - 1n];
}

/** The addresses that are in one of the ranges, or in none of them. */
export function within(addresses: Addresses, ranges: readonly Cidr[], inside: boolean): Addresses {
  const spans = ranges.map(spanOf);
  const outside = spans.reduce((rest, span) => rest.flatMap((each) => cut(each, span)), addresses);
  return inside ? outside.reduce((rest, span) => rest.flatMap((each) => cut(each, span)), addresses) : outside;
}

function cut([from, to]: Span, [first, end]: Span): readonly Span[] {
  if (first > to || end < from) return [[from, to]];
  const parts: Span[] = [];
  if (first > from) parts.push([from, first - 1n]);
  if (end < to) parts.push([end + 1n, to]);
  return parts;
}

export function holdsAddress(addresses: Addresses, place: bigint): boolean {
  return addresses.some(([from, to]) => from <= place && place <= to);
}

/** One of them, as text: one of `liked` if it is among them. Null: there is none. */
export function someAddress(addresses: Addresses, liked: readonly string[]): string | null {
  const best = liked.find((text) => {
    const place = addressPlace(text);
    return place !== null && holdsAddress(addresses, place);
  });
  if (best !== undefined) return best;
  const [first] = addresses;
  return first === undefined ? null : written(first[0]);
}

function written(place: bigint): string {
  const [count, width, value] = place < behind4 ? [4, 8n, place] : [8, 16n, place - behind4];
  const parts = Array.from(
    { length: count },
    (_, index) => (value >> (BigInt(count - 1 - index) * width)) & ((1n << width) - 1n),
  );
  return count === 4 ? parts.join('.') : parts.map((part) => part.toString(16)).join(':');
}
