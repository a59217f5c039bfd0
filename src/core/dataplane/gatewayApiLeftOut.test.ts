import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { api, edge, fromOutside, httpRoute, listener, parentRefs, seen, toS } from './gatewayApi.fixture.ts';

const backendRefs = [{ name: 's', port: 9000 }];

describe('what has no part in a Gateway', () => {
  /** What a refusal says of the routes and listeners that were left out. */
  const why = (yaml: readonly string[], asked: Parameters<typeof fromOutside>[1] = {}): readonly string[] => {
    const step = fromOutside(yaml, asked).hops.at(-1)?.steps.at(-1);
    return (step?.checks ?? []).flatMap(({ note, source }) => {
      const reason = note && 'reason' in note.args ? String(note.args.reason) : '';
      return note ? [`${note.key} ${reason} ${source?.path.join('.') ?? ''}`] : [];
    });
  };

  it('is named where no route is there: a route that no listener takes, or that is left out', () => {
    const route = (more: JsonObject): string => httpRoute([toS], more);
    const ref = (more: JsonObject): JsonObject => ({ parentRefs: [{ name: 'edge', namespace: 'a', ...more }] });
    const says = (reason: string): readonly string[] => [`parent.missed ${reason} spec.parentRefs.0`];
    expect(why([edge(), route(ref({ sectionName: 'x' }))])).toEqual(says('section'));
    expect(why([edge(), route(ref({ port: 81 }))])).toEqual(says('port'));
    expect(why([edge([listener({ hostname: 'x.example' })]), route({ hostnames: ['shop.example'] })])).toEqual(
      says('hostname'),
    );
    expect(why([edge([listener({ allowedRoutes: {} })]), route({})])).toEqual(says('namespace'));
    const kinds = { namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] };
    expect(why([edge([listener({ allowedRoutes: kinds })]), route({})])).toEqual(says('kind'));
    const noPort = httpRoute([{ backendRefs: [{ name: 's' }] }]);
    expect(why([edge(), noPort])).toEqual(['route.leftOut backendPort spec.rules']);
    expect(why([edge(), httpRoute([toS], { hostnames: ['other.example'] })])).toEqual([]);
    const misspelt = httpRoute([{ ...toS, matches: [{ path: { type: 'Prefix', value: '/' } }] }]);
    expect(why([edge(), misspelt])).toEqual(['rejected.schema  spec.rules.0.matches.0.path.type']);
  });

  it('is named where nothing listens: the listener, and the route that would make it listen', () => {
    const only = (more: JsonObject): readonly string[] => why([edge([listener(more)]), httpRoute([toS])]);
    expect(only({ protocol: 'HTTPS' })).toEqual(['listener.leftOut protocol spec.listeners.0']);
    expect(only({ protocol: 'UDP' })).toEqual(['listener.leftOut protocol spec.listeners.0']);
    expect(only({ protocol: 'HTTPS', tls: {} })).toEqual(['listener.leftOut tls spec.listeners.0']);
    const tcp = listener({ protocol: 'TCP', allowedRoutes: {} });
    const route = api('TCPRoute', 't', 'b', { parentRefs, rules: [{ backendRefs }] });
    expect(why([edge([tcp]), route], { tcp: true })).toEqual(['parent.missed namespace spec.parentRefs.0']);
  });
});

describe('what is not modelled of the Gateway API', () => {
  const limit = (...yaml: readonly string[]): string | undefined => {
    const { verdict } = fromOutside([
      edge([listener()], { allowedListeners: { namespaces: { from: 'All' } } }),
      httpRoute([toS]),
      ...yaml,
    ]);
    return verdict.kind === 'undetermined' ? verdict.limits[0].name : undefined;
  };

  it('is named where it could matter: a ListenerSet of the port', () => {
    const set = (port: number, name = 'edge'): string =>
      api('ListenerSet', 'set', 'b', {
        parentRef: { name, namespace: 'a' },
        listeners: [{ name: 'x', port, protocol: 'HTTP' }],
      });
    expect(limit(set(80))).toBe('set');
    expect(limit(set(81))).toBeUndefined();
    expect(limit(set(80, 'other'))).toBeUndefined();
    expect(seen(fromOutside([edge(), httpRoute([toS]), set(80)]))).toBe(200);
  });

  it('is named where it could matter: a BackendTLSPolicy of the Service', () => {
    const policy = (name: string, namespace = 'b'): string =>
      api('BackendTLSPolicy', 'tls', namespace, { targetRefs: [{ group: '', kind: 'Service', name }] });
    expect(limit(policy('s'))).toBe('tls');
    expect(limit(policy('other'))).toBeUndefined();
    expect(limit(policy('s', 'a'))).toBeUndefined();
  });
});
