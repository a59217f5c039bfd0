import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { workloadId } from '../model/resource.ts';
import { parseDocument } from '../yaml/parse.ts';
import { type ProxyConfig, proxyConfigOf } from './proxyConfig.ts';
import { buildWorld } from './world.ts';

/** What the proxy of a pod is started with, under a mesh's defaults and the text of its annotation. */
function config(defaultConfig: JsonObject, annotation: string | null): ProxyConfig {
  const annotations = annotation === null ? {} : { 'proxy.istio.io/config': annotation };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'a', annotations }, spec: {} };
  const { resources } = parseDocument({ files: [{ name: 'x.yaml', text: JSON.stringify(pod) }] });
  const world = buildWorld(resources, { mesh: { defaultConfig }, topology: null, clock: '2026-01-01T00:00:00Z' });
  const workload = world.cluster.workloads.get(workloadId('a', 'p'));
  if (workload === undefined) throw new Error('no pod');
  return proxyConfigOf(world, workload);
}

const trusts = (count: number): JsonObject => ({ gatewayTopology: { numTrustedProxies: count } });
const captures = (value: string): JsonObject => ({ proxyMetadata: { ISTIO_META_DNS_CAPTURE: value } });

describe('the configuration of one proxy', () => {
  it("stands at Istio's defaults where nobody says anything", () => {
    expect(config({}, null)).toEqual({
      numTrustedProxies: 0,
      certificates: 'SANITIZE_SET',
      proxyProtocol: false,
      dnsCapture: false,
    });
  });

  it("says what becomes of client certificates' details at a gateway", () => {
    const forwards = (mode: string): JsonObject => ({ gatewayTopology: { forwardClientCertDetails: mode } });
    expect(config(forwards('SANITIZE'), null).certificates).toBe('SANITIZE');
    expect(config(forwards('UNDEFINED'), null).certificates).toBe('SANITIZE_SET');
    const annotation = 'gatewayTopology: {forwardClientCertDetails: ALWAYS_FORWARD_ONLY}';
    expect(config(forwards('SANITIZE'), annotation).certificates).toBe('ALWAYS_FORWARD_ONLY');
  });

  it("is the mesh's, with what the pod's annotation says over it", () => {
    expect(config(trusts(1), null).numTrustedProxies).toBe(1);
    expect(config(trusts(1), 'gatewayTopology:\n  numTrustedProxies: 2\n').numTrustedProxies).toBe(2);
    expect(config(trusts(1), '{"gatewayTopology": {"numTrustedProxies": 0}}').numTrustedProxies).toBe(0);
    expect(config(trusts(1), 'proxyMetadata: {A: b}').numTrustedProxies).toBe(1);
    expect(config(trusts(-1), null).numTrustedProxies).toBe(0);
  });

  it('goes field by field, in maps too', () => {
    const metadata = 'proxyMetadata: {ISTIO_META_DNS_AUTO_ALLOCATE: "true"}';
    expect(config(captures('true'), metadata).dnsCapture).toBe(true);
    expect(config(captures('true'), 'proxyMetadata: {ISTIO_META_DNS_CAPTURE: "false"}').dnsCapture).toBe(false);
    const header = 'gatewayTopology: {proxyProtocol: {}}';
    expect(config(trusts(2), header)).toMatchObject({ numTrustedProxies: 2, proxyProtocol: true });
  });

  it.each(['', 'gatewayTopology: [', 'just text', '- a list', 'gatewayTopology: {numTrustedProxies: many}'])(
    'has nothing from an annotation that reads %j',
    (annotation) => {
      expect(config(trusts(1), annotation).numTrustedProxies).toBe(1);
    },
  );

  it.each([
    ['true', true],
    ['1', true],
    ['T', true],
    ['yes', false],
    ['false', false],
    ['', false],
  ])('captures DNS with %j: %s', (value, expected) => {
    expect(config(captures(value), null).dnsCapture).toBe(expected);
  });
});
