import type { Request } from '../../../core/model/request.ts';

/** Where a request carries its token. */
export interface TokenPlace {
  readonly kind: 'authorization' | 'header' | 'query';
  /** Of the other header or the query parameter. */
  readonly name: string;
  /** In front of the token in the other header. */
  readonly prefix: string;
}

export const usualPlace: TokenPlace = { kind: 'authorization', name: '', prefix: '' };

const written = (name: string): string => `\${token:${name}}`;
const inHeader = /^(.*?)\$\{token:([^}]+)\}$/;
const inQuery = /^([^=]*)=\$\{token:([^}]+)\}$/;

/** The request, carrying a token by name. */
export function putToken(request: Request, name: string, place: TokenPlace): Request {
  const { payload } = request;
  if (payload.kind !== 'http') return request;
  if (place.kind === 'query') {
    const joint = payload.path.includes('?') ? '&' : '?';
    return { ...request, payload: { ...payload, path: `${payload.path}${joint}${place.name}=${written(name)}` } };
  }
  const line: readonly [string, string] =
    place.kind === 'authorization'
      ? ['Authorization', `Bearer ${written(name)}`]
      : [place.name, `${place.prefix}${written(name)}`];
  return { ...request, payload: { ...payload, headers: [...payload.headers, line] } };
}

/** The request without its first token, and which token that was; null if it carries none. */
export function takeToken(
  request: Request,
): { readonly request: Request; readonly token: string; readonly place: TokenPlace } | null {
  const { payload } = request;
  if (payload.kind !== 'http') return null;
  const at = payload.headers.findIndex(([, value]) => inHeader.test(value));
  const [header = '', value = ''] = payload.headers[at] ?? [];
  const [, prefix = '', token] = inHeader.exec(value) ?? [];
  if (token !== undefined) {
    const usual = header.toLowerCase() === 'authorization' && prefix === 'Bearer ';
    const headers = payload.headers.filter((_, index) => index !== at);
    return {
      request: { ...request, payload: { ...payload, headers } },
      token,
      place: usual ? usualPlace : { kind: 'header', name: header, prefix },
    };
  }
  const [bare = '', query = ''] = payload.path.split(/\?(.*)/s);
  const params = query.split('&');
  const index = params.findIndex((each) => inQuery.test(each));
  const [, name = '', found] = inQuery.exec(params[index] ?? '') ?? [];
  if (found === undefined) return null;
  const rest = params.filter((_, other) => other !== index).join('&');
  return {
    request: { ...request, payload: { ...payload, path: rest === '' ? bare : `${bare}?${rest}` } },
    token: found,
    place: { kind: 'query', name, prefix: '' },
  };
}
