import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildCluster, type ClusterMemory } from './cluster.ts';
import type { Cluster } from './types.ts';
import type { Resource } from '../model/resource.ts';
import { parseDocument } from '../yaml/parse.ts';
import type { ParseCache } from '../yaml/reading.ts';

const folder = new URL('../../content/scenarios/', import.meta.url);
const texts = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

/** All that a cluster says, as data. */
function said(cluster: Cluster) {
  const { namespaces, workloads, services, workloadByIp, serviceByIp, servicesOf, endpoints } = cluster;
  return {
    namespaces: [...namespaces],
    workloads: [...workloads],
    services: [...services],
    ips: [...workloadByIp, ...serviceByIp],
    selected: [...workloads.keys()].map((id) => servicesOf(id)),
    endpoints: [...services.values()].flatMap(({ hostname, ports }) => ports.map((port) => endpoints(hostname, port))),
  };
}

const isPolicy = ({ kind }: Resource) =>
  /^(AuthorizationPolicy|RequestAuthentication|PeerAuthentication|DestinationRule|VirtualService|Sidecar|NetworkPolicy)$/.test(
    kind,
  );

describe('what runs is worked out once for all edits of policies, and is the same as without a memory', () => {
  test.each(texts)('%s', (_name, text) => {
    const memory: ClusterMemory = { last: null };
    const cache: ParseCache = new Map();
    const read = (edited: string) => parseDocument({ files: [{ name: 'f', text: edited }] }, cache).resources;
    const first = buildCluster(read(text), null, null, memory);

    // One policy is taken away, all are taken away, all are there again.
    const all = read(text);
    const policy = all.find(isPolicy);
    for (const resources of [all.filter((one) => one !== policy), all.filter((one) => !isPolicy(one)), all]) {
      const again = buildCluster(resources, null, null, memory);
      expect(again.workloads).toBe(first.workloads);
      expect(said(again)).toEqual(said(buildCluster(resources, null)));
      expect(again.byKind('AuthorizationPolicy')).toEqual(
        resources.filter((one) => one.kind === 'AuthorizationPolicy'),
      );
    }

    // Anything else counts.
    const other = all.find((one) => !isPolicy(one));
    const fewer = all.filter((one) => one !== other);
    const less = buildCluster(fewer, null, null, memory);
    expect(less.workloads).not.toBe(first.workloads);
    expect(said(less)).toEqual(said(buildCluster(fewer, null)));
  });

  test('pods that may wait for something are worked out each time', () => {
    const memory: ClusterMemory = { last: null };
    const { resources } = parseDocument({ files: [{ name: 'f', text: texts[0]?.[1] ?? '' }] });
    const running = buildCluster(resources, null, null, memory);
    const waiting = buildCluster(resources, null, () => 'notYet', memory);
    expect(waiting.workloads).not.toBe(running.workloads);
    expect([...waiting.workloads.values()].some((one) => one.waiting !== undefined)).toBe(true);
    expect(buildCluster(resources, null, null, memory).workloads).toBe(running.workloads);
  });
});
