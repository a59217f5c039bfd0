import { describe, expect, test } from 'vitest';
import { workloadId } from '../model/resource.ts';
import { parseDocument } from '../yaml/parse.ts';
import { buildCluster } from './cluster.ts';
import { listensOn } from './listens.ts';

const read = (text: string) => buildCluster(parseDocument({ files: [{ name: 'f', text }] }).resources, null);
const docs = (...objects: object[]) => objects.map((one) => JSON.stringify(one)).join('\n---\n');
const named = (name: string, namespace = 'n', more: object = {}) => ({ name, namespace, ...more });
const pod = (name: string, spec: object = {}, metadata: object = {}, status: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: named(name, 'n', { labels: { app: name }, ...metadata }),
  spec,
  status,
});
const service = (name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: named(name, 'n', metadata),
  spec,
});
const deployment = (
  name: string,
  spec: object = {},
  template: object = { metadata: { labels: { app: name } }, spec: {} },
) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: named(name),
  spec: { template, ...spec },
});
const owned = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });
const w = (name: string) => workloadId('n', name);

describe('workloads', () => {
  test('a pod is part of the Deployment above its ReplicaSet', () => {
    const { workloads } = read(
      docs(
        deployment('web'),
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          metadata: named('web-7f', 'n', owned('Deployment', 'web')),
          spec: { template: {} },
        },
        pod(
          'web-7f-x',
          { serviceAccountName: 'sa', containers: [{ name: 'a', ports: [{ containerPort: 8080 }] }] },
          {
            ...owned('ReplicaSet', 'web-7f'),
            labels: { app: 'web', 'pod-template-hash': '7f' },
          },
          { podIP: '10.1.2.3', phase: 'Running' },
        ),
      ),
    );
    expect([...workloads.values()]).toMatchObject([
      {
        id: 'n/web',
        kind: 'Deployment',
        ip: '10.1.2.3',
        serviceAccount: 'sa',
        labels: { 'pod-template-hash': '7f' },
        podPath: [],
        running: true,
      },
    ]);
    expect(workloads.get(w('web'))?.resource.kind).toBe('Pod');
  });

  test('without the ReplicaSet in between, the Deployment is known by the hash', () => {
    const { workloads } = read(
      docs(
        pod('web-7f-x', {}, { ...owned('ReplicaSet', 'web-7f'), labels: { 'pod-template-hash': '7f' } }),
        deployment('web'),
      ),
    );
    expect([...workloads.keys()]).toEqual(['n/web']);
  });

  test('a pod whose controller is not given is the workload', () => {
    const { workloads } = read(
      docs(pod('web-7f-x', {}, { ...owned('ReplicaSet', 'web-7f'), labels: { 'pod-template-hash': '7f' } })),
    );
    expect([...workloads.values()]).toMatchObject([{ id: 'n/web-7f-x', kind: 'Pod' }]);
  });

  test('owners that own each other end', () => {
    const { workloads } = read(docs(pod('a', {}, owned('Pod', 'b')), pod('b', {}, owned('Pod', 'a'))));
    expect(workloads.size).toBeLessThanOrEqual(2);
  });

  test('a CronJob’s pod is two templates deep', () => {
    const template = { metadata: { labels: { app: 'c' } }, spec: { serviceAccountName: 's' } };
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: named('c'),
      spec: { jobTemplate: { spec: { template } } },
    };
    expect([...read(docs(cron)).workloads.values()]).toMatchObject([
      { id: 'n/c', serviceAccount: 's', labels: { app: 'c' } },
    ]);
  });

  test('a controller and a pod of one name are two workloads', () => {
    expect([...read(docs(deployment('a'), pod('a'))).workloads.keys()]).toEqual(['n/a', 'n/a.pod']);
  });

  test('addresses: status, annotation, else by place', () => {
    const ips = [
      ...read(
        docs(
          pod('a'),
          pod('b', {}, {}, { podIP: '10.244.0.12' }),
          pod('c'),
          pod('d', {}, { annotations: { 'hopwise.dev/ip': '10.9.9.9' } }),
        ),
      ).workloads.values(),
    ].map(({ ip }) => ip);
    expect(ips).toEqual(['10.244.0.10', '10.244.0.12', '10.244.0.14', '10.9.9.9']);
    expect(new Set(ips).size).toBe(4);
  });

  test('wrong shapes are read as empty', () => {
    for (const spec of [
      null,
      7,
      'x',
      [],
      { containers: 'x' },
      { containers: [null, { ports: [1, { containerPort: 'x' }] }] },
    ]) {
      expect(read(docs({ ...pod('a'), spec })).workloads.get(w('a'))?.containerPorts).toEqual([]);
    }
  });
});

