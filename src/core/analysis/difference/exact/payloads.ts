import { isObject, type JsonObject } from '../../../model/json.ts';
import type { Payload } from '../../../model/request.ts';
import { everyAddress } from './addresses.ts';
import type { Bench } from './bench.ts';
import type { Region, Witness } from './region.ts';
import { optionOf, type TokenChoice, withoutToken } from './token.ts';

/** What is free in HTTP, and in bytes. */
export type Parts = Omit<Region, 'callers' | 'literals'>;

export const nothingFree: Parts = { texts: new Map(), lines: new Map(), options: new Map(), addresses: new Map() };

/** Everything of a request that policies and routes may look at, but for its Host header. */
export function httpParts({ path, methods, tokens, single, freedom }: Bench): Parts {
  return {
    texts: new Map([['path', path], ...[...single].map((name) => [`header:${name}`, freedom.line] as const)]),
    lines: new Map(),
    options: new Map<string, readonly string[]>([
      ['method', methods],
      ['token', [withoutToken, ...tokens.map(optionOf)]],
      ['forwarding', ['none', 'address']],
      ...[...single].map((name) => [`sent:${name}`, ['none', 'sent']] as const),
    ]),
    addresses: new Map([['forwarded', everyAddress]]),
  };
}

/** One HTTP request; `forwards`: how many addresses its X-Forwarded-For has, if it has one. */
export function httpPayload(bench: Bench, witness: Witness, forwards: number): Payload {
  const { texts, lines, options, addresses } = witness;
  const headers: [string, string][] = [];
  for (const [about, values] of lines)
    if (about.startsWith('header:')) for (const value of values) headers.push([about.slice('header:'.length), value]);
  for (const name of bench.single)
    if (options.get(`sent:${name}`) === 'sent') headers.push([name, texts.get(`header:${name}`) ?? '']);
  if (options.get('forwarding') === 'address')
    headers.push(['x-forwarded-for', [addresses.get('forwarded') ?? '', ...nearer(forwards - 1)].join(', ')]);
  const chosen = bench.tokens.find((token) => optionOf(token) === options.get('token'));
  const path = texts.get('path') ?? '/';
  const sent =
    chosen === undefined ? { path, headers } : withToken(chosen, bench.mint(claimsOf(chosen, lines)), path, headers);
  return {
    kind: 'http',
    method: options.get('method') ?? 'GET',
    host: texts.get('host') ?? null,
    version: '1.1',
    ...sent,
  };
}

/** Proxies between the one that is asked about and the first that is not trusted. */
function nearer(count: number): readonly string[] {
  return Array.from({ length: Math.max(0, count) }, () => '192.0.2.10');
}

function withToken({ location }: TokenChoice, token: string, path: string, headers: [string, string][]) {
  switch (location.kind) {
    case 'header':
      return { path, headers: [...headers, [location.name, location.prefix + token] as const] };
    case 'cookie':
      return { path, headers: [...headers, ['cookie', `${location.name}=${token}`] as const] };
    case 'param':
      return { path: `${path}${path.includes('?') ? '&' : '?'}${location.name}=${token}`, headers };
  }
}

/** A claim of one string is that string, unless it could be taken for several. */
function claimsOf({ issuer }: TokenChoice, lines: Witness['lines']): JsonObject {
  const claims: JsonObject = { iss: issuer };
  let whole: JsonObject = claims;
  for (const [about, values] of lines) {
    if (!about.startsWith('claim:') || values.length === 0) continue;
    const [only = ''] = values;
    const value = values.length === 1 && !only.includes(' ') ? only : [...values];
    whole = merged(whole, about.slice('claim:'.length).split('.'), value);
  }
  return whole;
}

function merged(claims: JsonObject, path: readonly string[], value: string | string[]): JsonObject {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return { ...claims, [name]: value };
  const inner = claims[name];
  const object = inner !== undefined && isObject(inner) ? inner : {};
  return { ...claims, [name]: merged(object, rest, value) };
}
