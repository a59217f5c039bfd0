import { deflateRawSync } from 'node:zlib';
import { checksum, toBase64url } from '../../core/scenario/linkText.ts';

/** Numbers from 0 to below 1, the same for the same seed. */
export type Dice = () => number;

export interface Mutated {
  readonly how: string;
  readonly fragment: string;
  /** Made anew, with checksums that fit: what it holds may be anything that is valid. Else it is one of the links or nothing. */
  readonly forged: boolean;
}

type Way = (link: string, other: string, dice: Dice) => string;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.&=%/#?é\0';
const below = (dice: Dice, limit: number): number => Math.floor(dice() * limit);
const letter = (dice: Dice): string => letters.charAt(below(dice, letters.length));
const noise = (dice: Dice, length: number): Uint8Array => Uint8Array.from({ length }, () => below(dice, 256));

/** What happens to links on their way. */
const accidents = {
  'cut at the end': (link, _other, dice) => link.slice(0, below(dice, link.length)),
  'cut at the start': (link, _other, dice) => link.slice(below(dice, link.length)),
  'cut in the middle': (link, _other, dice) => {
    const from = below(dice, link.length);
    return link.slice(0, from) + link.slice(from + 1 + below(dice, link.length - from));
  },
  'a bit flipped': (link, _other, dice) => {
    const at = below(dice, link.length);
    return link.slice(0, at) + String.fromCharCode(link.charCodeAt(at) ^ (1 << below(dice, 7))) + link.slice(at + 1);
  },
  'letters changed': (link, _other, dice) =>
    Array.from({ length: 1 + below(dice, 5) }).reduce<string>((text) => {
      const at = below(dice, text.length);
      return text.slice(0, at) + letter(dice) + text.slice(at + 1);
    }, link),
  'letters added': (link, _other, dice) => {
    const at = below(dice, link.length + 1);
    return link.slice(0, at) + Array.from({ length: 1 + below(dice, 8) }, () => letter(dice)).join('') + link.slice(at);
  },
  'fields swapped': (link, _other, dice) => swapped(link.split('&'), dice).join('&'),
  'parts of the payload swapped': (link, _other, dice) =>
    link.replace(/p=([^&]*)/, (_all, payload: string) => `p=${swapped(payload.split('.'), dice).join('.')}`),
  'a field twice': (link, _other, dice) => {
    const fields = link.split('&');
    return [...fields, fields[below(dice, fields.length)] ?? ''].join('&');
  },
  'two links in one': (link, other, dice) =>
    link.slice(0, below(dice, link.length)) + other.slice(below(dice, other.length)),
  'a field of another link': (link, other, dice) => {
    const [fields, others] = [link.split('&'), other.split('&')];
    fields[below(dice, fields.length)] = others[below(dice, others.length)] ?? '';
    return fields.join('&');
  },
  'another version': (link, _other, dice) => link.replace(/p=\d+/, `p=${below(dice, 12)}`),
  'another codec': (link, _other, dice) => link.replace(/(p=\d+)\.\w+/, `$1.${dice() < 0.5 ? 'deflate' : 'mix'}`),
  'a wrong checksum': (link, _other, dice) =>
    link.replace(/c=[\w-]*/, `c=${toBase64url(noise(dice, 4))}`).replace(/^/, dice() < 0.2 ? '#' : ''),
  'slashes and letters encoded': (link, _other, dice) =>
    link.replace(/[A-Za-z/]/g, (each) =>
      dice() < 0.1 || each === '/' ? `%${each.charCodeAt(0).toString(16).toUpperCase()}` : each,
    ),
  'ill encoded': (link, _other, dice) => {
    const at = below(dice, link.length);
    return `${link.slice(0, at)}%${letter(dice)}${letter(dice)}${link.slice(at)}`;
  },
  'lower case': (link) => link.toLowerCase(),
  'longer than is read': (link, _other, dice) => link + letter(dice).repeat(262_144),
} satisfies Readonly<Record<string, Way>>;

/** What somebody may make on purpose. */
const forgeries = {
  'any bytes as format 2': (_link, _other, dice) => {
    const length = dice() < 0.01 ? below(dice, 131_072) : below(dice, 600);
    const coded = noise(dice, below(dice, 400));
    return sealed('2.mix', Uint8Array.of(length >> 16, (length >> 8) & 255, length & 255, ...coded));
  },
  'a huge length as format 2': (_link, _other, dice) =>
    sealed('2.mix', Uint8Array.of(255, below(dice, 256), 255, ...noise(dice, 20))),
  'any bytes as format 1': (_link, _other, dice) => sealed('1.deflate', noise(dice, below(dice, 400))),
  'a later version': (_link, _other, dice) => sealed(`${3 + below(dice, 90)}.mix`, noise(dice, 40)),
  'a bomb': (_link, _other, dice) =>
    sealed('1.deflate', deflateRawSync(new Uint8Array(2_200_000 + below(dice, 4) * 4_000_000))),
  'no text': (_link, _other, dice) => sealed('1.deflate', deflateRawSync(noise(dice, 100))),
  'any JSON': (_link, _other, dice) => sealed('1.deflate', deflateRawSync(Buffer.from(json(dice, 4)))),
  'too many documents': () =>
    sealed('1.deflate', deflateRawSync(JSON.stringify({ files: [{ name: 'a', text: '---\na: 1\n'.repeat(600) }] }))),
} satisfies Readonly<Record<string, Way>>;

const ways: readonly (readonly [how: string, way: Way, forged: boolean])[] = [
  ...Object.entries(accidents).map(([how, way]) => [how, way, false] as const),
  ...Object.entries(forgeries).map(([how, way]) => [how, way, true] as const),
];

/** The link, damaged or forged in one way; the ways take turns. */
export function mutate(turn: number, links: readonly string[], dice: Dice): Mutated {
  const [how, way, forged] = ways[turn % ways.length] ?? ['untouched', (link: string) => link, false];
  const pick = (): string => links[below(dice, links.length)] ?? '';
  return { how, fragment: way(pick(), pick(), dice), forged };
}

/** The numbers of `mulberry32`. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function swapped(parts: string[], dice: Dice): string[] {
  const [a, b] = [below(dice, parts.length), below(dice, parts.length)];
  [parts[a], parts[b]] = [parts[b] ?? '', parts[a] ?? ''];
  return parts;
}

function sealed(head: string, bytes: Uint8Array): string {
  return `p=${head}.${toBase64url(bytes)}.${checksum(bytes)}`;
}

/** JSON that is nearly a payload. */
function json(dice: Dice, depth: number): string {
  const keys = ['files', 'request', 'name', 'text', 'id', 'from', 'to', '__proto__', 'constructor', 'http'];
  const key = (): string => keys[below(dice, keys.length)] ?? '';
  const inner = (): string => json(dice, depth - 1);
  const list = <T>(make: () => T): T[] => Array.from({ length: below(dice, 4) }, make);
  const leaves = ['null', 'true', '1e999', '-0', '""', '"a"', '"\\ud800"', '[]', '{}'];
  if (depth === 0 || dice() < 0.2) return leaves[below(dice, leaves.length)] ?? 'null';
  return dice() < 0.4 ? `[${list(inner).join(',')}]` : `{${list(() => `"${key()}":${inner()}`).join(',')}}`;
}