describe('endpoints', () => {
  const containers = [{ name: 'c', ports: [{ name: 'web', containerPort: 8080 }] }];
  const first = (text: string, name = 's') => {
    const cluster = read(text);
    const found = cluster.services.get(`${name}.n.svc.cluster.local`);
    return found?.ports.map((port) =>
      cluster.endpoints(found.hostname, port).map(({ workload, port: number }) => [workload, number]),
    );
  };
  const s = service('s', {
    selector: { app: 'a' },
    ports: [
      { port: 80, targetPort: 'web' },
      { name: 'b', port: 81 },
    ],
  });

  test('a named target port is the container’s', () => {
    expect(first(docs(s, pod('a', { containers })))).toEqual([[['n/a', 8080]], [['n/a', 81]]]);
    expect(first(docs(s, pod('a')))).toEqual([[], [['n/a', 81]]]);
  });

  test('pods that do not run, and controllers without replicas, are none', () => {
    expect(first(docs(s, pod('a', { containers }, {}, { phase: 'Pending' })))).toEqual([[], []]);
    expect(
      first(docs(s, pod('a', {}, {}, { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] }))),
    ).toEqual([[], []]);
    expect(first(docs(s, deployment('a', { replicas: 0 })))).toEqual([[], []]);
    expect(first(docs(s, deployment('a', { replicas: 2 })))?.[1]).toEqual([['n/a', 81]]);
  });

  test('other namespaces are none', () => {
    expect(first(docs(s, pod('a', { containers }, { namespace: 'm' })))).toEqual([[], []]);
  });

  test('without a selector the EndpointSlices say where, by port name', () => {
    const manual = service('s', { ports: [{ name: 'http', port: 80 }] });
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: named('s-1', 'n', { labels: { 'kubernetes.io/service-name': 's' } }),
      endpoints: [
        { addresses: ['10.244.0.10'] },
        { addresses: ['203.0.113.1'] },
        { addresses: ['203.0.113.2'], conditions: { ready: false } },
      ],
      ports: [
        { name: 'other', port: 1 },
        { name: 'http', port: 8080 },
      ],
    };
    expect(first(docs(manual, slice, pod('a')))).toEqual([
      [
        ['n/a', 8080],
        [null, 8080],
      ],
    ]);
    const endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: named('s'),
      subsets: [{ addresses: [{ ip: '1.2.3.4' }], ports: [{ name: 'http', port: 9 }] }],
    };
    expect(first(docs(manual, endpoints))).toEqual([[[null, 9]]]);
  });

  test('a workload listens on its container ports and on what services lead to', () => {
    const cluster = read(docs(s, pod('a', { containers })));
    const workload = cluster.workloads.get(w('a'));
    expect(workload && [...listensOn(cluster, workload)]).toEqual([8080, 81]);
  });

  test('the services of a workload come oldest first', () => {
    const at = (name: string, creationTimestamp: string | null) =>
      service(name, { selector: { app: 'a' } }, { creationTimestamp });
    const cluster = read(
      docs(
        at('new', '2026-02-01T00:00:00Z'),
        at('old', '2026-01-01T00:00:00Z'),
        at('b', null),
        at('a', null),
        pod('a'),
      ),
    );
    expect(cluster.servicesOf(w('a')).map(({ name }) => name)).toEqual(['old', 'new', 'a', 'b']);
  });
});

describe('namespaces', () => {
  test('are those given and those lived in, and know their own name', () => {
    const { namespaces } = read(
      docs(pod('a'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'm', labels: { x: 'y' } } }),
    );
    expect([...namespaces.values()]).toMatchObject([
      { name: 'n', labels: { 'kubernetes.io/metadata.name': 'n' }, resource: null },
      { name: 'm', labels: { 'kubernetes.io/metadata.name': 'm', x: 'y' } },
    ]);
  });
});
