import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import type { JsonObject } from '../model/json.ts';
import { type RouteEntry, routesOf } from './httpRoutes.ts';

const host = 's.b.svc.cluster.local';
const service = (name: string, namespace: string, spec: JsonObject): string =>
  JSON.stringify({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name, namespace }, spec });

/** A route that leads nowhere is refused. */
const answers = { directResponse: { status: 200 } };

/** The routes of a VirtualService `a/parent` whose only entry delegates to `b/child`. */
function routes(
  root: JsonObject,
  leaves: readonly JsonObject[],
  delegate: JsonObject = { name: 'child', namespace: 'b' },
) {
  const children = [
    service('child', 'b', { http: leaves.map((leaf) => ({ ...leaf, ...answers })) }),
    service('child', 'legacy', { http: [{ name: 'of-legacy', ...answers }] }),
    service('aunt', 'b', { http: [{ name: 'of-aunt', ...answers }] }),
    service('child', 'a', { http: [{ name: 'of-a', ...answers }] }),
  ];
  const world = worldWith(
    [...children, service('parent', 'a', { hosts: [host], http: [{ ...root, delegate }] })].join('\n---\n'),
  );
  const parent = world.virtualServices.find(({ resource }) => resource.name === 'parent');
  if (!parent) throw new Error('no parent');
  return routesOf(world, parent, { gateway: 'mesh', port: 80, namespace: 'a', labels: { app: 'c' } });
}

/** What of one child's condition under one of the parent's is asked for; undefined: they contradict each other. */
const merged = (root: JsonObject, leaf: JsonObject): RouteEntry['match'] | undefined =>
  routes({ match: [root] }, [{ match: [leaf] }])[0]?.match;
const contradict = (root: JsonObject, leaf: JsonObject): boolean => merged(root, leaf) === undefined;

const names = (found: readonly RouteEntry[]): readonly (string | undefined)[] => found.map(({ route }) => route.name);

describe('the child of a delegating route', () => {
  it('has a condition of both names', () => {
    const name = (root: JsonObject, leaf: JsonObject): string | undefined =>
      merged({ ...root, method: { exact: 'GET' } }, { ...leaf, scheme: { exact: 'http' } })?.name;
    expect(name({ name: 'a' }, { name: 'b' })).toBe('a-b');
    expect([name({ name: 'a' }, {}), name({}, { name: 'b' }), name({}, {})]).toEqual(['a', 'b', undefined]);
  });

  it('is the one of the name and namespace that are given, by default of the same namespace', () => {
    expect(names(routes({}, [{ name: 'of-b' }]))).toEqual(['of-b']);
    expect(names(routes({}, [], { name: 'child' }))).toEqual(['of-a']);
    expect(names(routes({}, [], { name: 'aunt', namespace: 'b' }))).toEqual(['of-aunt']);
    expect(routes({}, [], { name: 'aunt' })).toEqual([]);
    expect(routes({}, [], { namespace: 'b' })).toEqual([]);
  });

  it('stands in the file of the child', () => {
    expect(routes({}, [{ match: [{ method: { exact: 'GET' } }] }, {}])).toMatchObject([
      { index: 0, origin: { resource: { id: 'VirtualService/b/child' }, path: ['spec', 'http', 0] } },
      { index: 1, origin: { path: ['spec', 'http', 1] }, match: null },
    ]);
  });

  it('is named after both, or after the one that has a name', () => {
    expect(names(routes({ name: 'root' }, [{ name: 'leaf' }]))).toEqual(['root-leaf']);
    expect(names(routes({ name: 'root' }, [{}]))).toEqual(['root']);
    const [none] = routes({}, [{ timeout: '1s' }]);
    expect(none?.route).toEqual({ timeout: '1s', ...answers });
  });

  it('has what the parent says where it says nothing itself', () => {
    const [found] = routes({ timeout: '1s', rewrite: { uri: '/r' } }, [{ timeout: '2s', match: [{ port: 80 }] }]);
    expect(found?.route).toEqual({ timeout: '2s', rewrite: { uri: '/r' }, match: [{ port: 80 }], ...answers });
  });

  it('has the conditions of the one that has some, else each of both together', () => {
    const [get, put] = [{ method: { exact: 'GET' } }, { method: { exact: 'PUT' } }];
    expect(routes({}, [{ match: [get, put] }]).map(({ match }) => match)).toEqual([get, put]);
    expect(routes({ match: [get, put] }, [{}]).map(({ match }) => match)).toEqual([get, put]);
    expect(routes({ match: [get, put] }, [{ match: [{ port: 80 }, get] }]).map(({ match }) => match)).toMatchObject([
      { ...get, port: 80 },
      { ...put, port: 80 },
      get,
    ]);
    expect(routes({ match: [get] }, [{ match: [get, put] }, { name: 'next' }]).map(({ index }) => index)).toEqual([1]);
  });
});

