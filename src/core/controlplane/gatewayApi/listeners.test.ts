import { describe, expect, it } from 'vitest';
import { api, edge, httpRoute, listener, parentRefs, toS } from '../../dataplane/gatewayApi.fixture.ts';
import { worldWith } from '../../dataplane/world.fixture.ts';
import type { JsonObject } from '../../model/json.ts';
import type { World } from '../world.ts';

const world = (...yaml: readonly string[]): World => worldWith(yaml.join('\n---\n'));
const of = (protocol: string, more: JsonObject = {}): JsonObject =>
  listener({ name: `l-${protocol.toLowerCase()}`, protocol, ...tlsOf[protocol], ...more });
const tlsOf: Readonly<Record<string, JsonObject>> = {
  HTTPS: { tls: { certificateRefs: [{ name: 'c' }] } },
  TLS: { tls: { mode: 'Passthrough' } },
};

/** istio `gatewaycommon/listener_conflict.go`, listenersDistinct. */
describe('two listeners of one port', () => {
  const second = (a: JsonObject, b: JsonObject): string | undefined => {
    const { leftOut } = world(
      edge([
        { ...a, name: 'a' },
        { ...b, name: 'b' },
      ]),
    );
    return leftOut.listeners.find(({ index }) => index === 1)?.reason;
  };
  const [x, y] = [{ hostname: 'x.example' }, { hostname: 'y.example' }];

  it('are distinct by hostname if both are HTTP, HTTPS or TLS, whichever they are', () => {
    for (const a of ['HTTP', 'HTTPS', 'TLS'])
      for (const b of ['HTTP', 'HTTPS', 'TLS']) {
        expect([a, b, second(of(a, x), of(b, x))]).toEqual([a, b, 'conflict']);
        expect([a, b, second(of(a, x), of(b, y))]).toEqual([a, b, undefined]);
      }
    // "Unset hostname matches all hostnames."
    expect(second(of('HTTP'), of('HTTP', { hostname: '' }))).toBe('conflict');
    expect(second(of('HTTP'), of('HTTP', x))).toBeUndefined();
  });

  it('conflict if one is TCP or UDP, whatever their hostnames', () => {
    for (const other of ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP']) {
      expect([other, second(of('TCP'), of(other, x))]).toEqual([other, 'conflict']);
      expect([other, second(of('UDP'), of(other, x))]).toEqual([other, 'conflict']);
      expect([other, second(of(other, x), of('TCP'))]).toEqual([other, 'conflict']);
    }
  });

  it('of a protocol that nobody knows conflict with their like alone', () => {
    expect(second(of('other'), of('other'))).toBe('conflict');
    expect(second(of('other'), of('more'))).toBe('protocol');
    expect([second(of('TCP'), of('other')), second(of('HTTP'), of('other'))]).toEqual(['protocol', 'protocol']);
    expect([second(of('other'), of('TCP')), second(of('other'), of('HTTP'))]).toEqual([undefined, undefined]);
  });

  it('do not conflict on different ports; one that conflicts is compared with no other', () => {
    expect(second(of('TCP'), of('TCP', { port: 81 }))).toBeUndefined();
    const { leftOut } = world(
      edge([of('HTTP', x), of('TCP', { name: 'b' }), of('HTTP', { name: 'c', ...y }), of('HTTP', { name: 'd', ...x })]),
    );
    expect(leftOut.listeners.map(({ index, reason }) => [index, reason])).toEqual([
      [1, 'conflict'],
      [3, 'conflict'],
    ]);
  });
});

