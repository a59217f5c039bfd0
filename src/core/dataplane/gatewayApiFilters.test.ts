import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { api, edge, fromOutside, httpRoute, listener, parentRefs, seen, toS } from './gatewayApi.fixture.ts';

type Sent = Parameters<typeof fromOutside>[1];

/** What comes of a request by a rule for the Service `s` with these filters, and with these beside its backend. */
function filtered(filters: readonly JsonObject[], asked: Sent = {}, ofBackend: readonly JsonObject[] = []) {
  const backendRefs = [{ name: 's', port: 80, ...(ofBackend.length > 0 ? { filters: [...ofBackend] } : {}) }];
  return fromOutside([edge(), httpRoute([{ backendRefs, filters: [...filters] }])], asked);
}

/** What istiod makes of the filters of an HTTPRoute (istio `gateway/conversion.go`). */
describe('a CORS filter', () => {
  const preflight = (origin: string, allowOrigins: readonly string[]) =>
    filtered([{ type: 'CORS', cors: { allowOrigins: [...allowOrigins] } }], {
      method: 'OPTIONS',
      headers: [
        ['origin', origin],
        ['access-control-request-method', 'PUT'],
      ],
    });
  /** The status of the gateway's own answer, and the origin that it lets in. */
  const answered = (origin: string, ...allowOrigins: readonly string[]): readonly (string | number | undefined)[] => {
    const { caller, delivery } = preflight(origin, allowOrigins);
    if (caller.kind !== 'http' || delivery !== null) return ['delivered'];
    return [caller.status, caller.headers.find(([name]) => name === 'access-control-allow-origin')?.[1]];
  };
  const lets = (origin: string, ...allowOrigins: readonly string[]): boolean =>
    answered(origin, ...allowOrigins)[1] === origin;

  it('without a wildcard is exact', () => {
    expect(answered('https://a.example', 'https://a.example')).toEqual([200, 'https://a.example']);
    expect(lets('https://b.example', 'https://b.example', 'https://a.example')).toBe(true);
    expect(lets('https://a.example:8443', 'https://a.example')).toBe(false);
  });

  it('with `*` alone lets in every origin that is one: scheme and host', () => {
    expect(lets('https://any.example:8443', '*')).toBe(true);
    expect(lets('ws://localhost:3000', '*')).toBe(true);
    expect(lets('null', '*')).toBe(false);
    expect(lets('https://a.example/path', '*')).toBe(false);
  });

  it('with its only wildcard at the end is a prefix', () => {
    expect(lets('https://a.example', 'https://a.*')).toBe(true);
    expect(lets('https://a.', 'https://a.*')).toBe(true);
    expect(lets('https://b.example', 'https://a.*')).toBe(false);
  });

  it('with any other wildcard is an expression that takes all other characters as they are', () => {
    expect(lets('https://x.y.example', 'https://*.example')).toBe(true);
    expect(lets('https://x.example.evil', 'https://*.example')).toBe(false);
    expect(lets('https://x-example', 'https://*.example')).toBe(false);
    expect(lets('https://a.example:8443', 'https://*.example:*')).toBe(true);
    expect(lets('https://a.example', 'https://*.example:*')).toBe(false);
    expect(lets('http://a+b.example', '*://a+b.example')).toBe(true);
    expect(lets('http://aab.example', '*://a+b.example')).toBe(false);
  });

  it('passes over an empty origin', () => {
    expect(lets('https://a.example', '', 'https://a.example')).toBe(true);
    expect(lets('https://a.example', '')).toBe(false);
  });

  it('answers preflights from other origins too, so that none reaches the backend', () => {
    expect(answered('https://b.example', 'https://a.example')).toEqual([200, undefined]);
    const { logs, verdict } = preflight('https://b.example', ['https://a.example']);
    expect(logs[0]).toMatchObject({ status: 200, details: 'cors_response' });
    expect(verdict.kind).toBe('denied');
  });

  it('lets every other request pass, from whatever origin', () => {
    const cors = { type: 'CORS', cors: { allowOrigins: ['https://a.example'] } };
    expect(filtered([cors], { headers: [['origin', 'https://b.example']] }).delivery?.workload).toBe('b/s');
    expect(filtered([cors], { method: 'OPTIONS' }).delivery?.workload).toBe('b/s');
  });
});

describe('a filter that says nothing', () => {
  it('changes nothing', () => {
    for (const type of [
      'CORS',
      'RequestHeaderModifier',
      'RequestMirror',
      'RequestRedirect',
      'ResponseHeaderModifier',
      'URLRewrite',
    ]) {
      const { delivery } = filtered([{ type }], { path: '/x?y' });
      expect([type, delivery?.path, delivery?.host]).toEqual([type, '/x?y', 'shop.example']);
    }
    expect(filtered([{ type: 'URLRewrite', urlRewrite: {} }], { path: '/x?y' }).delivery?.path).toBe('/x?y');
  });
});

