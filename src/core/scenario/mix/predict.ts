import { contextCount, follow } from './history.ts';

/**
 * Says how likely the next bit is a one, and learns from what it was. Whole numbers only, so that every browser says
 * exactly the same. Part of the link format: a change here needs a new codec name.
 */
export interface Predictor {
  /** Of 4096: between 1 and 4095. */
  readonly ones: () => number;
  readonly learn: (bit: number) => void;
}

const slotBits = 18;
const slots = 1 << slotBits;
const inputCount = 2 * contextCount + 3;
const [againInput, nameInput, biasInput] = [2 * contextCount, 2 * contextCount + 1, 2 * contextCount + 2];
const firstWeight = 18_000; // of 65,536
const learning = 12;
const half = 32_768; // a probability of 16 bits
const countLimit = 250;

const logistic = [
  1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901, 3975,
  4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
];

/** From the logistic domain, -2047 to 2047, to a probability of 12 bits. */
function squash(value: number): number {
  if (value > 2047) return 4095;
  if (value < -2047) return 1;
  const part = value & 127;
  const at = (value >> 7) + 16;
  return ((logistic[at] ?? 0) * (128 - part) + (logistic[at + 1] ?? 4095) * part + 64) >> 7;
}

/** The way back, by probability. */
const stretched = ((): Int16Array => {
  const table = new Int16Array(4096).fill(2047);
  let from = 0;
  for (let value = -2047; value <= 2047; value += 1) {
    const to = squash(value);
    for (; from <= to; from += 1) table[from] = value;
  }
  return table;
})();

/** How far a probability moves at its first, second, … bit, of 65,536. */
const rates = Int32Array.from({ length: 256 }, (_, count) => Math.floor(65_536 / (count + 1.6)));

export function predictor(capacity: number): Predictor {
  const history = follow(capacity);
  const odds = new Uint16Array(slots * contextCount).fill(half);
  const counts = new Uint8Array(slots * contextCount);
  const found = new Uint32Array(contextCount);
  const againOdds = new Uint16Array(128).fill(half);
  const nameOdds = new Uint16Array(4096).fill(half);
  const inputs = new Int32Array(inputCount);
  inputs[biasInput] = 256;
  /** Two sets of weights: by what is guessed, and by the bits of the byte so far. */
  const byGuess = new Int32Array(inputCount * 12).fill(firstWeight);
  const byBits = new Int32Array(inputCount * 256).fill(firstWeight);
  let begun = 1; // a one, then the bits of the byte so far
  let guessSet = 0;
  let byGuessOnes = 2048;
  let byBitsOnes = 2048;
  let ones = 2048;
  /** The slot of a guess and the bit that it says; -1: it says none. */
  let againSlot = -1;
  let againBit = 0;
  let nameSlot = -1;
  let nameBit = 0;

  /** The next bit of a byte that is guessed; -1 where it does not begin like that. */
  const guessed = (byte: number, bits: number): number =>
    byte >= 0 && (byte | 256) >> (8 - bits) === begun ? (byte >> (7 - bits)) & 1 : -1;

  const guess = (bits: number): void => {
    const { again, name } = history;
    againBit = guessed(again.byte, bits);
    againSlot =
      againBit < 0 ? -1 : Math.min(again.length, 15) * 2 + (again.length > 31 ? 32 : 0) + (again.length > 400 ? 32 : 0);
    const againOf = stretched[(againOdds[againSlot] ?? half) >> 4] ?? 0;
    inputs[againInput] = againSlot < 0 ? 0 : againBit === 1 ? againOf : -againOf;
    nameBit = guessed(name.byte, bits);
    const stage = bits === 0 ? 0 : bits < 3 ? 1 : 2;
    nameSlot = nameBit < 0 ? -1 : ((name.key & 255) << 4) | (Math.min(name.spelled, 3) << 2) | stage;
    const nameOf = stretched[(nameOdds[nameSlot] ?? half) >> 4] ?? 0;
    inputs[nameInput] = nameSlot < 0 ? 0 : nameBit === 1 ? nameOf : -nameOf;
    const alike = againSlot < 0 ? 0 : again.length < 16 ? 1 : again.length < 32 ? 2 : 3;
    guessSet = (alike * 3 + (nameSlot < 0 ? 0 : name.spelled === 0 ? 1 : 2)) * inputCount;
  };

  const predict = (): void => {
    for (let one = 0; one < contextCount; one += 1) {
      const hash = ((history.contexts[one] ?? 0) + Math.imul(begun, 0x9e3779b1)) >>> 0;
      const slot = one * slots + (Math.imul(hash, 0x85ebca6b) >>> (32 - slotBits));
      found[one] = slot;
      const count = counts[slot] ?? 0;
      const chance = (odds[slot] ?? half) >> 4;
      inputs[2 * one] = count === 0 ? 0 : (stretched[chance] ?? 0);
      inputs[2 * one + 1] = count === 0 ? 0 : ((chance - 2048) * Math.min(count, 8)) >> 3;
    }
    guess(31 - Math.clz32(begun));
    let first = 0;
    let second = 0;
    for (let at = 0; at < inputCount; at += 1) {
      const input = inputs[at] ?? 0;
      first += input * (byGuess[guessSet + at] ?? 0);
      second += input * (byBits[begun * inputCount + at] ?? 0);
    }
    byGuessOnes = squash(bounded(first));
    byBitsOnes = squash(bounded(second));
    const both = squash(((stretched[byGuessOnes] ?? 0) + (stretched[byBitsOnes] ?? 0)) >> 1);
    ones = Math.max(1, Math.min(4095, both));
  };

  const learn = (bit: number): void => {
    const firstError = ((bit << 12) - byGuessOnes) * learning;
    const secondError = ((bit << 12) - byBitsOnes) * learning;
    for (let at = 0; at < inputCount; at += 1) {
      const input = inputs[at] ?? 0;
      byGuess[guessSet + at] = (byGuess[guessSet + at] ?? 0) + ((input * firstError + 0x2000) >> 14);
      const own = begun * inputCount + at;
      byBits[own] = (byBits[own] ?? 0) + ((input * secondError + 0x2000) >> 14);
    }
    for (const slot of found) {
      const count = counts[slot] ?? 0;
      const chance = odds[slot] ?? half;
      const way = bit === 1 ? 65_535 - chance : -chance;
      odds[slot] = chance + Math.trunc((way * (rates[count] ?? 0)) / 65_536);
      if (count < countLimit) counts[slot] = count + 1;
    }
    if (againSlot >= 0) againOdds[againSlot] = moved(againOdds[againSlot] ?? half, bit === againBit, 5);
    if (nameSlot >= 0) nameOdds[nameSlot] = moved(nameOdds[nameSlot] ?? half, bit === nameBit, 3);
    begun = (begun << 1) | bit;
    if (begun >= 256) {
      history.add(begun & 255);
      begun = 1;
    }
    predict();
  };

  predict();
  return { ones: () => ones, learn };
}

function bounded(sum: number): number {
  return Math.max(-2047, Math.min(2047, Math.floor(sum / 65_536)));
}

function moved(odds: number, hit: boolean, by: number): number {
  return odds + (hit ? (65_535 - odds) >> by : -(odds >> by));
}
