import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const entry = (name: string, spec: string, namespace = 'a'): string =>
  `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}`;
const tcp = (name: string, host: string, endpoint: string): string =>
  entry(
    name,
    `{hosts: [${host}], ports: [{number: 9000, name: tcp, protocol: TCP}], resolution: STATIC, endpoints: [{address: ${endpoint}}]}`,
  );
const one = tcp('one', 'db-one.local', '203.0.113.1');
const two = tcp('two', 'db-two.local', '203.0.113.2');
const capture: JsonObject = { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } };

function sent(yaml: string, to: string, more: Parameters<typeof call>[0] = {}, mesh = capture): Trace {
  const trace = send(worldWith(yaml, mesh), call({ to, port: 9000, tcp: true, ...more }));
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}
const dns = ({ hops }: Trace) => hops.flatMap((hop) => hop.steps).find((step) => step.kind === 'dns');
const address = (trace: Trace): string | null => {
  const step = dns(trace);
  return step?.kind === 'dns' ? step.address : null;
};
const listener = ({ hops }: Trace): string | undefined => {
  const step = hops.flatMap((hop) => hop.steps).find((each) => each.kind === 'listener');
  return step?.kind === 'listener' ? step.listener : undefined;
};

describe('without DNS capture', () => {
  it("a ServiceEntry's name does not resolve unless the cluster's DNS knows it", () => {
    expect(sent(one, 'db-one.local', {}, {}).verdict).toMatchObject({ cause: 'dnsFailure' });
  });

  it('two TCP entries of one port share its listener: the first takes everything', () => {
    const both = `${one}\n---\n${two}`;
    for (const to of ['db-one.example', 'db-two.example']) {
      const trace = sent(both, to, {}, {});
      expect([listener(trace), trace.delivery?.external]).toEqual(['0.0.0.0_9000', '203.0.113.1:9000']);
    }
  });
});

describe('with DNS capture', () => {
  it('a name that only a ServiceEntry has resolves to an address that Istio made up', () => {
    const trace = sent(one, 'db-one.local');
    expect(address(trace)).toBe('240.240.0.1');
    expect(dns(trace)?.checks).toMatchObject([
      {
        kind: 'host',
        name: 'db-one.local',
        source: { resource: 'ServiceEntry/a/one', path: ['spec', 'hosts', 0] },
        note: { key: 'dns.allocated', args: { address: '240.240.0.1' } },
      },
    ]);
  });

  it('each TCP entry has a listener of its own', () => {
    const both = `${one}\n---\n${two}`;
    const [first, second] = ['db-one.local', 'db-two.local'].map((to) => sent(both, to));
    expect(first && [listener(first), first.delivery?.external]).toEqual(['240.240.0.1_9000', '203.0.113.1:9000']);
    expect(second && [listener(second), second.delivery?.external]).toEqual(['240.240.0.2_9000', '203.0.113.2:9000']);
    const elsewhere = sent(both, '203.0.113.77');
    expect(listener(elsewhere)).toBe('virtualOutbound');
  });

  it('an HTTP entry is told apart by its host, as ever', () => {
    const http = entry(
      'web',
      '{hosts: [web.local], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, endpoints: [{address: 203.0.113.3}]}',
    );
    const trace = sent(http, 'web.local', { port: 80, tcp: false });
    expect([listener(trace), trace.delivery?.external]).toEqual(['0.0.0.0_80', '203.0.113.3:80']);
    // The made-up address is a domain of the virtual host, too.
    expect(sent(http, '240.240.0.1', { port: 80, tcp: false }).delivery?.external).toBe('203.0.113.3:80');
  });

  it('an address that the entry has goes before any other', () => {
    const own = entry(
      'own',
      '{hosts: [own.local], addresses: [10.9.0.0/16, 10.8.0.1], ports: [{number: 9000, name: tcp, protocol: TCP}], resolution: STATIC, endpoints: [{address: 203.0.113.4}]}',
    );
    const trace = sent(own, 'own.local');
    expect(address(trace)).toBe('10.8.0.1');
    expect(dns(trace)?.checks[0]?.note?.key).toBe('dns.written');
  });

  it('wildcards answer for every name under them', () => {
    const wild = entry(
      'wild',
      '{hosts: ["*.wild.local"], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DYNAMIC_DNS}',
    );
    expect(address(sent(wild, 'x.y.wild.local', { port: 443, tls: true }))).toBe('240.240.0.1');
    // Its own listener takes the server names that the host covers, and no others.
    const trace = sent(wild, '240.240.0.1', { port: 443, tls: true });
    expect(trace.verdict.kind).toBe('denied');
  });

  it('is for pods with a sidecar, and for what their Sidecar imports', () => {
    expect(sent(one, 'db-one.local', { from: 'legacy/n' }).verdict).toMatchObject({ cause: 'dnsFailure' });
    const scope =
      '{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: s, namespace: a}, spec: {egress: [{hosts: ["b/*"]}]}}';
    expect(sent(`${one}\n---\n${scope}`, 'db-one.local').verdict).toMatchObject({ cause: 'dnsFailure' });
  });

  it("can be one pod's alone", () => {
    const annotated = (config: string): string =>
      `{apiVersion: v1, kind: Pod, metadata: {name: own, namespace: a, annotations: {proxy.istio.io/config: '${config}'}}, spec: {containers: [{name: app}]}}`;
    const on = annotated('proxyMetadata: {ISTIO_META_DNS_CAPTURE: "true"}');
    const off = annotated('proxyMetadata: {ISTIO_META_DNS_CAPTURE: "false"}');
    expect(address(sent(`${one}\n---\n${on}`, 'db-one.local', { from: 'a/own' }, {}))).toBe('240.240.0.1');
    expect(address(sent(`${one}\n---\n${on}`, 'db-one.local', {}, {}))).toBeNull();
    expect(address(sent(`${one}\n---\n${off}`, 'db-one.local', { from: 'a/own' }))).toBeNull();
  });

  it("leaves the cluster's names and the outside's to their own DNS", () => {
    const before = sent(one, 's.b', {}, {});
    expect(address(sent(one, 's.b'))).toBe(address(before));
    expect(address(sent(one, 'example.com'))).toBe(address(sent(one, 'example.com', {}, {})));
  });

  it('a made-up address leads nowhere without a listener for it', () => {
    const trace = sent(one, '240.240.0.1', { port: 9001 });
    expect(trace.verdict).toMatchObject({ cause: 'connectionTimeout' });
  });
});
