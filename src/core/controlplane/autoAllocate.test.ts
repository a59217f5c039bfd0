import { describe, expect, it } from 'vitest';
import { parseDocument } from '../yaml/parse.ts';
import { buildWorld } from './world.ts';

/** The made-up address of each host, of ServiceEntries that are written as `NAME: spec` with more metadata or status. */
function allocated(...entries: readonly string[]): Readonly<Record<string, string | null>> {
  const text = entries
    .map((entry) => `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, ${entry}}`)
    .join('\n---\n');
  const { resources } = parseDocument({ files: [{ name: 'x.yaml', text }] });
  const { registry, rejected } = buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
  expect(rejected).toEqual([]);
  return Object.fromEntries(
    [...registry].flatMap(([host, [service]]) => (service?.entry ? [[host, service.entry.auto]] : [])),
  );
}

const entry = (name: string, spec: string, more = ''): string =>
  `metadata: {name: ${name}, namespace: a${more}}, spec: {ports: [{number: 80, name: http, protocol: HTTP}], ${spec}}`;

describe('a ServiceEntry without addresses', () => {
  it('gets one for each host, in the order of age', () => {
    const old = entry('z', 'hosts: [z.com], resolution: DNS', ', creationTimestamp: "2025-01-01T00:00:00Z"');
    const young = entry('a', 'hosts: [a.com, b.com], resolution: DNS', ', creationTimestamp: "2026-01-01T00:00:00Z"');
    expect(allocated(young, old)).toEqual({ 'z.com': '240.240.0.1', 'a.com': '240.240.0.2', 'b.com': '240.240.0.3' });
  });

  it('keeps the one in its status, and nobody else gets it', () => {
    const status = ', status: {addresses: [{value: 240.240.0.1, host: b.com}, {value: "2001:2::1", host: b.com}]}';
    const written = `${entry('b', 'hosts: [b.com], resolution: DNS')}${status}`;
    expect(allocated(entry('a', 'hosts: [a.com], resolution: DNS'), written)).toEqual({
      'a.com': '240.240.0.2',
      'b.com': '240.240.0.1',
    });
  });

  it.each([
    ['resolution NONE', entry('a', 'hosts: [a.com], resolution: NONE')],
    ['no resolution', entry('a', 'hosts: [a.com]')],
    ['an address of its own', entry('a', 'hosts: [a.com], resolution: DNS, addresses: [10.0.0.1]')],
    [
      'the label that opts out',
      entry('a', 'hosts: [a.com], resolution: DNS', ', labels: {networking.istio.io/enable-autoallocate-ip: "False"}'),
    ],
    ['a wildcard', entry('a', 'hosts: ["*.a.com"], resolution: DNS, endpoints: [{address: b.com}]')],
  ])('gets none with %s', (_what, yaml) => {
    expect(Object.values(allocated(yaml))).toEqual([null]);
  });

  it('gets one for a wildcard that the proxy looks up', () => {
    expect(allocated(entry('a', 'hosts: ["*.a.com"], resolution: DYNAMIC_DNS'))).toEqual({ '*.a.com': '240.240.0.1' });
  });
});
