import { describe, expect, it } from 'vitest';
import { authorizationPolicy, worldWith } from '../dataplane/world.fixture.ts';
import type { JsonObject } from '../model/json.ts';
import { workloadId } from '../model/resource.ts';
import { selectPolicies } from './authorization/attached.ts';
import { type CustomFilter, customFilters } from './extAuthz.ts';

const custom = (provider: string, name = 'p', rules = '[{to: [{operation: {paths: [/a]}}]}]'): string =>
  authorizationPolicy(name, `{action: CUSTOM, provider: {name: ${provider}}, rules: ${rules}}`);
const http = (more: JsonObject = {}): JsonObject => ({ service: 's.b.svc.cluster.local', port: 80, ...more });

function filters(
  yaml: string,
  extensionProviders: readonly JsonObject[],
  layer: 'HTTP' | 'TCP' = 'HTTP',
): readonly CustomFilter[] {
  const world = worldWith(yaml, { extensionProviders });
  const server = world.cluster.workloads.get(workloadId('b', 's'));
  if (!server) throw new Error('no server');
  return customFilters(world, selectPolicies(world, server), layer);
}
const provider = (more: JsonObject): CustomFilter['authorizer'] | undefined =>
  filters(custom('x'), [{ name: 'x', envoyExtAuthzHttp: http(more) }])[0]?.authorizer;

describe('an external authorizer (7.1, 7.3)', () => {
  it('is found by the name of its provider, with what Istio fills in', () => {
    expect(
      filters(custom('x'), [{ name: 'y' }, { name: 'x', envoyExtAuthzHttp: http() }])[0]?.authorizer,
    ).toMatchObject({
      name: 'x',
      protocol: 'http',
      service: { hostname: 's.b.svc.cluster.local' },
      port: { port: 80 },
      failOpen: false,
      statusOnError: 403,
      includeHeaders: [],
      headersToUpstream: [],
      headersToDownstream: [],
      pathPrefix: '',
    });
    expect(filters(custom('x'), [{ name: 'x', envoyExtAuthzGrpc: http() }])[0]?.authorizer?.protocol).toBe('grpc');
  });

  it('has what its provider says', () => {
    expect(
      provider({
        service: 'b/s.b.svc.cluster.local',
        failOpen: true,
        statusOnError: '503',
        pathPrefix: '/check',
        includeRequestHeadersInCheck: ['a'],
        includeHeadersInCheck: ['b', 1],
        headersToUpstreamOnAllow: ['c'],
        headersToDownstreamOnDeny: ['d'],
        headersToDownstreamOnAllow: ['e'],
      }),
    ).toMatchObject({
      failOpen: true,
      statusOnError: 503,
      pathPrefix: '/check',
      includeHeaders: ['a'],
      headersToUpstream: ['c'],
      headersToDownstream: ['d'],
    });
    expect(provider({ failOpen: 'true' })?.failOpen).toBe(false);
    // "A port that the service lacks is not noticed."
    expect(provider({ port: 81 })).toMatchObject({ port: null });
    expect(provider({ statusOnError: '' })?.statusOnError).toBe(403);
    expect(provider({ includeHeadersInCheck: ['b'] })?.includeHeaders).toEqual(['b']);
    expect(provider({ includeAdditionalHeadersInCheck: { 'x-a': 'b' } })?.addedHeaders).toEqual([['x-a', 'b']]);
    expect(provider({ includeRequestHeadersInCheck: 'a' })?.includeHeaders).toEqual([]);
  });

  it.each([
    { service: 'other.b.svc.cluster.local' },
    { service: 1 },
    { statusOnError: '600' },
    { statusOnError: '1403' },
    { statusOnError: '4031' },
    { statusOnError: '418' },
    { statusOnError: '299' },
    { port: 0 },
    { port: 65536 },
    { pathPrefix: '/%zz' },
    { service: 'a/s.b.svc.cluster.local' },
    { service: 'a/b/s.b.svc.cluster.local' },
    { service: 's' },
    { statusOnError: 'x403' },
    { pathPrefix: 'check' },
    { includeRequestHeadersInCheck: ['a', '*'] },
    { includeHeadersInCheck: ['*'] },
    { headersToUpstreamOnAllow: ['*'] },
    { headersToDownstreamOnAllow: ['*'] },
    { headersToDownstreamOnDeny: ['*'] },
  ] as const satisfies readonly JsonObject[])('is broken by %o', (more) => {
    expect(provider(more)).toBeNull();
  });

  it('reads nothing of HTTP for gRPC', () => {
    const grpc = http({ pathPrefix: 'check', headersToUpstreamOnAllow: ['*'] });
    expect(filters(custom('x'), [{ name: 'x', envoyExtAuthzGrpc: grpc }])[0]?.authorizer).toMatchObject({
      pathPrefix: '',
    });
  });

  it('may be a host of a ServiceEntry, named with its namespace where several have it', () => {
    const entry = (namespace: string): string =>
      `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: ${namespace}}, spec: {hosts: [authz.local], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, endpoints: [{address: 10.1.1.1}]}}`;
    const at = (yaml: string, service: string): string | undefined =>
      filters(`${custom('x')}\n---\n${yaml}`, [{ name: 'x', envoyExtAuthzHttp: { service, port: 80 } }])[0]?.authorizer
        ?.service.namespace;
    expect(at(entry('b'), 'authz.local')).toBe('b');
    const both = `${entry('a')}\n---\n${entry('b')}`;
    expect(at(both, 'authz.local')).toBeUndefined();
    expect(at(both, 'b/authz.local')).toBe('b');
  });

  it.each(['X', 'x_y', '-x', 'x-', 'x.y', 'x'.repeat(64)])('is broken by the name %s (7.1)', (name) => {
    expect(filters(custom(name), [{ name, envoyExtAuthzHttp: http() }])[0]?.authorizer).toBeNull();
  });

  it('has a name of its own (7.1)', () => {
    const twice = [
      { name: 'x', envoyExtAuthzHttp: http() },
      { name: 'x', envoyExtAuthzGrpc: http() },
    ];
    expect(filters(custom('x'), twice)[0]?.authorizer).toBeNull();
    const [first] = twice;
    expect(filters(custom('x'), [{ name: 'x', zipkin: {} }, ...(first ? [first] : [])])[0]?.authorizer).not.toBeNull();
    expect(filters(custom('a-1'), [{ name: 'a-1', envoyExtAuthzHttp: http() }])[0]?.authorizer).not.toBeNull();
  });

  it('is broken where there is none of that name or kind', () => {
    expect(filters(custom('x'), [])[0]?.authorizer).toBeNull();
    expect(filters(custom('x'), [{ name: 'x', prometheus: {} }])[0]?.authorizer).toBeNull();
  });
});

