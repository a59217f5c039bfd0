import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseDocument } from '../yaml/parse.ts';
import { decode } from '../yaml/schema/decode.ts';
import { tables } from '../yaml/schema/tables.ts';
import { buildCluster } from './cluster.ts';
import { resolveName } from './dns.ts';
import type { Topology } from './types.ts';

/** The parts of a recorded line that Kubernetes' side of the world is compared with. */
interface Recorded {
  readonly name: string;
  readonly resources: string;
  readonly rejected?: string;
  readonly dns?: Record<string, string>;
  readonly topology: {
    readonly workloads:
      | readonly { ref: string; kind: string; ip: string; labels?: Record<string, string>; principal: string }[]
      | null;
    readonly services?: Record<string, string>;
    readonly dns?: Record<string, string>;
  };
  readonly requests?: readonly {
    id: string;
    from: { workload?: string };
    to: { host?: string };
    expect: { outcome: string };
  }[];
}

const folder = new URL('../../conformance/vectors/', import.meta.url);
const lines: readonly Recorded[] = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line): Recorded => JSON.parse(line));
const accepted = lines.filter(({ rejected }) => rejected === undefined);

const read = accepted.map((line) => ({
  line,
  name: line.name,
  parsed: parseDocument({ files: [{ name: 'vector.yaml', text: line.resources }] }),
}));
/** The recorder read an unquoted `y` by YAML 1.1; the API server would have refused such a label. */
const asRecorded = (label: string) => (label === 'y' ? 'true' : label);
const withoutAddress = (ip: string | undefined) => (ip === undefined || ip === '' || ip === 'None' ? null : ip);

function topologyOf({ topology }: Recorded): Topology {
  return {
    workloads: Object.fromEntries((topology.workloads ?? []).map(({ ref, ip }) => [ref, ip])),
    services: topology.services ?? {},
    dns: topology.dns ?? {},
    listen: {},
  };
}

test('there are vectors', () => {
  expect(accepted.length).toBeGreaterThan(500);
});

test('all resources read without an error', () => {
  for (const { name, parsed } of read) {
    const decoded = parsed.resources.flatMap((resource) => {
      const table = tables.get(resource.kind);
      return table === undefined ? [] : decode(table, resource).diagnostics;
    });
    expect(
      [...parsed.diagnostics, ...decoded].filter(({ severity }) => severity === 'error'),
      name,
    ).toEqual([]);
  }
});

test('every workload has the recorded proxy, labels, identity and address', () => {
  for (const { name, parsed, line } of read) {
    const { workloads } = buildCluster(parsed.resources, null);
    const built = [...workloads.values()].map(({ id, proxy, ip, labels, namespace, serviceAccount }) => ({
      ref: String(id),
      kind: proxy,
      ip,
      labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, asRecorded(value)])),
      account: `/ns/${namespace}/sa/${serviceAccount}`,
    }));
    const recorded = (line.topology.workloads ?? []).map(({ ref, kind, ip, labels, principal }) => ({
      ref,
      kind,
      ip,
      labels: labels ?? {},
      account: principal.slice(principal.indexOf('/ns/')),
    }));
    expect(built, name).toEqual(recorded);
  }
});

test('every service has the recorded address, with and without the topology', () => {
  for (const { name, parsed, line } of read) {
    const recorded = Object.fromEntries(
      Object.entries(line.topology.services ?? {}).map(([host, ip]) => [host, withoutAddress(ip)]),
    );
    for (const topology of [null, topologyOf(line)]) {
      const { services } = buildCluster(parsed.resources, topology);
      expect(Object.fromEntries([...services].map(([host, { clusterIp }]) => [host, clusterIp])), name).toEqual(
        recorded,
      );
    }
  }
});

test('the names resolve that resolved, and no others', () => {
  let asked = 0;
  for (const { name, parsed, line } of read) {
    for (const topology of [null, topologyOf(line)]) {
      const cluster = buildCluster(parsed.resources, topology);
      for (const { id, from, to, expect: happened } of line.requests ?? []) {
        const ref = from.workload;
        if (ref === undefined || to.host === undefined) continue;
        asked++;
        const { kind } = resolveName(cluster, to.host, ref.slice(0, ref.indexOf('/')));
        expect(kind === 'notFound', `${name} ${id} ${to.host}`).toBe(happened.outcome === 'dns_error');
      }
    }
  }
  expect(asked).toBeGreaterThan(1000);
});

test('outside names have the recorded addresses, made up', () => {
  const known = read.flatMap(({ parsed, line }) => {
    const cluster = buildCluster(parsed.resources, null);
    // What a vector fixes itself was not made up.
    return Object.entries(line.topology.dns ?? {})
      .filter(([host]) => line.dns?.[host] === undefined)
      .map(([host, ip]) => ({ made: resolveName(cluster, host, 'default'), recorded: { kind: 'external', host, ip } }));
  });
  expect(known.length).toBeGreaterThan(100);
  expect(known.map(({ made }) => made)).toEqual(known.map(({ recorded }) => recorded));
});
