import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import type { JsonObject } from '../model/json.ts';
import { catchAllLast, gatewayName, type RouteEntry, type RouteScope, routeName, routesOf } from './httpRoutes.ts';

const mesh: RouteScope = { gateway: 'mesh', port: 80, namespace: 'a', labels: { app: 'c', tier: 'x' } };

/** The routes of a VirtualService of namespace `a` for one proxy, by name. */
function routes(http: readonly JsonObject[], scope: Partial<RouteScope> = {}): readonly RouteEntry[] {
  const spec = { hosts: ['s.b.svc.cluster.local'], http };
  const metadata = { name: 'v', namespace: 'a' };
  const world = worldWith(
    JSON.stringify({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata, spec }),
  );
  const [service] = world.virtualServices;
  if (!service) throw new Error('no VirtualService');
  return routesOf(world, service, { ...mesh, ...scope });
}

const named = (name: string, ...match: readonly JsonObject[]): JsonObject => ({
  name,
  match,
  directResponse: { status: 200 },
});
const names = (entries: readonly RouteEntry[]): readonly (string | undefined)[] =>
  entries.map(({ route }) => route.name);

it('has the name of the route, and of the condition after it', () => {
  const [bare, own, dotted] = routes([
    named('', { method: { exact: 'GET' } }),
    named('r', { method: { exact: 'GET' } }, { name: 'm', method: { exact: 'PUT' } }),
  ]).map(routeName);
  expect([bare, own, dotted]).toEqual([null, 'r', 'r.m']);
  expect(routes([named('', { name: 'm' })]).map(routeName)).toEqual(['.m']);
});

it('asks nothing else of a proxy whose gateway it names', () => {
  const asked = { sourceLabels: { app: 'other' }, sourceNamespace: 'other' };
  expect(names(routes([named('r', asked)]))).toEqual([]);
  expect(names(routes([named('r', { ...asked, gateways: ['mesh'] })]))).toEqual(['r']);
  expect(names(routes([named('r', { ...asked, gateways: ['edge'] })]))).toEqual([]);
  expect(names(routes([named('r', { ...asked, gateways: ['mesh'], port: 81 })]))).toEqual([]);
});

const narrow = [
  { uri: { prefix: '/x' } },
  { uri: { exact: '/' } },
  { uri: { regex: '/.*' } },
  { method: { exact: 'GET' } },
  { scheme: { exact: 'http' } },
  { authority: { exact: 's.b' } },
  { headers: { h: { exact: '1' } } },
  { withoutHeaders: { h: { exact: '1' } } },
  { queryParams: { q: { exact: '1' } } },
  { uri: { prefix: '/' }, method: { exact: 'GET' } },
];
const wide = [
  {},
  { uri: { prefix: '/' } },
  { uri: { regex: '.*' } },
  { port: 80 },
  { headers: {}, withoutHeaders: {} },
];

describe('the routes of a VirtualService for a proxy (11.H)', () => {
  it('are those whose port, caller and gateway are its own', () => {
    const has = (match: JsonObject, scope: Partial<RouteScope> = {}): boolean =>
      routes([named('it', match)], scope).length === 1;
    expect([has({ port: 80 }), has({ port: 81 }), has({ port: 0 })]).toEqual([true, false, true]);
    expect([has({ sourceNamespace: 'a' }), has({ sourceNamespace: 'b' }), has({ sourceNamespace: '' })]).toEqual([
      true,
      false,
      true,
    ]);
    expect([has({ sourceLabels: { app: 'c' } }), has({ sourceLabels: { app: 'c', tier: 'y' } })]).toEqual([
      true,
      false,
    ]);
    expect([has({ gateways: ['mesh'] }), has({ gateways: ['edge'] }), has({ gateways: [] })]).toEqual([
      true,
      false,
      true,
    ]);
    expect([
      has({ gateways: ['edge'] }, { gateway: 'a/edge' }),
      has({ gateways: ['b/edge'] }, { gateway: 'a/edge' }),
    ]).toEqual([true, false]);
  });

  it('are one for each match, in order, and say where they stand', () => {
    const found = routes([named('one', { method: { exact: 'GET' } }, { method: { exact: 'PUT' } }), named('two')]);
    expect(found.map(({ route, index, match }) => [route.name, index, match?.method?.exact])).toEqual([
      ['one', 0, 'GET'],
      ['one', 0, 'PUT'],
      ['two', 1, undefined],
    ]);
    expect(found.map(({ origin }) => origin.path)).toEqual([
      ['spec', 'http', 0],
      ['spec', 'http', 0],
      ['spec', 'http', 1],
    ]);
    expect(found[2]?.match).toBeNull();
  });

  it('end with the first that catches everything', () => {
    for (const match of wide) expect([match, names(routes([named('a', match), named('b')]))]).toEqual([match, ['a']]);
    for (const match of narrow)
      expect([match, names(routes([named('a', match), named('b')]))]).toEqual([match, ['a', 'b']]);
  });

  it('of several VirtualServices at a gateway: those that catch everything move to the end', () => {
    const all = [
      ...routes([named('a', { uri: { prefix: '/x' } }), named('b')]),
      ...routes([named('c', { method: { exact: 'GET' } }), named('d', {})]),
    ];
    expect(names(catchAllLast(all))).toEqual(['a', 'c', 'b', 'd']);
  });
});

it('the name of a gateway is `mesh`, has a namespace, or is one of the own namespace', () => {
  expect(['mesh', 'edge', 'x/edge'].map((name) => gatewayName(name, 'a'))).toEqual(['mesh', 'a/edge', 'x/edge']);
});