describe('the routes of a listener', () => {
  const hosts = (...yaml: readonly string[]): readonly string[] =>
    world(...yaml)
      .virtualServices.flatMap(({ made, spec }) => (made ? (spec.hosts ?? []) : []))
      .sort();
  const at = (sectionName: string, hostnames: readonly string[], name = 'r'): string =>
    httpRoute([toS], { parentRefs: [{ name: 'edge', namespace: 'a', sectionName }], hostnames: [...hostnames] }, name);

  it('leave a host to the listener of that port and protocol that serves it more exactly', () => {
    const wide = { name: 'wide', hostname: '*.example' };
    const narrow = { name: 'narrow', hostname: '*.shop.example' };
    const two = (more: JsonObject = {}): string => edge([of('HTTP', wide), of('HTTP', { ...narrow, ...more })]);
    const names = ['a.example', 'a.shop.example', '*.example', 'b.org'];
    expect(hosts(two(), at('wide', names))).toEqual(['*.example', 'a.example']);
    expect(hosts(two(), at('narrow', names))).toEqual(['*.example', 'a.shop.example']);
    expect(hosts(two({ port: 81 }), at('wide', names))).toEqual(['*.example', 'a.example', 'a.shop.example']);
    expect(hosts(two({ protocol: 'HTTPS', ...tlsOf['HTTPS'] }), at('wide', names))).toEqual([
      '*.example',
      'a.example',
      'a.shop.example',
    ]);
    const exact = edge([of('HTTP', { name: 'any' }), of('HTTP', { name: 'one', hostname: 'a.example' })]);
    expect(hosts(exact, at('any', ['a.example', 'b.example']))).toEqual(['b.example']);
    expect(hosts(exact, at('one', ['a.example', 'b.example']))).toEqual(['a.example', 'b.example']);
  });

  it('are of its own Gateway, by name and namespace, and of nobody else’s parents', () => {
    const other = api('Gateway', 'edge', 'b', { gatewayClassName: 'istio', listeners: [listener()] });
    const gateways = (ref: JsonObject): readonly (string | undefined)[] =>
      world(edge(), other, httpRoute([toS], { parentRefs: [ref] })).virtualServices.map(
        ({ spec }) => spec.gateways?.[0],
      );
    const made = (namespace: string): string => `${namespace}/edge~istio-autogenerated-k8s-gateway~http`;
    expect(gateways({ name: 'edge', namespace: 'a' })).toEqual([made('a')]);
    expect(gateways({ name: 'edge' })).toEqual([made('b')]);
    expect(gateways({ name: 'other' })).toEqual([]);
    expect(gateways({ name: 'edge', kind: 'Pool', group: 'x' })).toEqual([]);
    expect(gateways({ name: 'none', namespace: 'b', kind: 'Service', group: '' })).toEqual([]);
  });

  it('are of the kinds that fit its protocol', () => {
    const tcp = api('TCPRoute', 't', 'b', { parentRefs, rules: [{ backendRefs: [{ name: 's', port: 9000 }] }] });
    const taken = (given: JsonObject): number => world(edge([given]), tcp).virtualServices.length;
    const ends = { tls: { mode: 'Terminate', certificateRefs: [{ name: 'c' }] } };
    expect([taken(of('TCP')), taken(of('TLS', ends)), taken(of('TLS')), taken(of('HTTPS', ends))]).toEqual([
      1, 1, 0, 0,
    ]);
    const kinds = (group: string): JsonObject => ({
      namespaces: { from: 'All' },
      kinds: [{ kind: 'TCPRoute', group }],
    });
    expect(taken(of('TCP', { allowedRoutes: kinds('gateway.networking.k8s.io') }))).toBe(1);
    expect(taken(of('TCP', { allowedRoutes: kinds('other') }))).toBe(0);
  });

  it('that it refuses are told by the listener that came nearest', () => {
    const why = (route: JsonObject, ...listeners: readonly JsonObject[]): readonly string[] =>
      world(edge([...listeners]), httpRoute([toS], route)).leftOut.denied.map(({ reason }) => reason);
    const same = listener({ name: 'same', port: 81, allowedRoutes: {} });
    const far = listener({ name: 'far', port: 82, hostname: 'x.example' });
    expect(why({ hostnames: ['a.example'] }, far, same)).toEqual(['namespace']);
    expect(why({ hostnames: ['a.example'] }, same, far)).toEqual(['namespace']);
    expect(why({ parentRefs: [{ name: 'edge', namespace: 'a', sectionName: 'far' }] }, same, far)).toEqual([]);
    expect(why({}, same, listener())).toEqual([]);
    expect(
      why({ parentRefs: [{ name: 'edge', namespace: 'a', port: 82 }], hostnames: ['a.example'] }, same, far),
    ).toEqual(['hostname']);
  });
});

describe('routes of one host', () => {
  it('are merged, the older first, then by namespace and name', () => {
    const route = (name: string, namespace: string, year: number | null): string =>
      api(
        'HTTPRoute',
        name,
        namespace,
        { parentRefs, rules: [{ ...toS, name }] },
        year === null ? {} : { creationTimestamp: `${year}-01-01T00:00:00Z` },
      );
    const order = (...yaml: readonly string[]): readonly (string | undefined)[] =>
      world(edge(), ...yaml).virtualServices.flatMap(({ spec }) => (spec.http ?? []).map(({ name }) => name));
    expect(order(route('a', 'b', 2025), route('z', 'b', 2024))).toEqual(['z', 'a']);
    expect(order(route('a', 'c', 2024), route('z', 'b', 2024))).toEqual(['z', 'a']);
    expect(order(route('z', 'b', 2024), route('a', 'b', 2024))).toEqual(['a', 'z']);
  });

  it('in the mesh are merged by namespace, port and host', () => {
    const mesh = (name: string, port: number | null, namespace = 'b'): string => {
      const ref = { group: '', kind: 'Service', name: 's', namespace: 'b', ...(port === null ? {} : { port }) };
      return api('HTTPRoute', name, namespace, { parentRefs: [ref], rules: [{ ...toS, name }] });
    };
    const lists = (...yaml: readonly string[]) =>
      world(...yaml).virtualServices.map(({ spec }) =>
        (spec.http ?? []).map(({ name, match }) => [name, match?.[0]?.port]),
      );
    expect(lists(mesh('p', null), mesh('q', null))).toEqual([
      [
        ['p', undefined],
        ['q', undefined],
      ],
    ]);
    expect(lists(mesh('p', 80), mesh('q', 80))).toEqual([
      [
        ['p', 80],
        ['q', 80],
      ],
    ]);
    expect(lists(mesh('p', 80), mesh('q', 8081))).toHaveLength(2);
    expect(lists(mesh('p', 80), mesh('q', null))).toHaveLength(2);
    expect(lists(mesh('p', null), mesh('q', null, 'a'))).toHaveLength(2);
  });
});
