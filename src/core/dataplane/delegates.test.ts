import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const virtualService = (name: string, namespace: string, spec: JsonObject): string =>
  JSON.stringify({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name, namespace }, spec });

const host = 's.b.svc.cluster.local';
const served = { route: [{ destination: { host } }] };
const teapot = { directResponse: { status: 418 } };

/** What the caller of `/path` gets, where a VirtualService of `a` delegates `root` to a child of `b` with the route `leaf`. */
function status(path: string, root: JsonObject, leaf: JsonObject, more: JsonObject = {}): number | null {
  const delegate = { name: 'child', namespace: 'b' };
  const parent = virtualService('parent', 'a', { hosts: [host], http: [{ ...root, delegate }, served] });
  const child = virtualService('child', 'b', { http: [leaf], ...more });
  const { caller } = send(worldWith(`${parent}\n---\n${child}`), call({ path }));
  return caller.kind === 'http' ? caller.status : null;
}

const prefix = (value: string): JsonObject => ({ uri: { prefix: value } });

describe('a VirtualService that delegates', () => {
  it("takes the child's route, under the parent's condition", () => {
    const root = { match: [prefix('/v1')] };
    expect(status('/v1/x', root, teapot)).toBe(418);
    expect(status('/x', root, teapot)).toBe(200);
  });

  it('asks for both conditions, the narrower one of each kind', () => {
    const root = { match: [{ ...prefix('/v1'), method: { exact: 'GET' } }] };
    const leaf = { ...teapot, match: [prefix('/v1/pay')] };
    expect(status('/v1/pay/2', root, leaf)).toBe(418);
    expect(status('/v1/other', root, leaf)).toBe(200);
    expect(status('/v1/pay/2', { match: [{ ...prefix('/v1'), method: { exact: 'PUT' } }] }, leaf)).toBe(200);
  });

  it("leaves out a child's route that widens or contradicts the parent's condition", () => {
    const root = { match: [prefix('/v1')] };
    expect(status('/v2', root, { ...teapot, match: [prefix('/v2')] })).toBe(200);
    expect(status('/v1', root, { ...teapot, match: [prefix('/')] })).toBe(200);
    expect(status('/v1', root, { ...teapot, match: [{ uri: { regex: '/v1' } }] })).toBe(200);
    expect(status('/v1', { match: [{ ...prefix('/v1'), port: 80 }] }, { ...teapot, match: [{ port: 81 }] })).toBe(200);
  });

  it('delegates to nobody where the child has hosts, is not exported here, or does not exist', () => {
    expect(status('/', {}, teapot)).toBe(418);
    expect(status('/', {}, teapot, { hosts: ['other.b'] })).toBe(200);
    expect(status('/', {}, teapot, { exportTo: ['.'] })).toBe(200);
    const parent = virtualService('parent', 'a', { hosts: [host], http: [{ delegate: { name: 'none' } }, served] });
    expect(send(worldWith(parent), call()).verdict.kind).toBe('allowed');
  });

  it("holds exact values, headers, labels, namespaces and gateways against the parent's", () => {
    const under = (root: JsonObject, leaf: JsonObject): number | null =>
      status('/v1', { match: [root] }, { ...teapot, match: [leaf] });
    expect(under({ uri: { exact: '/v1' } }, { uri: { exact: '/v1' } })).toBe(418);
    expect(under({ uri: { exact: '/v1' } }, { uri: { prefix: '/v1' } })).toBe(200);
    expect(under({ method: { prefix: 'G' } }, { method: { exact: 'GET' } })).toBe(418);
    expect(under({ headers: { a: { exact: '1' } } }, { headers: { a: { exact: '2' } } })).toBe(200);
    expect(under({ withoutHeaders: { a: { exact: '1' } } }, { withoutHeaders: { b: { exact: '2' } } })).toBe(418);
    expect(under({ queryParams: { q: { exact: '1' } } }, { queryParams: { q: { exact: '2' } } })).toBe(200);
    expect(under({ sourceLabels: { app: 'c' } }, { sourceLabels: { app: 'x' } })).toBe(200);
    expect(under({ sourceLabels: { app: 'c' } }, { sourceLabels: { app: 'c' } })).toBe(418);
    expect(under({ sourceNamespace: 'a' }, { sourceNamespace: 'b' })).toBe(200);
    expect(under({ gateways: ['mesh'] }, { gateways: ['edge'] })).toBe(200);
    expect(under({ gateways: ['mesh'] }, { gateways: ['mesh'] })).toBe(418);
    expect(under({ gateways: ['mesh'] }, { method: { exact: 'GET' } })).toBe(418);
    expect(under(prefix('/v1'), { uri: {} })).toBe(200);
    expect(under({ ...prefix('/V1'), ignoreUriCase: true }, prefix('/V1/x'))).toBe(200);
  });

  it("names the route after both, and takes what the child leaves out from the parent's", () => {
    const root = { name: 'root', match: [prefix('/')], headers: { response: { set: { 'x-by': 'root' } } } };
    expect(status('/', root, { ...teapot, name: 'leaf' })).toBe(418);
    expect(status('/', { ...root, match: [] }, { ...teapot, match: [prefix('/v1')] })).toBe(200);
  });
});
