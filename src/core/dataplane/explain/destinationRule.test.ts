import { describe, expect, it } from 'vitest';
import type { Check, StepKind } from '../../model/trace.ts';
import { send } from '../send.ts';
import { call, worldWith } from '../world.fixture.ts';

function rule(name: string, namespace: string, spec: string): string {
  return `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---`;
}

function checksOf(kind: StepKind, yaml: string, mesh = {}): readonly Check[] {
  const { hops } = send(worldWith(yaml, mesh), call());
  return hops.flatMap(({ steps }) => steps).find((step) => step.kind === kind)?.checks ?? [];
}

const fates = (yaml: string) =>
  checksOf('cluster', yaml).map(({ source, name, matched, note }) => [
    source?.resource.split('/')[2],
    name,
    matched,
    note?.key.split('.')[1],
  ]);

const host = 's.b.svc.cluster.local';
const tls = (mode: string) => `trafficPolicy: {tls: {mode: ${mode}}}`;

describe('the DestinationRules of a cluster', () => {
  it('are looked for in one namespace: the first that has one', () => {
    const yaml = [
      rule('client', 'a', `{host: "*.local", ${tls('ISTIO_MUTUAL')}}`),
      rule('server', 'b', `{host: ${host}, ${tls('DISABLE')}}`),
      rule('root', 'istio-system', `{host: ${host}, ${tls('DISABLE')}}`),
      rule('private', 'istio-system', `{host: ${host}, exportTo: ["."], ${tls('DISABLE')}}`),
      rule('unrelated', 'a', `{host: other.b.svc.cluster.local, ${tls('DISABLE')}}`),
    ].join('\n');
    expect(fates(yaml)).toEqual([
      ['client', 'clientNamespace', true, 'applies'],
      ['server', 'serviceNamespace', false, 'levelTaken'],
      ['private', 'rootNamespace', false, 'notExported'],
      ['root', 'rootNamespace', false, 'levelTaken'],
    ]);
  });

  it('are merged where they are of one host, and the more specific host wins', () => {
    const yaml = [
      rule('first', 'a', `{host: ${host}, ${tls('ISTIO_MUTUAL')}}`),
      rule('second', 'a', `{host: ${host}, ${tls('DISABLE')}}`),
      rule('third', 'a', `{host: ${host}, subsets: [{name: v1, labels: {version: v1}}]}`),
      rule('wide', 'a', '{host: "*.b.svc.cluster.local"}'),
    ].join('\n');
    expect(fates(yaml)).toEqual([
      ['first', 'clientNamespace', true, 'applies'],
      ['second', 'clientNamespace', true, 'mergedSubsets'],
      ['third', 'clientNamespace', true, 'merged'],
      ['wide', 'clientNamespace', false, 'lessSpecific'],
    ]);
  });

  it('give way to one that selects the caller', () => {
    const yaml = [
      rule('all', 'a', `{host: ${host}, ${tls('DISABLE')}}`),
      rule('mine', 'a', `{host: ${host}, workloadSelector: {matchLabels: {app: c}}, ${tls('ISTIO_MUTUAL')}}`),
      rule('theirs', 'a', `{host: ${host}, workloadSelector: {matchLabels: {app: x}}, ${tls('DISABLE')}}`),
    ].join('\n');
    expect(fates(yaml)).toEqual([
      ['all', 'clientNamespace', false, 'selectorWins'],
      ['mine', 'clientNamespace', true, 'applies'],
      ['theirs', 'clientNamespace', false, 'selectorMisses'],
    ]);
  });
});

describe('how the connection is wrapped', () => {
  it('says what decided it', () => {
    const why = (yaml: string, mesh = {}) => checksOf('transport', yaml, mesh).map(({ note }) => note);
    expect(why('')).toEqual([{ key: 'transport.autoMtls', args: { reason: 'endpointHasSidecar' } }]);
    expect(why('', { enableAutoMtls: false })).toEqual([{ key: 'transport.autoMtls', args: { reason: 'off' } }]);
    expect(why(rule('d', 'a', `{host: ${host}, ${tls('DISABLE')}}`))).toEqual([
      { key: 'transport.rule', args: { mode: 'DISABLE' } },
    ]);
    const credential = 'trafficPolicy: {tls: {mode: SIMPLE, credentialName: secret}}';
    expect(why(rule('d', 'a', `{host: ${host}, ${credential}}`))).toEqual([
      { key: 'transport.credentialIgnored', args: {} },
    ]);
  });

  it('lists the PeerAuthentications where a mode turned it off', () => {
    const yaml = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: off, namespace: b}
spec: {mtls: {mode: DISABLE}}`;
    const [check] = checksOf('transport', yaml);
    expect(check).toMatchObject({
      note: { args: { reason: 'namespaceDisabled' } },
      source: { resource: 'PeerAuthentication/b/off', path: ['spec', 'mtls', 'mode'] },
      children: [{ name: 'namespace', matched: true, note: { key: 'peer.sets' } }],
    });
  });
});
