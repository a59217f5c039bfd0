import { predictor } from './predict.ts';

/*
 * An arithmetic coder: what is likely costs little. It reads a text that both sides know before, so that what is like
 * it costs next to nothing. Part of the link format.
 */

/** The bytes, coded after `known`. */
export function encode(bytes: Uint8Array, known: Uint8Array): Uint8Array {
  const model = primed(known, bytes.length);
  const out: number[] = [];
  let low = 0;
  let high = 0xffffffff;
  for (const byte of bytes) {
    for (let place = 7; place >= 0; place -= 1) {
      const bit = (byte >> place) & 1;
      const middle = between(low, high, model.ones());
      if (bit === 1) high = middle;
      else low = middle + 1;
      model.learn(bit);
      while ((low ^ high) >>> 24 === 0) {
        out.push(high >>> 24);
        low = (low << 8) >>> 0;
        high = ((high << 8) | 255) >>> 0;
      }
    }
  }
  // Enough of the last interval that zeros after it stay inside.
  if (bytes.length > 0) out.push(...lastBytes(low, high));
  return Uint8Array.from(out);
}

/** The `length` bytes that `data` was coded from, after the same `known`. Of other data: any bytes, but never an error. */
export function decode(data: Uint8Array, length: number, known: Uint8Array): Uint8Array {
  return read(data, length, known, false);
}

/** The bytes that are certain whatever followed `data`, of which the end is lost. */
export function decodeCut(data: Uint8Array, length: number, known: Uint8Array): Uint8Array {
  return read(data, length, known, true);
}

function read(data: Uint8Array, length: number, known: Uint8Array, isCut: boolean): Uint8Array {
  const model = primed(known, length);
  const bytes = new Uint8Array(length);
  let at = 0;
  let low = 0;
  let high = 0xffffffff;
  // What was coded, if zeros followed; and the most that it can be, if anything did.
  let code = 0;
  let most = 0;
  const next = (): void => {
    code = ((code << 8) | (data[at] ?? 0)) >>> 0;
    most = ((most << 8) | (data[at] ?? (isCut ? 255 : 0))) >>> 0;
    at += 1;
  };
  for (let count = 0; count < 4; count += 1) next();
  for (let index = 0; index < length; index += 1) {
    let byte = 0;
    for (let place = 0; place < 8; place += 1) {
      const middle = between(low, high, model.ones());
      const bit = code <= middle ? 1 : 0;
      if (bit === 1 && most > middle) return bytes.subarray(0, index);
      if (bit === 1) high = middle;
      else low = middle + 1;
      model.learn(bit);
      byte = (byte << 1) | bit;
      while ((low ^ high) >>> 24 === 0) {
        low = (low << 8) >>> 0;
        high = ((high << 8) | 255) >>> 0;
        next();
      }
    }
    bytes[index] = byte;
  }
  return bytes;
}

function primed(known: Uint8Array, length: number): ReturnType<typeof predictor> {
  const model = predictor(known.length + length);
  for (const byte of known) for (let place = 7; place >= 0; place -= 1) model.learn((byte >> place) & 1);
  return model;
}

function between(low: number, high: number, ones: number): number {
  const range = high - low;
  return low + Math.floor(range / 4096) * ones + Math.floor(((range % 4096) * ones) / 4096);
}

/** The fewest bytes that name a number in the interval when zeros follow. */
function lastBytes(low: number, high: number): readonly number[] {
  for (let count = 0; count < 4; count += 1) {
    const unit = 2 ** (32 - 8 * count);
    const value = Math.ceil(low / unit) * unit;
    if (value <= high)
      return Array.from({ length: count }, (_, index) => Math.floor(value / 2 ** (24 - 8 * index)) % 256);
  }
  return [low >>> 24, (low >>> 16) & 255, (low >>> 8) & 255, low & 255];
}
