import { describe, expect, it } from 'vitest';
import type { Trace } from '../model/trace.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const host = 's.b.svc.cluster.local';
const rule = (name: string, spec: string, namespace = 'a'): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: ${name}, namespace: ${namespace}}, spec: {host: ${host}, ${spec}}}`;
const route = (destinations: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${host}], http: [{route: [${destinations}]}]}}`;
const subset = (name: string, more: string): string => `{name: ${name}${more}}`;
const plain = ', trafficPolicy: {tls: {mode: DISABLE}}';

const sent = (...yaml: readonly string[]): Trace => send(worldWith(yaml.join('\n---\n')), call());
/** Whether the request arrived in mTLS; null: it did not arrive. */
const inMtls = (...yaml: readonly string[]): boolean | null => {
  const { delivery } = sent(...yaml);
  return delivery && delivery.peer !== null;
};

describe('a route to a subset', () => {
  const v1 = route(`{destination: {host: ${host}, subset: v1}}`);

  it('takes the pods with its labels, every pod where it has none', () => {
    expect(inMtls(v1, rule('r', `subsets: [${subset('v1', ', labels: {app: s}')}]`))).toBe(true);
    expect(inMtls(v1, rule('r', `subsets: [${subset('v1', '')}]`))).toBe(true);
    expect(inMtls(v1, rule('r', `subsets: [${subset('v1', ', labels: {app: x}')}]`))).toBeNull();
    expect(inMtls(v1)).toBeNull();
  });

  it('takes its own TLS before the one of the rule', () => {
    expect(inMtls(v1, rule('r', `subsets: [${subset('v1', plain)}]`))).toBe(false);
    expect(inMtls(v1, rule('r', `trafficPolicy: {tls: {mode: DISABLE}}, subsets: [${subset('v1', '')}]`))).toBe(false);
  });

  it('is the first of its name over merged rules', () => {
    expect(
      inMtls(v1, rule('r', `subsets: [${subset('v1', plain)}]`), rule('t', `subsets: [${subset('v1', '')}]`)),
    ).toBe(false);
  });
});

describe('a rule', () => {
  const off = 'trafficPolicy: {tls: {mode: DISABLE}}';

  it("of the client's namespace goes before one of the service's", () => {
    expect(inMtls(rule('r', off))).toBe(false);
    expect(inMtls(rule('r', off, 'b'))).toBe(false);
    expect(inMtls(rule('r', 'trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}'), rule('r', off, 'b'))).toBe(true);
  });

  it('counts for other namespaces only when exported to them', () => {
    expect(inMtls(rule('r', `exportTo: ['.'], ${off}`, 'b'))).toBe(true);
    expect(inMtls(rule('r', `exportTo: [a], ${off}`, 'b'))).toBe(false);
  });

  it('with a selector counts for the clients that it selects, and never outside its namespace', () => {
    const only = (app: string): string => `workloadSelector: {matchLabels: {app: ${app}}}, ${off}`;
    expect(inMtls(rule('r', only('c')))).toBe(false);
    expect(inMtls(rule('r', only('x')))).toBe(true);
    expect(inMtls(rule('r', only('c'), 'b'))).toBe(true);
  });
});

describe('weights', () => {
  const to = (port: number, weight: string): string =>
    `{destination: {host: ${host}, port: {number: ${port}}}${weight}}`;

  it('leave one way where one destination has them all', () => {
    expect(sent(route(`${to(80, ', weight: 100')}, ${to(9000, ', weight: 0')}`)).delivery?.port).toBe(8080);
    expect(sent(route(`${to(9000, '')}, ${to(80, ', weight: 1')}`)).delivery?.port).toBe(8080);
    expect(sent(route(to(80, ', weight: 0'))).delivery?.port).toBe(8080);
  });

  it('lead to the heaviest where they share', () => {
    expect(sent(route(`${to(80, ', weight: 1')}, ${to(9000, ', weight: 99')}`)).delivery?.port).toBe(9000);
  });
});
