import { describe, expect, it } from 'vitest';
import { ambientWorld, outcome, policy, said, traced, waypoint, way } from '../ambient.fixture.ts';

const dialled = '198.18.200.1';
const entry = (spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: amb, labels: {istio.io/use-waypoint: w}}, spec: {hosts: [db.example], ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}], ${spec}}}`;
const outside = 'resolution: STATIC, endpoints: [{address: 198.18.201.1}]';
const fixed = entry(`addresses: [${dialled}], ${outside}`);
const post = { method: 'POST' };
const deny = (ref: string): string =>
  policy('amb/p', `{targetRefs: [${ref}], action: DENY, rules: [{to: [{operation: {methods: [POST]}}]}]}`);
const toEntry = '{kind: ServiceEntry, group: networking.istio.io, name: e}';

/** "ztunnel enforces nothing on unknown external destinations; external policy needs SE + `istio.io/use-waypoint`" (11.E). */
describe('a ServiceEntry behind a waypoint', () => {
  it('is called through it, and the waypoint goes on as the entry says', () => {
    const trace = traced(ambientWorld([waypoint('amb'), fixed]), 'amb/c', dialled);
    expect(said(trace)).toBe('allowed');
    expect(way(trace)).toEqual(['amb/c app', 'amb/c ztunnel outbound', 'amb/w waypoint', 'outside']);
    const [log] = trace.logs.filter(({ side, chain }) => side === 'waypoint' && chain !== 'default');
    expect(log).toMatchObject({ cluster: 'inbound-vip|80|http|db.example', route: 'default', status: 200 });
    expect(trace.hops.at(-1)?.steps[0].packet).toMatchObject({
      wire: { kind: 'plaintext' },
      destination: { ip: '198.18.201.1', port: 8080 },
    });
  });

  it('has the policies that target it, not those of a Service of its name', () => {
    const asked = (ref: string, call = {}): string =>
      outcome(ambientWorld([waypoint('amb'), fixed, deny(ref)]), 'amb/c', dialled, call);
    expect([asked(toEntry), asked(toEntry, post)]).toEqual(['allowed', 'rbacDenied at waypoint']);
    expect(asked('{kind: Service, group: "", name: e}', post)).toBe('allowed');
    expect(outcome(ambientWorld([fixed, deny(toEntry)]), 'amb/c', dialled, post)).toBe('allowed');
  });

  it('by a range, too, and where the client dialled for resolution NONE', () => {
    const range = entry(`addresses: [198.18.200.0/24], ${outside}`);
    expect(outcome(ambientWorld([waypoint('amb'), range, deny(toEntry)]), 'amb/c', dialled, post)).toBe(
      'rbacDenied at waypoint',
    );
    const none = entry(`addresses: [${dialled}], resolution: NONE`).replace(', targetPort: 8080', '');
    const trace = traced(ambientWorld([waypoint('amb'), none, deny(toEntry)]), 'amb/c', dialled);
    expect(way(trace)).toEqual(['amb/c app', 'amb/c ztunnel outbound', 'amb/w waypoint', 'outside']);
    expect(trace.hops.at(-1)?.steps[0].packet.destination).toMatchObject({ ip: dialled, port: 80 });
  });

  it('is encrypted by the waypoint where a DestinationRule says so', () => {
    const rule = policy('amb/d', '{host: db.example, trafficPolicy: {tls: {mode: SIMPLE, sni: db.example}}}')
      .replace('security.istio.io/v1', 'networking.istio.io/v1')
      .replace('kind: AuthorizationPolicy', 'kind: DestinationRule');
    const trace = traced(ambientWorld([waypoint('amb'), fixed, rule]), 'amb/c', dialled);
    expect(trace.hops.at(-1)?.steps[0].packet.wire).toMatchObject({ kind: 'tls', sni: 'db.example', by: 'proxy' });
  });
});
