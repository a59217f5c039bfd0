import { describe, expect, it } from 'vitest';
import type { HttpMatch } from '../httpRoutes.ts';
import { grpcMatch, httpMatch } from './matches.ts';
import { byPrecedence } from './precedence.ts';

describe('a match of an HTTPRoute', () => {
  it('is by prefix unless it says otherwise, without a slash at the end', () => {
    expect(httpMatch({})).toEqual({ uri: { prefix: '/' } });
    expect(httpMatch({ path: {} })).toEqual({ uri: { prefix: '/' } });
    expect(httpMatch({ path: { value: '/' } })).toEqual({ uri: { prefix: '/' } });
    expect(httpMatch({ path: { value: '/a/' } })).toEqual({ uri: { prefix: '/a' } });
    expect(httpMatch({ path: { type: 'Exact', value: '/a/' } })).toEqual({ uri: { exact: '/a/' } });
    expect(httpMatch({ path: { type: 'RegularExpression', value: '/a/' } })).toEqual({ uri: { regex: '/a/' } });
  });

  it('asks for method, headers and parameters', () => {
    const values = [
      { name: 'x', value: '1' },
      { name: 'y', value: '2', type: 'RegularExpression' },
    ] as const;
    const table = { x: { exact: '1' }, y: { regex: '2' } };
    expect(httpMatch({ method: 'GET', headers: values, queryParams: values })).toEqual({
      uri: { prefix: '/' },
      method: { exact: 'GET' },
      headers: table,
      queryParams: table,
    });
    expect(httpMatch({ headers: [], queryParams: [] })).toEqual({ uri: { prefix: '/' } });
  });
});

/** "gRPC format is /SERVICE/METHOD" (istio `gateway/conversion.go`, createGRPCURIMatch). */
describe('a match of a GRPCRoute', () => {
  it('is of service, method or both', () => {
    expect(grpcMatch({ method: { service: 's' } })).toEqual({ uri: { prefix: '/s/' } });
    expect(grpcMatch({ method: { method: 'm' } })).toEqual({ uri: { regex: '/[^/]+/m' } });
    expect(grpcMatch({ method: { service: 's', method: 'm' } })).toEqual({ uri: { exact: '/s/m' } });
    expect(grpcMatch({ method: {} })).toBe('grpcMethod');
  });

  it('may be an expression', () => {
    const type = 'RegularExpression' as const;
    expect(grpcMatch({ method: { type, service: 's' } })).toEqual({ uri: { regex: '/s/.+' } });
    expect(grpcMatch({ method: { type, method: 'm' } })).toEqual({ uri: { regex: '/[^/]+/m' } });
    expect(grpcMatch({ method: { type, service: 's', method: 'm' } })).toEqual({ uri: { regex: '/s/m' } });
    expect(grpcMatch({ method: { type } })).toBe('grpcMethod');
  });

  it('asks for headers', () => {
    const headers = [{ name: 'x', value: '1' }];
    expect(grpcMatch({ headers })).toEqual({ headers: { x: { exact: '1' } } });
    expect(grpcMatch({})).toEqual({});
    for (const method of [
      { service: 's' },
      { method: 'm' },
      { service: 's', method: 'm' },
      { type: 'RegularExpression', service: 's' },
    ] as const)
      expect(grpcMatch({ method, headers })).toMatchObject({ headers: { x: { exact: '1' } } });
  });
});

/** istio `gateway/conversion.go`, sortHTTPRoutes. */
describe('the order of routes', () => {
  const sorted = (matches: Readonly<Record<string, HttpMatch | null>>): readonly string[] =>
    Object.entries(matches)
      .map(([name, match]) => ({ name, ...(match === null ? {} : { match: [match] }) }))
      .sort(byPrecedence)
      .map(({ name }) => name);
  const [a, b] = [{ exact: 'a' }, { exact: 'b' }];

  it('is exact, prefix, expression, headers alone, and last what takes everything', () => {
    expect(
      sorted({
        any: null,
        headers: { headers: { x: a } },
        regex: { uri: { regex: '/very/long.*' } },
        prefix: { uri: { prefix: '/longer' } },
        exact: { uri: { exact: '/a' } },
      }),
    ).toEqual(['exact', 'prefix', 'regex', 'headers', 'any']);
    expect(sorted({ first: null, match: { uri: { prefix: '/' } }, second: null })).toEqual([
      'match',
      'first',
      'second',
    ]);
  });

  it('is the longer path, then a method, then more headers, then more parameters', () => {
    for (const kind of ['exact', 'prefix', 'regex'])
      expect(sorted({ short: { uri: { [kind]: '/a' } }, long: { uri: { [kind]: '/ab' } } })).toEqual(['long', 'short']);
    const uri = { prefix: '/' };
    expect(
      sorted({
        plain: { uri },
        params: { uri, queryParams: { x: a, y: b } },
        param: { uri, queryParams: { x: a } },
        header: { uri, headers: { x: a } },
        headers: { uri, headers: { x: a, y: b } },
        method: { uri, method: a },
      }),
    ).toEqual(['method', 'headers', 'header', 'params', 'param', 'plain']);
    expect(sorted({ first: { uri }, second: { uri } })).toEqual(['first', 'second']);
  });
});
