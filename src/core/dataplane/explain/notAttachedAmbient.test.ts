import { describe, expect, it } from 'vitest';
import { waypointListener } from '../../controlplane/ambient/waypointListener.ts';
import type { World } from '../../controlplane/world.ts';
import { workloadId } from '../../model/resource.ts';
import { ambientWorld, policy, service, traced, waypoint } from '../ambient/ambient.fixture.ts';
import { asidesOf } from './asides.ts';
import { type Concern, notAttached } from './notAttached.ts';

const tokens = (id: string, spec: string): string =>
  policy(id, spec).replace('kind: AuthorizationPolicy', 'kind: RequestAuthentication');
const toService = (name: string, rest: string): string =>
  `{targetRefs: [{kind: Service, group: '', name: ${name}}], ${rest}}`;
const toGateway = (name: string, rest: string): string =>
  `{targetRef: {kind: Gateway, group: gateway.networking.k8s.io, name: ${name}}, ${rest}}`;

/** Each policy that does not act on a workload: its name, the place in its text, and why. */
function found(world: World, id: string, concern: Concern, hostname: string | null = null): readonly unknown[] {
  const [namespace = '', name = ''] = id.split('/');
  const workload = world.cluster.workloads.get(workloadId(namespace, name));
  if (workload === undefined) throw new Error('no workload');
  const chain = hostname === null ? null : (world.registry.get(hostname)?.[0] ?? null);
  return notAttached(world, workload, concern, chain).map(({ name: of, source, note }) => {
    const why = note !== undefined && 'why' in note.args ? ` ${String(note.args.why)}` : '';
    return `${of} ${source?.path.join('.') ?? ''} ${note?.key ?? ''}${why}`;
  });
}

/** "AUDIT or CUSTOM, dry runs, target refs → not sent; selector without labels → attached to no workload" (10.2, 10.3). */
describe('policies that have no part at a ztunnel', () => {
  const world = ambientWorld([
    policy('amb/mine', '{selector: {matchLabels: {app: s}}, rules: [{}]}'),
    policy('amb/wide', '{rules: [{}]}'),
    policy('amb/empty', '{selector: {}, rules: [{}]}'),
    policy('amb/other', '{selector: {matchLabels: {app: x}}, rules: [{}]}'),
    policy('amb/refs', toService('s', 'rules: [{}]')),
    policy('amb/ref', toGateway('w', 'rules: [{}]')),
    policy('amb/dry', '{rules: [{}]}', 'istio.io/dry-run: "true"'),
    policy('amb/audit', '{action: AUDIT, rules: [{}]}'),
    policy('amb/custom', '{action: CUSTOM, provider: {name: p}, rules: [{}]}'),
    policy('amb/deny', '{selector: {matchLabels: {app: x}}, action: DENY, rules: [{}]}'),
    policy('car/elsewhere', '{selector: {matchLabels: {app: x}}, rules: [{}]}'),
    policy('istio-system/root', '{selector: {matchLabels: {app: x}}, rules: [{}]}'),
    tokens('amb/tokens', '{jwtRules: [{issuer: i}]}'),
  ]);

  it('say why: not sent, attached to no workload, or to others', () => {
    expect(found(world, 'amb/s', 'ALLOW')).toEqual([
      'root spec.selector.matchLabels.app attach.selectorMisses',
      'dry  attach.notForZtunnel dryRun',
      'empty  attach.notForZtunnel emptySelector',
      'other spec.selector.matchLabels.app attach.selectorMisses',
      'ref spec.targetRef attach.notForZtunnel targetRefs',
      'refs spec.targetRefs attach.notForZtunnel targetRefs',
    ]);
  });

  it('are told by action; no action but ALLOW and DENY is sent, and no token is looked at', () => {
    expect(found(world, 'amb/s', 'DENY')).toEqual(['deny spec.selector.matchLabels.app attach.selectorMisses']);
    expect(found(world, 'amb/s', 'AUDIT')).toEqual(['audit spec.action attach.notForZtunnel action']);
    expect(found(world, 'amb/s', 'CUSTOM')).toEqual(['custom spec.action attach.notForZtunnel action']);
    expect(found(world, 'amb/s', 'JWT')).toEqual(['tokens  attach.notForZtunnel tokens']);
  });

  it('stand beside what ztunnel decides', () => {
    const asides = asidesOf(world, traced(world, 'amb/c', 's.amb'));
    expect([...asides].map(([id, checks]) => [id, checks.map(({ name }) => name)])).toEqual([
      ['amb/s/ztunnel-inbound/connect', ['custom', 'tokens', 'audit', 'deny']],
      ['amb/s/ztunnel-inbound/rbac-allow', ['root', 'dry', 'empty', 'other', 'ref', 'refs']],
    ]);
  });
});

/** "Waypoint, no refs: never attached; a Service ref only on that service's own chains" (1.3). */
describe('policies that have no part at a waypoint', () => {
  const used = service('amb/s', ', istio.io/use-waypoint: w');
  const far = service('far/s', ', istio.io/use-waypoint: w, istio.io/use-waypoint-namespace: amb');
  const open = waypoint('amb', '', ', allowedRoutes: {namespaces: {from: All}}');
  const world = ambientWorld([
    open,
    used,
    far,
    policy('amb/mine', toService('s', 'rules: [{}]')),
    policy('amb/other', toService('o', 'rules: [{}]')),
    policy('amb/gate', toGateway('x', 'rules: [{}]')),
    policy('amb/labels', '{selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: w}}, rules: [{}]}'),
    policy('far/theirs', toService('s', 'rules: [{}]')),
  ]);

  it('say why: a selector, a target that is another; the names that were asked for and the Gateway that it is', () => {
    expect(found(world, 'amb/w', 'ALLOW', 's.amb.svc.cluster.local')).toEqual([
      'gate spec.targetRef attach.targetRefMisses',
      'labels spec.selector attach.selectorAtWaypoint',
      'other spec.targetRefs attach.targetRefMisses',
    ]);
    const workload = world.cluster.workloads.get(workloadId('amb', 'w'));
    const checks = workload && notAttached(world, workload, 'ALLOW');
    expect(checks?.find(({ name }) => name === 'gate')).toMatchObject({
      expected: { kind: 'values', values: ['x'] },
      actual: { kind: 'value', value: 'w' },
    });
  });

  it('are of the root namespace, of its own, and of the service’s: each chain has its own', () => {
    expect(found(world, 'amb/w', 'ALLOW', 's.far.svc.cluster.local')).toEqual([
      'gate spec.targetRef attach.targetRefMisses',
      'labels spec.selector attach.selectorAtWaypoint',
      'mine spec.targetRefs attach.targetRefMisses',
      'other spec.targetRefs attach.targetRefMisses',
    ]);
    expect(found(world, 'amb/w', 'ALLOW')).toContain('mine spec.targetRefs attach.targetRefMisses');
    const workload = world.cluster.workloads.get(workloadId('amb', 'w'));
    const chain =
      workload && waypointListener(world, workload, world.registry.get('s.far.svc.cluster.local')?.[0] ?? null);
    expect(chain?.http[0]?.policies.map(({ ref }) => ref.name)).toEqual(['theirs']);
  });

  it('stand beside the waypoint’s filters, by the service that was dialled', () => {
    const names = (): readonly unknown[] => {
      const asides = asidesOf(world, traced(world, 'amb/c', 's.amb'));
      return [...asides].map(([id, checks]) => [id, checks.map(({ name }) => name)]);
    };
    expect(names()).toContainEqual(['amb/w/waypoint/rbac-allow', ['gate', 'labels', 'other']]);
  });
});
