import { describe, expect, it } from 'vitest';
import type { HttpHead } from '../model/trace.ts';
import { preflightAnswer } from './cors.ts';
import { changeHeaders, directAnswer, rewritten } from './routeAction.ts';

const head = (path: string, more: Partial<HttpHead> = {}): HttpHead => ({
  method: 'GET',
  path,
  authority: 's.b:80',
  headers: [],
  ...more,
});

describe('a route that redirects', () => {
  const location = (redirect: object, path = '/old/x?q=1', prefix: string | null = '/old'): string | undefined =>
    directAnswer({ redirect }, prefix, head(path), 'http', 80)?.headers[0]?.[1];

  it('keeps what it does not change, the query always', () => {
    expect(location({})).toBe('http://s.b:80/old/x?q=1');
    expect(location({ uri: '/new' })).toBe('http://s.b:80/new?q=1');
    expect(location({ uri: '/new?own' })).toBe('http://s.b:80/new?own');
    expect(location({ uri: '' })).toBe('http://s.b:80/old/x?q=1');
    expect(location({ authority: 'x.com', scheme: 'https' }, '/')).toBe('https://x.com/');
    expect(location({ port: 8443 }, '/')).toBe('http://s.b:8443/');
  });

  it('names no port that is usual for its scheme, and keeps the request’s unless the scheme changes', () => {
    expect(location({ port: 80 }, '/')).toBe('http://s.b:80/');
    expect(location({ port: 443, scheme: 'https' }, '/')).toBe('https://s.b/');
    expect(location({ port: 80, scheme: 'https' }, '/')).toBe('https://s.b:80/');
    expect(location({ scheme: 'https' }, '/')).toBe('https://s.b/');
    expect(location({ scheme: 'ftp' }, '/')).toBe('ftp://s.b/');
    expect(location({ scheme: 'http' }, '/')).toBe('http://s.b:80/');
    const derived = (listener: number): string | undefined =>
      directAnswer({ redirect: { derivePort: 'FROM_REQUEST_PORT' } }, null, head('/'), 'http', listener)
        ?.headers[0]?.[1];
    expect([derived(80), derived(8080)]).toEqual(['http://s.b:80/', 'http://s.b:8080/']);
  });

  it('replaces the matched prefix, where there was one', () => {
    expect(location({ prefixRewrite: '/new' })).toBe('http://s.b:80/new/x?q=1');
    expect(location({ prefixRewrite: '/new', uri: '/all' }, '/old', null)).toBe('http://s.b:80/all');
  });

  it('answers 301, or the code it names', () => {
    expect(directAnswer({ redirect: {} }, null, head('/'), 'http', 80)?.status).toBe(301);
    expect(directAnswer({ redirect: { redirectCode: 307 } }, null, head('/'), 'http', 80)?.status).toBe(307);
  });
});

describe('a route that answers by itself', () => {
  it('gives its status and body', () => {
    const answer = (route: object) => directAnswer(route, null, head('/'), 'http', 80);
    expect(answer({ directResponse: { status: 204 } })).toMatchObject({ status: 204, body: '' });
    expect(answer({ directResponse: { status: 200, body: { string: 'hi' } } })).toMatchObject({ body: 'hi' });
    expect(answer({ route: [] })).toBeNull();
  });
});

