import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readVector } from '../../conformance/vector.ts';
import type { Json } from '../model/json.ts';
import { isProblem } from './read.ts';
import { readRequest, writeRequest } from './request.ts';

const from = { workload: 'shop/reviews' };
const to = { host: 'backend.payments', port: 8080 };

function recordedRequests(): readonly Json[] {
  const folder = new URL('../../conformance/vectors/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((name) =>
    readFileSync(new URL(name, folder), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => readVector(line).requests.map(({ request }) => request)),
  );
}

/** A recorded request without what was recorded about it. */
function asked(json: Json): Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'expect'))
    : json;
}

describe('reading a request', () => {
  it('reads every recorded request, and writing it gives one that reads the same', () => {
    const recorded = recordedRequests();
    expect(recorded.length).toBeGreaterThan(10_000);
    for (const json of recorded) {
      const request = readRequest(asked(json));
      if (isProblem(request)) throw new Error(`${request.problem}: ${JSON.stringify(json)}`);
      expect(readRequest(writeRequest(request))).toEqual(request);
    }
  });

  it('takes a peer that comes as a ztunnel would', () => {
    const peer = { identity: 'spiffe://cluster.local/ns/a/sa/b', tunnel: true };
    const request = readRequest({ id: 'r', from: { peer }, to: { workload: 'shop/reviews', port: 8080 } });
    if (isProblem(request)) throw new Error(request.problem);
    expect(request.caller).toMatchObject({ kind: 'peer', identity: 'cluster.local/ns/a/sa/b', tunnel: true });
    expect(readRequest(writeRequest(request))).toEqual(request);
  });

  it('takes GET / over HTTP/1.1 where nothing is said', () => {
    expect(readRequest({ id: 'r', from, to })).toEqual({
      id: 'r',
      title: '',
      caller: { kind: 'workload', workload: 'shop/reviews' },
      target: { kind: 'host', host: 'backend.payments', port: 8080, via: null },
      payload: { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' },
      tls: null,
    });
  });

  it('takes the kubelet for a caller, and writes it again', () => {
    const request = readRequest({ id: 'r', from: { kubelet: true }, to: { workload: 'shop/reviews', port: 8080 } });
    if (isProblem(request)) throw new Error(request.problem);
    expect(request.caller).toEqual({ kind: 'kubelet' });
    expect(readRequest(writeRequest(request))).toEqual(request);
  });

  it('keeps the time at which it is sent', () => {
    const request = readRequest({ id: 'r', at: '+2h', from, to });
    if (isProblem(request)) throw new Error(request.problem);
    expect(request.at).toBe('+2h');
    expect(readRequest(writeRequest(request))).toEqual(request);
  });

  it.each([
    ['http://backend.payments:8080/charges?a=b', 'backend.payments', 8080, '/charges?a=b', false],
    ['http://catalog', 'catalog', 80, '/', false],
    ['https://api.github.com/repos', 'api.github.com', 443, '/repos', true],
    ['http://[fd00::1]:81?x', 'fd00::1', 81, '/?x', false],
  ])('reads the url %s', (url, host, port, path, tls) => {
    expect(readRequest({ id: 'r', from, to: { url } })).toMatchObject({
      target: { kind: 'host', host, port },
      payload: { path },
      tls: tls ? { sni: null, alpn: [] } : null,
    });
  });

  it('lets `http.path` win over the path of a url', () => {
    expect(readRequest({ id: 'r', from, to: { url: 'http://a/b' }, http: { path: '/c' } })).toMatchObject({
      payload: { path: '/c' },
    });
  });

  it('reads header lines of one name in their order', () => {
    const request = readRequest({ id: 'r', from, to, http: { headers: { x: ['1', '2'], y: 3 } } });
    expect(request).toMatchObject({
      payload: {
        headers: [
          ['x', '1'],
          ['x', '2'],
          ['y', '3'],
        ],
      },
    });
  });

  it('reads what is drawn on the way, and writes it again', () => {
    const draws = { 'shop/web/outbound/draw-destination': 'reviews/v2' };
    const request = readRequest({ id: 'r', from, to, draws });
    if (isProblem(request)) throw new Error(request.problem);
    expect(request.draws).toEqual(draws);
    expect(writeRequest(request)).toMatchObject({ draws });
    expect(readRequest({ id: 'r', from, to, draws: {} })).not.toHaveProperty('draws');
  });

  it.each<[string, Json, (string | number)[]]>([
    ['a text', 'GET /', []],
    ['a list', [], []],
    ['no id', { from, to }, ['id']],
    ['no caller', { id: 'r', to }, ['from']],
    ['two callers', { id: 'r', from: { workload: 'a/b', external: '1.2.3.4' }, to }, ['from']],
    ['a caller without namespace', { id: 'r', from: { workload: 'reviews' }, to }, ['from', 'workload']],
    ['a caller that is a number', { id: 'r', from: { external: 4 }, to }, ['from', 'external']],
    ['a tunnel that is not true', { id: 'r', from: { peer: { tunnel: 'yes' } }, to }, ['from', 'peer', 'tunnel']],
    ['a strange peer', { id: 'r', from: { peer: { name: 'x' } }, to }, ['from', 'peer', 'name']],
    [
      'a kubelet that is none',
      { id: 'r', from: { kubelet: false }, to: { workload: 'a/b', port: 1 } },
      ['from', 'kubelet'],
    ],
    ['a kubelet that dials a name', { id: 'r', from: { kubelet: true }, to }, ['to']],
    ['no target', { id: 'r', from }, ['to']],
    ['a target without port', { id: 'r', from, to: { host: 'a' } }, ['to']],
    ['a port of text', { id: 'r', from, to: { host: 'a', port: '80' } }, ['to', 'port']],
    ['a port out of range', { id: 'r', from, to: { host: 'a', port: 70_000 } }, ['to', 'port']],
    ['a url of another kind', { id: 'r', from, to: { url: 'ftp://a' } }, ['to', 'url']],
    ['a url with a port out of range', { id: 'r', from, to: { url: 'http://a:99999/' } }, ['to', 'url']],
    ['HTTP and TCP at once', { id: 'r', from, to, http: {}, tcp: true }, ['tcp']],
    ['a path that is none', { id: 'r', from, to, http: { path: 4 } }, ['http', 'path']],
    ['a version that is none', { id: 'r', from, to, http: { version: '3' } }, ['http', 'version']],
    ['headers in a list', { id: 'r', from, to, http: { headers: ['a'] } }, ['http', 'headers']],
    ['a header that is a map', { id: 'r', from, to, http: { headers: { a: {} } } }, ['http', 'headers', 'a']],
    ['alpn of text', { id: 'r', from, to, tls: { alpn: 'h2' } }, ['tls', 'alpn']],
    ['draws in a list', { id: 'r', from, to, draws: ['a'] }, ['draws']],
    ['a branch that is a number', { id: 'r', from, to, draws: { a: 1 } }, ['draws', 'a']],
    ['a field that is not known', { id: 'r', from, to, htpp: {} }, ['htpp']],
  ])('says where the problem is: %s', (_what, json, path) => {
    const problem = readRequest(json);
    expect(isProblem(problem) ? problem.path : 'no problem').toEqual(path);
  });
});