describe('a change of headers', () => {
  const set = (name: string, value: string): JsonObject => ({ set: [{ name, value }] });
  const valueOf = (trace: ReturnType<typeof fromOutside>, name: string): string | undefined =>
    trace.delivery?.headers.find(([each]) => each === name)?.[1];

  it('adds behind what is there, and replaces what is set', () => {
    const sent: Sent = {
      headers: [
        ['x-added', 'own'],
        ['x-set', 'own'],
      ],
    };
    const requestHeaderModifier = {
      set: [{ name: 'X-Set', value: 'rule' }],
      add: [{ name: 'X-Added', value: 'rule' }],
    };
    const trace = filtered([{ type: 'RequestHeaderModifier', requestHeaderModifier }], sent);
    expect(trace.delivery?.headers.filter(([name]) => name === 'x-added' || name === 'x-set')).toEqual([
      ['x-added', 'own'],
      ['x-set', 'rule'],
      ['x-added', 'rule'],
    ]);
  });

  it('of the answer leaves the request as it is, and keeps what is said of the request', () => {
    const request = { type: 'RequestHeaderModifier', requestHeaderModifier: set('x-team', 'a') };
    const response = { type: 'ResponseHeaderModifier', responseHeaderModifier: set('x-team', 'b') };
    expect(valueOf(filtered([response]), 'x-team')).toBeUndefined();
    expect(valueOf(filtered([request, response]), 'x-team')).toBe('a');
    expect(valueOf(filtered([response, request]), 'x-team')).toBe('a');
  });

  it('beside a backend is for what goes there', () => {
    const own = { type: 'RequestHeaderModifier', requestHeaderModifier: set('x-team', 'backend') };
    expect(valueOf(filtered([], {}, [own]), 'x-team')).toBe('backend');
    const answer = { type: 'ResponseHeaderModifier', responseHeaderModifier: set('x-team', 'answer') };
    expect(valueOf(filtered([], {}, [own, answer]), 'x-team')).toBe('backend');
    expect(valueOf(filtered([], {}, [answer, own]), 'x-team')).toBe('backend');
    for (const type of ['URLRewrite', 'RequestMirror']) expect(seen(filtered([], {}, [{ type }]))).toBe(404);
  });

  it('with a control character leaves out the whole route: tab is none of them, delete is', () => {
    const by = (value: string, type = 'RequestHeaderModifier', field = 'requestHeaderModifier'): number | string =>
      seen(filtered([{ type, [field]: { add: [{ name: 'x', value }] } }]));
    expect([by('a\tb'), by('a\u007fb'), by('a\nb'), by('é')]).toEqual([200, 404, 404, 200]);
    expect(by('\u0000', 'ResponseHeaderModifier', 'responseHeaderModifier')).toBe(404);
    const own = { type: 'RequestHeaderModifier', requestHeaderModifier: set('x', '\u0001') };
    expect(seen(filtered([], {}, [own]))).toBe(404);
    // One value is enough, and a space is none.
    const two = { add: [{ name: 'x', value: 'a b' }], set: [{ name: 'y', value: '\u0001' }] };
    expect(seen(filtered([{ type: 'RequestHeaderModifier', requestHeaderModifier: two }]))).toBe(404);
    expect(by('a b')).toBe(200);
  });
});

describe('a mirror whose backend cannot be used', () => {
  const mirror = (backendRef: JsonObject): JsonObject => ({ type: 'RequestMirror', requestMirror: { backendRef } });
  const good = mirror({ name: 's', port: 80 });
  const bad = [{ name: 'none', port: 80 }, { name: 's' }, { name: 'n', namespace: 'legacy', port: 80 }].map(mirror);

  it('is left out of an HTTPRoute: the request goes on', () => {
    for (const each of [good, ...bad]) expect([each, seen(filtered([each]))]).toEqual([each, 200]);
  });

  it('leaves out a whole GRPCRoute', () => {
    const grpc = (filter: JsonObject): ReturnType<typeof fromOutside> =>
      fromOutside([edge(), api('GRPCRoute', 'g', 'b', { parentRefs, rules: [{ ...toS, filters: [filter] }] })]);
    expect(seen(grpc(good))).toBe(200);
    for (const each of bad) {
      const trace = grpc(each);
      expect([each, seen(trace)]).toEqual([each, 404]);
      expect(trace.hops.at(-1)?.steps.at(-1)?.checks).toMatchObject([{ note: { args: { reason: 'mirror' } } }]);
    }
  });
});

describe('a redirect', () => {
  const redirected = (requestRedirect: JsonObject, port = 80): string | undefined => {
    const redirect = { type: 'RequestRedirect', requestRedirect };
    const added = { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'x-by', value: 'me' }] } };
    const route = httpRoute([{ filters: [redirect, added] }]);
    const { caller } = fromOutside([edge([listener({ port })]), route], { port, host: 'shop.example' });
    if (caller.kind !== 'http') return undefined;
    expect(caller.headers).toContainEqual(['x-by', 'me']);
    return `${caller.status} ${caller.headers.find(([name]) => name === 'location')?.[1] ?? ''}`;
  };

  it('without a port goes to the listener’s own, or to that of the scheme it names', () => {
    expect(redirected({})).toBe('302 http://shop.example/');
    expect(redirected({}, 8000)).toBe('302 http://shop.example:8000/');
    expect(redirected({ scheme: 'https' }, 8000)).toBe('302 https://shop.example/');
    expect(redirected({ scheme: 'http' }, 8000)).toBe('302 http://shop.example/');
    expect(redirected({ hostname: 'new.example' }, 8000)).toBe('302 http://new.example:8000/');
    expect(redirected({ port: 9000, statusCode: 301 }, 8000)).toBe('301 http://shop.example:9000/');
  });
});
