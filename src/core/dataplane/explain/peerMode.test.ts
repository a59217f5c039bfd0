import { describe, expect, it } from 'vitest';
import type { Check, Trace } from '../../model/trace.ts';
import { send } from '../send.ts';
import { call, worldWith } from '../world.fixture.ts';

function policy(name: string, namespace: string, spec: string, created = ''): string {
  const age = created === '' ? '' : `, creationTimestamp: "${created}-01-01T00:00:00Z"`;
  return `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: ${name}, namespace: ${namespace}${age}}
spec: ${spec}
---`;
}

const modeCheck = (trace: Trace): Check | undefined =>
  trace.hops.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'filterChain')?.checks[0];

/** Each candidate: name, scope, why. */
function candidates(yaml: string, port = 80): readonly (readonly (string | undefined)[])[] {
  const check = modeCheck(send(worldWith(yaml), call({ port })));
  return (check?.children ?? []).map(({ name, source, note }) => [source?.resource.split('/')[2], name, note?.key]);
}

describe('the mTLS mode of a port', () => {
  it('is the default of Istio where nothing sets one', () => {
    const check = modeCheck(send(worldWith(''), call()));
    expect(check).toMatchObject({ name: 'default', source: null, children: [], note: { key: 'peer.default' } });
  });

  it('names each PeerAuthentication from wide to narrow, and the one that set it beside what arrives', () => {
    const yaml = [
      policy('wide', 'istio-system', '{mtls: {mode: STRICT}}'),
      policy('own', 'b', '{mtls: {mode: UNSET}}'),
      policy('picked', 'b', '{selector: {matchLabels: {app: s}}, mtls: {mode: PERMISSIVE}}'),
    ].join('\n');
    expect(candidates(yaml)).toEqual([
      ['wide', 'mesh', 'peer.narrower'],
      ['own', 'namespace', 'peer.unset'],
      ['picked', 'workload', 'peer.sets'],
    ]);
    const check = modeCheck(send(worldWith(yaml), call({ from: 'legacy/n' })));
    expect(check?.children.map(({ matched, actual }) => [matched, actual])).toEqual([
      [false, { kind: 'any' }],
      [false, { kind: 'any' }],
      [true, { kind: 'value', value: 'plaintext' }],
    ]);
    expect(check?.children[0]?.note?.args).toEqual({ by: 'picked', scope: 'workload' });
  });

  it('is that of the oldest of a scope, even if it says nothing; of equal age the first name counts', () => {
    const yaml = [
      policy('z-old', 'b', '{}', '2020'),
      policy('a-new', 'b', '{mtls: {mode: STRICT}}', '2021'),
      policy('b', 'istio-system', '{mtls: {mode: STRICT}}'),
      policy('c', 'istio-system', '{mtls: {mode: DISABLE}}'),
    ].join('\n');
    expect(candidates(yaml)).toEqual([
      ['b', 'mesh', 'peer.sets'],
      ['c', 'mesh', 'order.nameFirst'],
      ['z-old', 'namespace', 'peer.unset'],
      ['a-new', 'namespace', 'order.older'],
    ]);
  });

  it('counts ports of the pod, of the one that counts for the workload alone', () => {
    const select = 'selector: {matchLabels: {app: s}}';
    const yaml = [
      policy(
        'a',
        'b',
        `{${select}, portLevelMtls: {8080: {mode: STRICT}, 80: {mode: DISABLE}, 9000: {mode: DISABLE}}}`,
      ),
      policy('z', 'b', `{${select}, portLevelMtls: {8080: {mode: DISABLE}}}`),
    ].join('\n');
    const check = modeCheck(send(worldWith(yaml), call()));
    expect(check).toMatchObject({ name: 'port', source: { path: ['spec', 'portLevelMtls', '8080', 'mode'] } });
    expect(check?.children.map(({ source, note }) => [source?.path.at(-2), note?.key])).toEqual([
      [undefined, 'peer.unset'],
      [undefined, 'order.nameFirst'],
      // Keys that are numbers come in their order, as JSON has it.
      ['80', 'peer.servicePort'],
      ['8080', 'peer.sets'],
      ['9000', 'peer.otherPort'],
      ['8080', 'order.nameFirst'],
    ]);
  });

  it('ignores a selector in the root namespace, one that misses, and what was never stored', () => {
    const yaml = [
      policy('other', 'b', '{selector: {matchLabels: {app: x}}, mtls: {mode: STRICT}}'),
      policy('refused', 'b', '{mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}}'),
      policy('typo', 'istio-system', '{mtls: {mode: STRONG}}'),
      policy('elsewhere', 'a', '{mtls: {mode: STRICT}}'),
    ].join('\n');
    const check = modeCheck(send(worldWith(yaml), call()));
    expect(check?.note?.key).toBe('peer.default');
    expect(check?.children).toMatchObject([
      {
        name: 'workload',
        source: { path: ['spec', 'selector', 'matchLabels', 'app'] },
        expected: { value: 'app=x' },
        actual: { value: 'app=s' },
        note: { key: 'attach.selectorMisses' },
      },
      { name: 'namespace', note: { key: 'rejected.webhook', args: { reason: 'portLevelWithoutSelector' } } },
      { name: 'mesh', note: { key: 'rejected.schema' } },
    ]);
    const root = worldWith(policy('picky', 'b', '{selector: {matchLabels: {app: s}}, mtls: {mode: STRICT}}'), {
      rootNamespace: 'b',
    });
    expect(modeCheck(send(root, call()))).toMatchObject({
      expected: { value: 'PERMISSIVE' },
      children: [{ name: 'workload', note: { key: 'peer.rootSelector' } }],
    });
  });

  it('is told by one check for all connections alike', () => {
    const world = worldWith(policy('wide', 'istio-system', '{mtls: {mode: STRICT}}'));
    expect(modeCheck(send(world, call()))).toBe(modeCheck(send(world, call({ path: '/other' }))));
  });
});
