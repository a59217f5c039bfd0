import { expect, test } from 'vitest';
import { parseDocument } from '../yaml/parse.ts';
import { buildCluster } from './cluster.ts';
import { resolveName } from './dns.ts';

const text = `
{apiVersion: v1, kind: Service, metadata: {name: s, namespace: n}, spec: {selector: {app: a}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: hl, namespace: n}, spec: {clusterIP: None, selector: {app: db}}}
---
{apiVersion: v1, kind: Service, metadata: {name: alias, namespace: n}, spec: {type: ExternalName, externalName: S.n.svc.cluster.local}}
---
{apiVersion: v1, kind: Service, metadata: {name: out, namespace: n}, spec: {type: ExternalName, externalName: api.example.com}}
---
{apiVersion: v1, kind: Service, metadata: {name: loop, namespace: n}, spec: {type: ExternalName, externalName: loop.n.svc.cluster.local}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: n}
spec: {serviceName: hl, replicas: 2, template: {metadata: {labels: {app: db}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n, labels: {app: db}}
spec: {hostname: special, subdomain: hl}
`;
const cluster = buildCluster(parseDocument({ files: [{ name: 'f', text }] }).resources, null);
const ask = (host: string, namespace = 'n') => {
  const answer = resolveName(cluster, host, namespace);
  switch (answer.kind) {
    case 'service':
      return answer.service.name;
    case 'podOfHeadless':
      return answer.workload.name;
    case 'address':
      return answer.ip;
    case 'external':
      return `${answer.host}=${answer.ip}`;
    case 'notFound':
      return null;
  }
};

test.each(['s', 'S', 's.n', 's.n.svc', 's.n.svc.cluster.local', 's.n.svc.cluster.local.', 's.N.Svc'])(
  '%s is the service',
  (host) => {
    expect(ask(host)).toBe('s');
  },
);

test.each([
  's',
  's.',
  's.m',
  's.svc',
  's.n.svc.cluster',
  's.n.',
  'x.n',
  'x.n.svc.cluster.local',
  'x',
  '',
  '.',
  'a..b',
  'a b.c',
  'x.local',
  'x.invalid',
])('%j from another namespace is nothing', (host) => {
  expect(ask(host, 'm')).toBeNull();
});

test('a headless service, and its pods by name', () => {
  expect(ask('hl')).toBe('hl');
  expect(ask('db-0.hl')).toBe('db');
  expect(ask('db-1.hl.n.svc.cluster.local', 'm')).toBe('db');
  expect(ask('special.hl')).toBe('p');
  expect([ask('db-2.hl'), ask('db-01.hl'), ask('db.hl'), ask('db-0.s'), ask('p.hl')]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('an alias is followed, but not for ever', () => {
  expect(ask('alias')).toBe('s');
  expect(ask('out')).toMatch(/^api\.example\.com=198\.1[89]\./);
  expect(ask('loop')).toBeNull();
});

test('addresses are themselves', () => {
  expect(ask('10.0.0.1')).toBe('10.0.0.1');
  expect(ask('2001:db8::1')).toBe('2001:db8::1');
});

test('outside names have one address each, always the same', () => {
  expect(ask('ext.example.com')).toBe('ext.example.com=198.18.30.36');
  expect(ask('EXT.example.com.')).toBe('ext.example.com=198.18.30.36');
});

test('with a list of outside names, only those resolve', () => {
  const fixed = buildCluster([], { workloads: {}, services: {}, dns: { 'a.example.com': '1.2.3.4' }, listen: {} });
  expect(resolveName(fixed, 'A.example.com', 'n')).toEqual({
    kind: 'external',
    host: 'a.example.com',
    ip: '1.2.3.4',
  });
  expect(resolveName(fixed, 'b.example.com', 'n')).toEqual({ kind: 'notFound' });
});
