import { describe, expect, it } from 'vitest';
import type { HttpVersion } from '../model/request.ts';
import type { HttpHead } from '../model/trace.ts';
import { joinLines } from './oneLine.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, worldWith } from './world.fixture.ts';

type Headers = HttpHead['headers'];

const head = (headers: Headers): HttpHead => ({ method: 'GET', authority: 'h', path: '/', headers });
const joined = (headers: Headers, version: HttpVersion = '1.1'): Headers => joinLines(head(headers), version).headers;

/** Whether `b/s` lets a request with these headers in, by a policy that asks for one value. */
function admits(name: string, value: string, headers: Headers): boolean {
  const policy = authorizationPolicy(
    'p',
    `{rules: [{when: [{key: 'request.headers[${name}]', values: ['${value}']}]}]}`,
  );
  const payload = { kind: 'http', method: 'GET', path: '/', host: null, headers, version: '1.1' } as const;
  return send(worldWith(policy), { ...call(), payload }).verdict.kind === 'allowed';
}

describe('the lines of one header', () => {
  it('stay alone, as most do (2.4)', () => {
    const lines = [
      ['X-T', 'a'],
      ['x-t', 'b'],
      ['cookie', 'a=1'],
      ['cookie', 'b=2'],
    ] as const;
    const http = head(lines);
    expect(joinLines(http, '1.1')).toBe(http);
    expect(admits('x-t', 'b', lines)).toBe(true);
    expect(admits('x-t', 'a,b', lines)).toBe(false);
  });

  it('become one line of those headers that Envoy looks at itself', () => {
    const lines = [
      ['User-Agent', 'a'],
      ['x', '1'],
      ['user-agent', 'b'],
      ['Authorization', ''],
      ['authorization', 'c'],
      ['via', 'd'],
      ['via', ''],
    ] as const;
    expect(joined(lines)).toEqual([
      ['User-Agent', 'a,b'],
      ['x', '1'],
      ['Authorization', 'c'],
      ['via', 'd'],
    ]);
    expect(admits('user-agent', 'b', lines)).toBe(false);
    expect(admits('user-agent', 'a,b', lines)).toBe(true);
    expect(joined([['origin', '']])).toEqual([['origin', '']]);
    expect(
      joined([
        ['origin', ''],
        ['origin', ''],
      ]),
    ).toEqual([['origin', '']]);
  });

  it('hold a value without the white space around it, over HTTP/1.1', () => {
    const lines = [
      ['x-t', ' \ta b\t '],
      ['x', ' '],
    ] as const;
    expect(joined(lines)).toEqual([
      ['x-t', 'a b'],
      ['x', ''],
    ]);
    expect(admits('x-t', 'a b', lines)).toBe(true);
    expect(joined(lines, '2')).toBe(lines);
  });

  it('are put together by the codec of HTTP/2 if they are cookies, and an empty cookie leaves none', () => {
    const cookies = (...values: readonly string[]): Headers =>
      joined([...values.map((value) => ['cookie', value] as const), ['x', '']], '2').slice(0, -1);
    expect(cookies('a=1', 'b=2')).toEqual([['cookie', 'a=1; b=2']]);
    expect(cookies('', 'a=1')).toEqual([['cookie', 'a=1']]);
    expect(cookies('a=1', '')).toEqual([['cookie', 'a=1; ']]);
    expect(cookies('')).toEqual([]);
    expect(cookies('', '')).toEqual([]);
    const one = head([['cookie', 'a=1']]);
    expect(joinLines(one, '2')).toBe(one);
  });
});
