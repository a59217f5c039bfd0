import { describe, expect, it } from 'vitest';
import { send } from './send.ts';
import { call, peerAuthentication, worldWith } from './world.fixture.ts';

const rule = (tls: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: a}, spec: {host: s.b.svc.cluster.local, trafficPolicy: {tls: {${tls}}}}}`;

/** How the sidecar of `a/c` wraps a request, who decided so, and the note of the check. */
function transport(yaml: string, asked: Parameters<typeof call>[0] = {}, mesh = {}): readonly unknown[] {
  const { hops } = send(worldWith(yaml, mesh), call(asked));
  const steps = hops.flatMap((hop) => hop.steps);
  const step = steps.find(({ id }) => id === 'a/c/outbound/transport');
  if (step?.kind !== 'transport') return [];
  const [check] = step.checks;
  return [step.mode, step.by, check?.kind, check?.note?.key];
}

/** "An explicit DestinationRule beats everything, else automatic mTLS" (3.5–3.11). */
describe('who decides how a connection is encrypted', () => {
  it('automatic mTLS, where no rule says a mode', () => {
    expect(transport('')).toEqual(['mtls', 'autoMtls', 'autoMtls', 'transport.autoMtls']);
    expect(transport('', { to: 'n.legacy' })).toEqual(['plaintext', 'autoMtls', 'autoMtls', 'transport.autoMtls']);
    expect(transport(peerAuthentication('DISABLE')).slice(0, 2)).toEqual(['plaintext', 'autoMtls']);
    expect(transport('', {}, { enableAutoMtls: false }).slice(0, 2)).toEqual(['plaintext', 'autoMtls']);
  });

  it('a DestinationRule that says one, in each of its modes', () => {
    const ruled = ['destinationRule', 'destinationRule', 'transport.rule'];
    expect(transport(rule('mode: ISTIO_MUTUAL'))).toEqual(['mtls', ...ruled]);
    expect(transport(rule('mode: DISABLE'))).toEqual(['plaintext', ...ruled]);
    expect(transport(rule('mode: SIMPLE'))).toEqual(['tls', ...ruled]);
    expect(transport(rule('mode: SIMPLE, credentialName: c'))).toEqual([
      'plaintext',
      'destinationRule',
      'destinationRule',
      'transport.credentialIgnored',
    ]);
  });

  it('nobody, for what passes through as it is', () => {
    expect(transport('', { to: 'other.example' }).slice(0, 2)).toEqual(['plaintext', 'none']);
  });
});
