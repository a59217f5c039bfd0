import { describe, expect, it } from 'vitest';
import { api } from '../../dataplane/gatewayApi.fixture.ts';
import { worldWith } from '../../dataplane/world.fixture.ts';
import type { JsonObject } from '../../model/json.ts';
import { intersection, overlaps, subsetOf } from './names.ts';

describe('a host name', () => {
  it('covers itself, and as a wildcard all that ends like it', () => {
    expect([subsetOf('a.b', 'a.b'), subsetOf('a.b', 'b'), subsetOf('*.b', 'a.b')]).toEqual([true, false, false]);
    expect([subsetOf('a.b', '*.b'), subsetOf('x.a.b', '*.b'), subsetOf('b', '*.b')]).toEqual([true, true, false]);
    expect([subsetOf('ab', '*.b'), subsetOf('.b', '*.b'), subsetOf('a', '*')]).toEqual([false, true, true]);
  });

  it('as a wildcard is covered by a wildcard that is no narrower', () => {
    expect([subsetOf('*.b', '*.b'), subsetOf('*.a.b', '*.b'), subsetOf('*', '*')]).toEqual([true, true, true]);
    expect([subsetOf('*.b', '*.a.b'), subsetOf('*', '*.b'), subsetOf('*.c', '*.b')]).toEqual([false, false, false]);
    expect(subsetOf('*.longer.c', '*.b')).toBe(false);
  });

  it('overlaps another where one of them covers the other', () => {
    expect([overlaps('*.b', 'a.b'), overlaps('a.b', '*.b'), overlaps('a.b', 'c.b')]).toEqual([true, true, false]);
    expect(overlaps('*.a.b', '*.c.b')).toBe(false);
  });

  it('has in common with a list the narrower of each two that overlap, once', () => {
    expect(intersection(['*.com'], ['*.example.com'])).toEqual(['*.example.com']);
    expect(intersection(['a.com', 'b.org'], ['*.com'])).toEqual(['a.com']);
    expect(intersection(['*.com', 'a.com'], ['a.com', '*.org'])).toEqual(['a.com']);
    expect(intersection(['a.com'], ['b.com'])).toEqual([]);
  });
});

/** "A ReferenceGrant in the namespace that is referred to names the kind and namespace that refers, and the kind it refers to." */
describe('a ReferenceGrant', () => {
  const gateway = 'gateway.networking.k8s.io';
  const from = { group: gateway, kind: 'HTTPRoute', namespace: 'b' };
  const to = { group: '', kind: 'Service' };
  const granted = (froms: readonly JsonObject[], tos: readonly JsonObject[], namespace = 'legacy'): boolean => {
    const route = api('HTTPRoute', 'r', 'b', {
      parentRefs: [{ name: 'edge', namespace: 'a' }],
      rules: [{ backendRefs: [{ name: 'n', namespace: 'legacy', port: 80 }] }],
    });
    const edge = api('Gateway', 'edge', 'a', {
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
    });
    const grant = api('ReferenceGrant', 'g', namespace, { from: [...froms], to: [...tos] });
    const { virtualServices } = worldWith([route, edge, grant].join('\n---\n'));
    const [problem] = virtualServices.flatMap(({ made }) => made?.origins ?? []).flatMap(({ backends }) => backends);
    if (problem?.problem !== null && problem?.problem !== 'notGranted') throw new Error(problem?.problem);
    return problem.problem === null;
  };

  it('grants what it names, where it is', () => {
    expect(granted([from], [to])).toBe(true);
    expect(granted([from], [{ ...to, name: 'n' }])).toBe(true);
    expect(granted([from], [to], 'b')).toBe(false);
  });

  it('grants by any of its entries', () => {
    const otherFrom = { ...from, namespace: 'x' };
    const otherTo = { ...to, name: 'x' };
    expect(granted([otherFrom, from], [otherTo, to])).toBe(true);
    expect(granted([otherFrom], [to])).toBe(false);
    expect(granted([from], [otherTo])).toBe(false);
  });

  it('grants nothing to or of another kind or group', () => {
    expect(granted([{ ...from, kind: 'GRPCRoute' }], [to])).toBe(false);
    expect(granted([{ ...from, group: '' }], [to])).toBe(false);
    expect(granted([from], [{ ...to, kind: 'Secret' }])).toBe(false);
    expect(granted([from], [{ ...to, group: 'x' }])).toBe(false);
  });
});