describe('two conditions, of a parent and a child', () => {
  it('are asked for together, table by table', () => {
    const root = {
      uri: { prefix: '/' },
      headers: { a: { exact: '1' } },
      withoutHeaders: { b: { exact: '1' } },
      queryParams: { c: { exact: '1' } },
      sourceLabels: { app: 'c' },
      gateways: ['mesh', 'edge'],
    };
    const leaf = {
      uri: { exact: '/x' },
      headers: { x: { exact: '2' } },
      withoutHeaders: { y: { exact: '2' } },
      queryParams: { z: { exact: '2' } },
      gateways: ['mesh'],
    };
    expect(merged(root, leaf)).toEqual({
      uri: { exact: '/x' },
      headers: { ...root.headers, ...leaf.headers },
      withoutHeaders: { ...root.withoutHeaders, ...leaf.withoutHeaders },
      queryParams: { ...root.queryParams, ...leaf.queryParams },
      sourceLabels: { app: 'c' },
      gateways: ['mesh'],
    });
    expect(merged({ sourceLabels: { app: 'c' } }, {})?.sourceLabels).toEqual({ app: 'c' });
    expect(merged({}, { sourceLabels: { app: 'c' } })?.sourceLabels).toEqual({ app: 'c' });
  });

  it.each(['uri', 'scheme', 'method', 'authority'])(
    'contradict each other where the child is not narrower: %s',
    (key) => {
      const under = (root: JsonObject, leaf: JsonObject): boolean => contradict({ [key]: root }, { [key]: leaf });
      expect(under({ prefix: '/a' }, { prefix: '/a' })).toBe(false);
      expect(under({ prefix: '/a' }, { prefix: '/ab' })).toBe(false);
      expect(under({ prefix: '/a' }, { exact: '/ab' })).toBe(false);
      expect(under({ prefix: '/a' }, { prefix: '/' })).toBe(true);
      expect(under({ prefix: '/a' }, { exact: '/b' })).toBe(true);
      expect(under({ exact: '/a' }, { exact: '/a' })).toBe(false);
      expect(under({ exact: '/a' }, { exact: '/b' })).toBe(true);
      expect(under({ exact: '/a' }, { prefix: '/a' })).toBe(true);
      expect(under({ regex: '/a' }, { exact: '/a' })).toBe(true);
      expect(under({ prefix: '/a' }, { regex: '/ab' })).toBe(true);
      expect(under({ exact: '/a' }, { regex: '/a' })).toBe(true);
      expect(merged({ [key]: { prefix: '/a' } }, { port: 80 })).toMatchObject({ [key]: { prefix: '/a' }, port: 80 });
    },
  );

  it.each(['headers', 'withoutHeaders', 'queryParams'])('contradict each other in a value of one name: %s', (key) => {
    const under = (root: JsonObject, leaf: JsonObject): boolean => contradict({ [key]: root }, { [key]: leaf });
    expect(under({ a: { prefix: '1' } }, { a: { exact: '12' } })).toBe(false);
    expect(under({ a: { exact: '1' } }, { a: { exact: '2' } })).toBe(true);
    expect(under({ a: { exact: '1' } }, { b: { exact: '2' } })).toBe(false);
    expect(under({ a: { exact: '1' }, b: { exact: '1' } }, { c: { exact: '2' }, b: { exact: '2' } })).toBe(true);
    // Presence alone: "nothing is narrower".
    expect(under({ a: {} }, { a: {} })).toBe(true);
    expect(under({ a: {} }, { a: { exact: '1' } })).toBe(true);
    expect(under({}, { a: {} })).toBe(false);
  });

  it('contradict each other in the case of paths, ports, namespaces, labels and gateways', () => {
    expect(contradict({ ignoreUriCase: true }, {})).toBe(true);
    expect(contradict({}, { ignoreUriCase: true })).toBe(true);
    expect(contradict({ ignoreUriCase: true }, { ignoreUriCase: true })).toBe(false);
    expect(contradict({ ignoreUriCase: false }, {})).toBe(false);
    expect([
      contradict({ port: 80 }, {}),
      contradict({}, { port: 80 }),
      contradict({ port: 80 }, { port: 80 }),
    ]).toEqual([false, false, false]);
    expect(contradict({ port: 81 }, { port: 80 })).toBe(true);
    expect(contradict({ sourceLabels: { app: 'x' } }, { sourceLabels: { app: 'c' } })).toBe(true);
    expect(contradict({ sourceLabels: { app: 'c', x: 'y' } }, { sourceLabels: { app: 'x' } })).toBe(true);
    expect(contradict({ gateways: ['mesh', 'edge'] }, { gateways: ['mesh'] })).toBe(false);
    expect(contradict({ gateways: ['edge'] }, { gateways: ['mesh'] })).toBe(true);
    expect(contradict({ gateways: [] }, { gateways: ['mesh'] })).toBe(false);
    expect(contradict({ gateways: ['edge'] }, { gateways: ['edge', 'mesh'] })).toBe(true);
  });

  it('contradict each other where the parent names a namespace that the child does not', () => {
    expect(contradict({ sourceNamespace: 'a' }, {})).toBe(true);
    expect(contradict({ sourceNamespace: 'b' }, { sourceNamespace: 'a' })).toBe(true);
    expect(contradict({ sourceNamespace: 'a' }, { sourceNamespace: 'a' })).toBe(false);
    expect(contradict({}, { sourceNamespace: 'a' })).toBe(false);
  });
});
