import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { api, edge, fromOutside, httpRoute, parentRefs, places, seen, toS } from './gatewayApi.fixture.ts';
import { worldWith } from './world.fixture.ts';

describe('what is wrong with a route', () => {
  const why = (filters: readonly JsonObject[], ref: JsonObject = {}): unknown => {
    const backendRefs = [{ name: 's', port: 80, ...ref }];
    const { leftOut } = worldWith([edge(), httpRoute([{ backendRefs, filters: [...filters] }])].join('\n---\n'));
    return leftOut.dropped.map(({ gateway, reason }) => `${gateway ?? ''} ${reason}`);
  };
  const good = { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value: '1' }] } };
  const control = { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value: '\u0000' }] } };

  it('is told, whatever stands behind it', () => {
    for (const type of ['ExtensionRef', 'ExternalAuth']) {
      expect(why([{ type }])).toEqual(['a/edge filter']);
      expect(why([{ type }, good])).toEqual(['a/edge filter']);
    }
    expect(why([good, control, good])).toEqual(['a/edge headerValue']);
    expect(why([], { filters: [{ type: 'URLRewrite' }, good] })).toEqual(['a/edge filter']);
    expect(why([], { filters: [control, good] })).toEqual(['a/edge headerValue']);
    expect(why([], { name: 's.b' })).toEqual(['a/edge backendName']);
    expect(why([good], { filters: [good] })).toEqual([]);
  });
});

describe('a route of istiod’s', () => {
  const rewrite = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } };
  const at = (match: JsonObject | null, path: string): string | null | undefined =>
    fromOutside(
      [edge(), httpRoute([{ ...toS, ...(match === null ? {} : { matches: [match] }), filters: [rewrite] }])],
      {
        path,
      },
    ).delivery?.path;

  it('removes a prefix that `/` stands in place of, and keeps a slash', () => {
    expect(at({ path: { value: '/old' } }, '/old/x')).toBe('/x');
    expect(at({ path: { value: '/old' } }, '/old')).toBe('/');
    expect(at({ path: { value: '/a.b' } }, '/a.b/x')).toBe('/x');
    expect([at({ path: { value: '/' } }, '/x/y'), at(null, '/x/y')]).toEqual(['/x/y', '/x/y']);
  });

  it('is named by its rule, or by its place', () => {
    const named = (rule: JsonObject): unknown => {
      const steps = fromOutside([edge(), httpRoute([rule])]).hops.flatMap((hop) => hop.steps);
      return steps.flatMap((step) => (step.kind === 'route' ? [step.route] : []));
    };
    expect([named(toS), named({ ...toS, name: 'own' })]).toEqual([['b.r.0'], ['own']]);
  });

  it('points at the match of a GRPCRoute that was written, else at its rule', () => {
    const grpc = (rule: JsonObject): readonly string[] =>
      places(fromOutside([edge(), api('GRPCRoute', 'g', 'b', { parentRefs, rules: [{ ...toS, ...rule }] })]));
    expect(grpc({})).toContain('GRPCRoute/g spec.rules.0');
    expect(grpc({ matches: [{ headers: [{ name: 'x', value: '1' }] }, {}] })).toContain(
      'GRPCRoute/g spec.rules.0.matches.1',
    );
  });

  it('leads by weight, and nowhere for a share of nothing', () => {
    const backends = (...refs: readonly JsonObject[]) => {
      const { hops } = fromOutside([edge(), httpRoute([{ backendRefs: [...refs] }])]);
      return hops.flatMap((hop) => hop.steps).flatMap((step) => (step.kind === 'draw' ? [step.branches] : []));
    };
    const [s, none] = [
      { name: 's', port: 80 },
      { name: 'none', port: 80 },
    ];
    expect(backends({ ...s, weight: 0 }, none, { ...s, weight: 3 })).toEqual([
      [
        { name: 'none.b.svc.cluster.local:80', share: 25 },
        { name: 's.b.svc.cluster.local:80', share: 75 },
      ],
    ]);
    expect(backends({ ...s, weight: 7 }, { ...none, weight: 0 })).toEqual([]);
  });
});

describe('a GRPCRoute', () => {
  const grpc = (rule: JsonObject): number | string =>
    seen(fromOutside([edge(), api('GRPCRoute', 'g', 'b', { parentRefs, rules: [rule] })]));

  it('may change headers, and knows none of the filters that are for HTTP alone', () => {
    const requestHeaderModifier = { set: [{ name: 'x', value: '1' }] };
    expect(grpc({ ...toS, filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier }] })).toBe(200);
    expect(grpc({ ...toS, filters: [{ type: 'ExtensionRef' }] })).toBe(404);
    for (const type of ['RequestRedirect', 'URLRewrite', 'CORS'])
      expect([type, grpc({ ...toS, filters: [{ type }] })]).toEqual([type, 404]);
  });

  it('without rules routes nothing, like an HTTPRoute without any', () => {
    expect(seen(fromOutside([edge(), api('GRPCRoute', 'g', 'b', { parentRefs })]))).toBe(404);
    expect(seen(fromOutside([edge(), api('HTTPRoute', 'r', 'b', { parentRefs })]))).toBe(404);
  });
});

describe('a backend', () => {
  const entry =
    '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: b}, spec: {hosts: [db.example], addresses: [198.18.200.1], resolution: STATIC, ports: [{number: 80, name: http, protocol: HTTP}], endpoints: [{address: 198.18.201.1}]}}';
  const by = (ref: JsonObject): number | string =>
    seen(fromOutside([edge(), httpRoute([{ backendRefs: [ref] }]), entry]));
  const hostname = { group: 'networking.istio.io', kind: 'Hostname', port: 80 };

  it('of kind Hostname is any host that istiod knows, in no namespace', () => {
    expect(by({ ...hostname, name: 's.b.svc.cluster.local' })).toBe(200);
    expect(by({ ...hostname, name: 'db.example' })).not.toBe(404);
    expect(by({ ...hostname, name: 'none.example' })).toBe(500);
    expect(by({ ...hostname, name: 's.b.svc.cluster.local', namespace: 'b' })).toBe(404);
  });

  it('of kind ServiceImport is the Service of that name', () => {
    const imported = { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', port: 80 };
    expect(by({ ...imported, name: 's' })).toBe(200);
    expect(by({ ...imported, name: 'none' })).toBe(500);
  });
});
