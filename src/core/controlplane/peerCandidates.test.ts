import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { type PeerMode, workloadPeerMode } from './peerAuthentication.ts';
import { rejectedIn } from './rejected.ts';

const policy = (name: string, spec: string, namespace = 'b', year = '2020'): string =>
  `{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: ${name}, namespace: ${namespace}, creationTimestamp: "${year}-01-01T00:00:00Z"}, spec: ${spec}}`;
const app = 'selector: {matchLabels: {app: s}}';
const inRoot =
  '{apiVersion: v1, kind: Pod, metadata: {name: r, namespace: istio-system, labels: {app: s}}, spec: {containers: [{name: app}]}}';

function modeOf(policies: readonly string[], port: number | null = 8080, [namespace, name] = ['b', 's']): PeerMode {
  const world = worldWith([inRoot, ...policies].join('\n---\n'));
  const server = world.cluster.workloads.get(workloadId(namespace ?? '', name ?? ''));
  if (!server) throw new Error('no server');
  return workloadPeerMode(world, server, port);
}
const told = (...parameters: Parameters<typeof modeOf>): readonly string[] =>
  modeOf(...parameters).candidates.map(({ name, scope, mode, fate, note }) =>
    [name, scope, mode, fate, note?.key ?? '', ...Object.values(note?.args ?? {})].join(' ').trim(),
  );

describe('the mode of a port (2.1 to 2.5)', () => {
  it('is PERMISSIVE, then that of mesh, namespace, workload and port, where they are not UNSET', () => {
    const mesh = policy('m', '{mtls: {mode: STRICT}}', 'istio-system');
    const namespace = policy('n', '{mtls: {mode: DISABLE}}');
    const workload = policy('w', `{${app}, mtls: {mode: PERMISSIVE}, portLevelMtls: {8080: {mode: STRICT}, 9000: {}}}`);
    expect(modeOf([])).toMatchObject({ mode: 'PERMISSIVE', scope: 'default', source: null, setter: null });
    expect(modeOf([mesh])).toMatchObject({ mode: 'STRICT', scope: 'mesh' });
    expect(modeOf([mesh, namespace])).toMatchObject({ mode: 'DISABLE', scope: 'namespace' });
    expect(modeOf([mesh, namespace, workload], null)).toMatchObject({ mode: 'PERMISSIVE', scope: 'workload' });
    expect(modeOf([mesh, namespace, workload])).toMatchObject({
      mode: 'STRICT',
      scope: 'port',
      source: { resource: 'PeerAuthentication/b/w', path: ['spec', 'portLevelMtls', '8080', 'mode'] },
    });
    expect(modeOf([mesh, namespace, workload], 9000)).toMatchObject({ mode: 'PERMISSIVE', scope: 'workload' });
    expect(modeOf([mesh, policy('n', '{}'), policy('w', `{${app}, mtls: {mode: UNSET}}`)])).toMatchObject({
      scope: 'mesh',
    });
  });

  it('is of the oldest of its scope alone, the ports of the others dropped too', () => {
    const old = policy('z', `{${app}, portLevelMtls: {9000: {mode: STRICT}}}`, 'b', '2020');
    const young = policy(
      'a',
      `{${app}, mtls: {mode: DISABLE}, portLevelMtls: {8080: {mode: STRICT}, 9000: {}}}`,
      'b',
      '2021',
    );
    expect(told([young, old])).toEqual([
      'z workload UNSET won',
      'a workload DISABLE shadowed order.older z',
      'z port STRICT otherPort peer.otherPort 8080',
      'a port STRICT shadowed order.older z',
    ]);
    expect(told([policy('b', '{}'), policy('a', '{mtls: {mode: STRICT}}')])).toEqual([
      'a namespace STRICT won',
      'b namespace UNSET shadowed order.nameFirst a',
    ]);
    // Nobody asks for a port.
    expect(told([old], null)).toEqual(['z workload UNSET won']);
  });

  it('is never named by the port of a Service (2.5)', () => {
    expect(told([policy('p', `{${app}, portLevelMtls: {80: {mode: STRICT}, 81: {mode: STRICT}}}`)])).toEqual([
      'p workload UNSET won',
      'p port STRICT otherPort peer.servicePort 8080',
      'p port STRICT otherPort peer.otherPort 8080',
    ]);
  });

  it('leaves out what selects other pods, and says which label misses', () => {
    const other = policy('o', '{selector: {matchLabels: {app: x}}, mtls: {mode: STRICT}}');
    expect(told([other])).toEqual(['o workload STRICT selectorMisses attach.selectorMisses']);
    expect(modeOf([other]).candidates[0]?.label).toEqual({ key: 'app', wants: 'x', has: 's' });
    expect(told([other, policy('p', `{${app}, portLevelMtls: {8080: {mode: STRICT}}}`)])).toContain(
      'p port STRICT won',
    );
  });

  it('ignores every selector of the root namespace, even for its own pods (2.1)', () => {
    const root = policy('r', `{${app}, mtls: {mode: STRICT}}`, 'istio-system');
    expect(told([root])).toEqual([]);
    expect(told([root], 8080, ['istio-system', 'r'])).toEqual(['r workload STRICT rootSelector peer.rootSelector']);
    expect(modeOf([root], 8080, ['istio-system', 'r']).mode).toBe('PERMISSIVE');
    // A policy without selector is the mesh's there, once.
    expect(told([policy('m', '{mtls: {mode: STRICT}}', 'istio-system')], null, ['istio-system', 'r'])).toEqual([
      'm mesh STRICT won',
    ]);
  });
});

describe('a PeerAuthentication that is refused', () => {
  it('takes no part, and says why', () => {
    expect(
      told([
        policy('a', '{portLevelMtls: {80: {mode: STRICT}}}'),
        policy('b', `{selector: {matchLabels: {"*": x}}, mtls: {mode: STRICT}}`),
        policy('c', '{mtls: {mode: SOMETIMES}}', 'istio-system'),
        policy('d', '{mtls: {mode: SOMETIMES}}', 'a'),
      ]),
    ).toEqual([
      'a namespace UNSET rejected rejected.webhook portLevelWithoutSelector',
      'b workload UNSET rejected rejected.webhook selectorWildcard *=x',
      'c mesh UNSET rejected rejected.schema',
    ]);
  });

  it('is told by its first error, and where it stands', () => {
    const world = worldWith(policy('x', '{unknown: 1, mtls: {mode: SOMETIMES}}'));
    expect(rejectedIn(world, 'PeerAuthentication', new Set(['b']))).toMatchObject([{ path: ['spec', 'mtls', 'mode'] }]);
    expect(rejectedIn(world, 'PeerAuthentication', new Set(['a']))).toEqual([]);
    expect(rejectedIn(world, 'AuthorizationPolicy', new Set(['b']))).toEqual([]);
  });
});