describe('a route that rewrites', () => {
  it('moves the prefix or the whole path, and keeps the query', () => {
    expect(rewritten({ rewrite: { uri: '/new' } }, '/old', head('/old/x?q=1')).path).toBe('/new/x?q=1');
    expect(rewritten({ rewrite: { uri: '/new' } }, null, head('/old/x'))).toMatchObject({
      path: '/new',
      headers: [['x-envoy-original-path', '/old/x']],
    });
    expect(rewritten({ rewrite: { authority: 'x.com' } }, null, head('/')).authority).toBe('x.com');
  });

  it('that names no path leaves it as it is', () => {
    expect(rewritten({ rewrite: { uri: '', authority: 'x.com' } }, '/', head('/old'))).toMatchObject({
      path: '/old',
      authority: 'x.com',
      headers: [],
    });
  });

  it('changes headers in one with its lone destination, and after the one of several that was chosen', () => {
    const own = { set: { a: '1', b: '2', Host: 'own.com' }, add: { d: '5' }, remove: ['c'] };
    const its = { set: { b: '3', c: '4', host: 'its.com' }, add: { d: '6' }, remove: ['a'] };
    const lone = { destination: { host: 'x' }, headers: { request: its } };
    const sent = head('/', { headers: [['c', '9']] });
    const changed = (route: (typeof lone)[], request: object = own) => {
      const { authority, headers } = rewritten({ headers: { request }, route }, '/', sent, lone);
      return [authority, ...headers.map(([name, value]) => `${name}=${value}`)].join(' ');
    };
    expect(changed([lone])).toBe('own.com a=1 b=3 c=4 d=5 d=6');
    expect(changed([lone, lone])).toBe('own.com d=6 a=1 b=2 d=5');
    expect(changed([lone], {})).toBe('its.com b=3 c=4 d=6');
    const moved = rewritten({ rewrite: { authority: 'x.com' }, route: [lone] }, '/', sent, lone);
    expect(moved.authority).toBe('x.com');
  });

  it('sets, adds and removes headers by name in any case; Host becomes the authority', () => {
    const lines = [
      ['A', '1'],
      ['b', '2'],
    ] as const;
    expect(changeHeaders(undefined, lines)).toBe(lines);
    expect(changeHeaders({ remove: ['a'], set: { B: '3' }, add: { c: '4' } }, lines)).toEqual([
      ['B', '3'],
      ['c', '4'],
    ]);
    const moved = rewritten({ headers: { request: { set: { Host: 'x.com' } } } }, null, head('/'));
    expect(moved).toMatchObject({ authority: 'x.com', headers: [] });
  });
});

describe('a preflight request', () => {
  const asks = (policy: object | undefined, headers: HttpHead['headers'], method = 'OPTIONS'): boolean =>
    preflightAnswer(policy, head('/', { method, headers })) !== null;
  const wanted = [
    ['Origin', 'https://shop.example'],
    ['Access-Control-Request-Method', 'PUT'],
  ] as const;

  it('is answered for an allowed origin, in every form of one', () => {
    const shop = 'https://shop.example';
    for (const match of [{ exact: '*' }, { exact: shop }, { prefix: 'https://shop' }, { regex: 'https://.*' }])
      expect([match, asks({ allowOrigins: [match] }, wanted)]).toEqual([match, true]);
    expect(asks({ allowOrigin: ['*'] }, wanted)).toBe(true);
    expect(asks({ allowOrigin: [shop] }, wanted)).toBe(true);
  });

  it('goes on from any other origin, and so does what is no preflight', () => {
    const all = { allowOrigins: [{ exact: '*' }] };
    for (const match of [{ exact: 'https://x' }, { prefix: 'http://' }, {}])
      expect([match, asks({ allowOrigins: [match] }, wanted)]).toEqual([match, false]);
    expect(asks({ allowOrigin: ['https://x'] }, wanted)).toBe(false);
    expect(asks({}, wanted)).toBe(false);
    expect(asks(undefined, wanted)).toBe(false);
    expect(asks(all, wanted, 'GET')).toBe(false);
    expect(asks(all, wanted.slice(0, 1))).toBe(false);
    expect(asks(all, wanted.slice(1))).toBe(false);
  });

  it('from another origin is answered without it, where unmatchedPreflights is IGNORE', () => {
    const answer = (unmatchedPreflights: string) =>
      preflightAnswer(
        { allowOrigins: [{ exact: 'https://x' }], unmatchedPreflights } as object,
        head('/', { method: 'OPTIONS', headers: wanted }),
      );
    expect(answer('IGNORE')).toMatchObject({ status: 200, headers: [], details: 'cors_response' });
    expect([answer('FORWARD'), answer('UNSPECIFIED')]).toEqual([null, null]);
  });
});
