import { describe, expect, it } from 'vitest';
import type { HttpMatch } from '../../controlplane/httpRoutes.ts';
import { originOf } from '../../controlplane/made.ts';
import type { VirtualService } from '../../controlplane/virtualService.ts';
import type { JsonObject } from '../../model/json.ts';
import { worldWith } from '../world.fixture.ts';
import { firstRoute } from './httpRoute.ts';

const world = worldWith(
  '{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: b}, spec: {hosts: [x], http: [{redirect: {uri: /y}}]}}',
);

function given(): VirtualService {
  const [service] = world.virtualServices;
  if (!service) throw new Error('not in the fixture');
  return service;
}

interface Sent {
  readonly path?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly claims?: JsonObject | null;
}

/** Whether a route with this condition takes the request. */
function takes(match: HttpMatch, { path = '/', headers = [], claims = null }: Sent = {}): boolean {
  const http = { method: 'GET', path, authority: 's.b', headers };
  const service = given();
  const route = { service, index: 0, origin: originOf(service, 'http', 0), route: {}, match };
  return firstRoute([route], { http, scheme: 'http', claims }) !== null;
}

describe('the condition of a route', () => {
  it('looks at the path without its query and fragment, in the case that it asks for', () => {
    expect(takes({ uri: { exact: '/a' } }, { path: '/a?x=1#y' })).toBe(true);
    expect(takes({ uri: { exact: '/A' } }, { path: '/a' })).toBe(false);
    expect(takes({ uri: { prefix: '/A' }, ignoreUriCase: true }, { path: '/ab' })).toBe(true);
    expect(takes({ uri: { regex: '/a.' } }, { path: '/abc' })).toBe(false);
    expect(takes({ uri: { regex: '(' } }, { path: '(' })).toBe(false);
  });

  it('looks at method, scheme and authority', () => {
    expect(takes({ method: { exact: 'GET' }, scheme: { exact: 'http' }, authority: { prefix: 's.' } })).toBe(true);
    expect(takes({ method: { exact: 'PUT' } })).toBe(false);
    expect(takes({ scheme: { exact: 'https' } })).toBe(false);
    expect(takes({ authority: { exact: 'x' } })).toBe(false);
  });

  it('joins a header that was sent twice, trims it, and takes an empty condition as presence', () => {
    const headers = [
      ['A', ' 1 '],
      ['a', '2'],
    ] as const;
    expect(takes({ headers: { a: { exact: '1,2' } } }, { headers })).toBe(true);
    expect(takes({ headers: { a: {} } }, { headers })).toBe(true);
    expect(takes({ headers: { b: {} } }, { headers })).toBe(false);
    expect(takes({ withoutHeaders: { a: {} } }, { headers })).toBe(false);
    expect(takes({ withoutHeaders: { b: {} } }, { headers })).toBe(true);
  });

  it('takes a header that is not there for an empty one, where it is asked not to match', () => {
    const headers = [['a', '1']] as const;
    expect(takes({ withoutHeaders: { b: { regex: '.*' } } }, { headers })).toBe(false);
    expect(takes({ withoutHeaders: { b: { exact: '' } } }, { headers })).toBe(false);
    expect(takes({ withoutHeaders: { b: { regex: '*' } } }, { headers })).toBe(true);
    expect(takes({ withoutHeaders: { a: { regex: '*' } } }, { headers })).toBe(false);
    expect(takes({ withoutHeaders: { b: { exact: '1' } } }, { headers })).toBe(true);
  });

  it('looks at pseudo headers by name', () => {
    const names = { ':method': 'GET', ':path': '/?q', ':authority': 's.b', Host: 's.b', ':scheme': 'http' };
    for (const [name, exact] of Object.entries(names)) {
      expect([name, takes({ headers: { [name]: { exact } } }, { path: '/?q' })]).toEqual([name, true]);
      expect(takes({ headers: { [name]: { exact: 'x' } } }, { path: '/?q' })).toBe(false);
    }
  });

  it('looks at query parameters', () => {
    expect(takes({ queryParams: { q: { exact: '1' } } }, { path: '/?p&q=1' })).toBe(true);
    expect(takes({ queryParams: { p: { exact: '' } } }, { path: '/?p' })).toBe(true);
    expect(takes({ queryParams: { q: {} } }, { path: '/' })).toBe(false);
  });

  it('looks at claims of the verified token, in either way to write one', () => {
    const claims = { sub: 'me', groups: ['dev', 'ops'], realm: { 'a.b': 'x' }, age: 7 };
    expect(takes({ headers: { '@request.auth.claims.sub': { exact: 'me' } } }, { claims })).toBe(true);
    expect(takes({ headers: { '@request.auth.claims.groups': { exact: 'ops' } } }, { claims })).toBe(true);
    expect(takes({ headers: { '@request.auth.claims[realm][a.b]': { exact: 'x' } } }, { claims })).toBe(true);
    expect(takes({ headers: { '@request.auth.claims.age': {} } }, { claims })).toBe(false);
    expect(takes({ headers: { '@request.auth.claims.sub': {} } }, { claims: null })).toBe(false);
  });
});
