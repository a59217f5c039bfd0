import type { Payload, Request } from '../../model/request.ts';
import type { Token } from '../../model/token.ts';
import type { Trace } from '../../model/trace.ts';
import { mint } from './mint.ts';

/** Tokens remembered at most. */
const most = 500;
const placeholder = /\$\{token:([^}]*)\}/g;

/** Puts tokens in the place of `${token:NAME}` and back. */
export interface TokenDesk {
  /** The request as it is sent: tokens are made when the first request that carries them is. */
  readonly resolve: (request: Request) => Request;
  /** The trace with names in the place of tokens again, as a person wrote them. */
  readonly unresolve: (trace: Trace, request: Request) => Trace;
}

/** `minted` remembers tokens by what they are made of; equal ones are made once. */
export function tokenDesk(tokens: readonly Token[], clock: string, minted: Map<string, string>): TokenDesk {
  const byName = new Map(tokens.map((token) => [token.name, token]));
  const jwtOf = (token: Token): string => {
    const key = JSON.stringify([clock, token]);
    const known = minted.get(key);
    if (known !== undefined) return known;
    const { jwt } = mint(token, clock);
    // While a token is being typed, each letter makes another one.
    if (minted.size >= most) minted.clear();
    minted.set(key, jwt);
    return jwt;
  };
  const withTokens = (text: string): string =>
    text.replaceAll(placeholder, (written, name: string) => {
      const token = byName.get(name);
      return token === undefined ? written : jwtOf(token);
    });
  return {
    resolve: (request) => {
      const payload = replaced(request.payload, withTokens);
      return payload === request.payload ? request : { ...request, payload };
    },
    unresolve: (trace, request) => {
      const names = tokenNames(request).flatMap((name) => {
        const token = byName.get(name);
        return token === undefined ? [] : [[jwtOf(token), `\${token:${name}}`] as const];
      });
      return names.length === 0 ? trace : { ...renamed(trace, names), request };
    },
  };
}

/** The tokens that a request asks for, each once. */
export function tokenNames({ payload }: Request): readonly string[] {
  if (payload.kind !== 'http') return [];
  const texts = [payload.path, ...payload.headers.map(([, value]) => value)];
  return [...new Set(texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name = '']) => name)))];
}

function replaced(payload: Payload, withTokens: (text: string) => string): Payload {
  if (payload.kind !== 'http') return payload;
  const path = withTokens(payload.path);
  const headers = payload.headers.map(([name, value]) => [name, withTokens(value)] as const);
  const changed = path !== payload.path || headers.some(([, value], index) => value !== payload.headers[index]?.[1]);
  return changed ? { ...payload, path, headers } : payload;
}

type Names = readonly (readonly [jwt: string, name: string])[];

/** A copy in which every text has names for tokens. What holds none is shared, not copied. */
function renamed<T>(value: T, names: Names): T {
  if (typeof value === 'string') return renamedText(value, names) as T & string;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => renamed(item, names));
    return items.some((item, index) => item !== value[index]) ? (items as T & unknown[]) : value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, renamed(item, names)] as const);
  const same = entries.every(([key, item]) => item === Reflect.get(value, key));
  return same ? value : { ...value, ...Object.fromEntries(entries) };
}

function renamedText(text: string, names: Names): string {
  return names.reduce((rest, [jwt, name]) => rest.replaceAll(jwt, name), text);
}
