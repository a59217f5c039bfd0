import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { importsRouter, importsService, type SidecarScope, sidecarScope } from './sidecarScope.ts';

const sidecar = (name: string, spec: string, namespace = 'a'): string =>
  `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec.replace('{', '{inboundConnectionPool: {tcp: {maxConnections: 1}}, ')}}`;

function scopeOf(...sidecars: readonly string[]): SidecarScope {
  const world = worldWith(sidecars.join('\n---\n'));
  const client = world.cluster.workloads.get(workloadId('a', 'c'));
  if (!client) throw new Error('no client');
  const scope = sidecarScope(world, client);
  // The proxies of a namespace share it.
  expect(sidecarScope(world, client)).toBe(scope);
  return scope;
}

const imports = (scope: SidecarScope, port: number, namespace: string, hostname: string): boolean =>
  importsService(scope, port, { namespace, hostname });
const chosen = (...sidecars: readonly string[]): string | undefined => scopeOf(...sidecars).sidecar?.resource.name;
const imported = (hosts: string, host = 's.b.svc.cluster.local', namespace = 'b'): boolean =>
  imports(scopeOf(sidecar('x', `{egress: [{hosts: ${hosts}}]}`)), 80, namespace, host);

describe('the one Sidecar that applies (4.9)', () => {
  it('is the first with a selector whose labels are all those of the pod', () => {
    const plain = sidecar('a-plain', '{}');
    expect(chosen(plain, sidecar('mine', '{workloadSelector: {labels: {app: c}}}'))).toBe('mine');
    expect(chosen(plain, sidecar('other', '{workloadSelector: {labels: {app: x}}}'))).toBe('a-plain');
    expect(chosen(plain, sidecar('half', '{workloadSelector: {labels: {app: c, tier: x}}}'))).toBe('a-plain');
    // "A present-but-empty selector counts as with selector and matches all."
    expect(chosen(plain, sidecar('z-empty', '{workloadSelector: {}}'))).toBe('z-empty');
  });

  it('else that of the namespace, else the one of the root namespace without selector', () => {
    const root = sidecar('root', '{}', 'istio-system');
    const picky = sidecar('a-picky', '{workloadSelector: {labels: {app: c}}}', 'istio-system');
    expect(chosen(root, sidecar('own', '{}'))).toBe('own');
    expect(chosen(picky, root)).toBe('root');
    expect(chosen(picky)).toBeUndefined();
    expect(chosen(sidecar('elsewhere', '{}', 'b'))).toBeUndefined();
  });
});

describe('what it imports (4.10, 4.12)', () => {
  it('is everything where it has no egress listener', () => {
    expect(imports(scopeOf(), 80, 'b', 'x')).toBe(true);
    expect(imports(scopeOf(sidecar('x', '{ingress: []}')), 80, 'b', 'x')).toBe(true);
    expect(imports(scopeOf(sidecar('x', '{egress: []}')), 80, 'b', 'x')).toBe(true);
  });

  it('are VirtualServices of a wildcard as soon as one host under it is imported, services of one are not', () => {
    const one = scopeOf(sidecar('x', '{egress: [{hosts: ["b/s.b.svc.cluster.local", "d/*", "~d/x.d.example"]}]}'));
    expect(importsRouter(one, 80, 'b', '*.b.svc.cluster.local')).toBe(true);
    expect(importsRouter(one, 80, 'a', '*.b.svc.cluster.local')).toBe(false);
    expect(imports(one, 80, 'b', '*.b.svc.cluster.local')).toBe(false);
    expect(importsRouter(one, 80, 'd', '*.d.example')).toBe(true);
    expect(importsRouter(one, 80, 'd', 'x.d.example')).toBe(false);
  });

  it('is told by namespace and host', () => {
    expect(imported('["b/*"]')).toBe(true);
    expect(imported('["./*"]')).toBe(false);
    expect(imported('["./*"]', 'x.a.svc.cluster.local', 'a')).toBe(true);
    expect(imported('["*/*"]')).toBe(true);
    expect(imported('["*/s.b.svc.cluster.local"]')).toBe(true);
    expect(imported('["*/*.b.svc.cluster.local"]')).toBe(true);
    expect(imported('["b/t.b.svc.cluster.local"]')).toBe(false);
    expect(imported('["x/*", "b/*"]')).toBe(true);
  });

  it('is without what a tilde takes away', () => {
    expect(imported('["b/*", "~b/s.b.svc.cluster.local"]')).toBe(false);
    expect(imported('["b/*", "~b/t.b.svc.cluster.local"]')).toBe(true);
    expect(imported('["b/*", "~x/*"]')).toBe(true);
    expect(imported('["*/*", "~/*"]')).toBe(false);
    expect(imported('["~/*"]')).toBe(false);
    expect(imported('["*/*", "~./*"]')).toBe(true);
    expect(imported('["*/*", "~./*"]', 'x.a.svc.cluster.local', 'a')).toBe(false);
  });

  it('goes by the listener of the port, else by the one without a port', () => {
    const scope = scopeOf(
      sidecar('x', '{egress: [{port: {number: 80, protocol: HTTP, name: h}, hosts: ["b/*"]}, {hosts: ["./*"]}]}'),
    );
    expect([imports(scope, 80, 'b', 'x'), imports(scope, 81, 'b', 'x')]).toEqual([true, false]);
    expect([imports(scope, 80, 'a', 'x'), imports(scope, 81, 'a', 'x')]).toEqual([false, true]);
    const only = scopeOf(sidecar('x', '{egress: [{port: {number: 80, protocol: HTTP, name: h}, hosts: ["b/*"]}]}'));
    expect(imports(only, 81, 'b', 'x')).toBe(false);
  });
});