describe('the CUSTOM filters of a chain', () => {
  const one = [{ name: 'x', envoyExtAuthzGrpc: http() }];

  it('are one for a provider, its rules in the order of their ids (7.2, 7.5)', () => {
    const yaml = [custom('x', 'b-later'), custom('x', 'a-first', '[{to: [{operation: {ports: ["1"]}}]}, {}]')].join(
      '\n---\n',
    );
    const [filter, ...more] = filters(yaml, one);
    expect(more).toEqual([]);
    expect(filter?.provider).toBe('x');
    expect(filter?.policies).toHaveLength(2);
    expect(filter?.rules.map(({ id }) => id)).toEqual([
      'istio-ext-authz-x-ns[b]-policy[a-first]-rule[0]',
      'istio-ext-authz-x-ns[b]-policy[a-first]-rule[1]',
      'istio-ext-authz-x-ns[b]-policy[b-later]-rule[0]',
    ]);
    expect(filter?.rules[1]?.source).toEqual({ resource: 'AuthorizationPolicy/b/a-first', path: ['spec', 'rules', 1] });
  });

  it('are none without CUSTOM policies', () => {
    expect(filters(authorizationPolicy('p', '{}'), one)).toEqual([]);
  });

  it('with two providers are all broken, in the order of their names (7.4)', () => {
    const found = filters(`${custom('y', 'p')}\n---\n${custom('x', 'q')}`, [
      ...one,
      { name: 'y', envoyExtAuthzGrpc: http() },
    ]);
    expect(found.map((each) => [each.provider, each.authorizer, each.rules.length])).toEqual([
      ['x', null, 1],
      ['y', null, 1],
    ]);
  });

  it('on a TCP chain are left out for an HTTP provider, and broader for the others (7.9)', () => {
    expect(filters(custom('x'), [{ name: 'x', envoyExtAuthzHttp: http() }], 'TCP')).toEqual([]);
    for (const providers of [one, []])
      expect(filters(custom('x'), providers, 'TCP')[0]?.rules[0]?.to[0]?.fields).toMatchObject([
        { name: 'paths', erased: true },
      ]);
  });
});
