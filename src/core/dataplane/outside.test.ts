import { describe, expect, it } from 'vitest';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, stepOf, worldWith } from './world.fixture.ts';

const entry =
  '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: a}, spec: {hosts: [api.example], ports: [{number: 443, name: http, protocol: HTTP}, {number: 444, name: tls, protocol: TLS}], resolution: DNS}}';
const rule = (tls: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: a}, spec: {host: api.example, trafficPolicy: {tls: ${tls}}}}`;

function sent(yaml: string, request = call({ to: 'api.example', port: 443 })): Trace {
  const trace = send(worldWith(yaml), request);
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}
const originated = (tls: string, request?: ReturnType<typeof call>): Trace =>
  sent(`${entry}\n---\n${rule(tls)}`, request);
const handshake = 'outside/api.example/handshake';
const refused = (trace: Trace) => stepOf(trace, handshake);

describe('a server outside the cluster (F5)', () => {
  it('answers what reaches it, in plaintext or TLS', () => {
    const plain = sent(entry);
    expect(plain.caller).toMatchObject({ kind: 'http', status: 200 });
    expect(plain.delivery).toMatchObject({
      workload: null,
      method: 'GET',
      path: '/',
      host: 'api.example:443',
      tls: null,
    });
    expect(plain.hops.at(-1)?.at).toEqual({ kind: 'outside', host: 'api.example' });
    const trace = originated('{mode: SIMPLE}');
    expect(trace.verdict.kind).toBe('allowed');
    expect(trace.delivery).toMatchObject({ tls: 'api.example', headers: [['x-forwarded-proto', 'http']] });
    const own = sent(entry, call({ to: 'api.example', port: 444, tls: true }));
    expect(own.delivery).toMatchObject({ tls: 'api.example' });
    expect(sent(entry, call({ to: 'api.example', port: 444, tcp: true })).caller).toEqual({ kind: 'connected' });
  });

  it('is accepted where its name is one of those that are asked for', () => {
    expect(originated('{mode: SIMPLE, subjectAltNames: [x.example, api.example]}').verdict.kind).toBe('allowed');
    expect(originated('{mode: SIMPLE, insecureSkipVerify: true, subjectAltNames: [x.example]}').verdict.kind).toBe(
      'allowed',
    );
  });

  it('is refused where it is not, with the names that were asked for', () => {
    const trace = originated('{mode: SIMPLE, subjectAltNames: [x.example]}');
    expect(trace.verdict).toMatchObject({ cause: 'serverCertificateRefused', step: handshake, determining: null });
    expect(trace.caller).toMatchObject({ status: 503 });
    expect(refused(trace)).toMatchObject({ refusedBy: 'client', outcome: 'denied', clientIdentity: null, shown: null });
    expect(refused(trace)?.checks).toEqual([
      {
        kind: 'subjectAltName',
        name: 'server',
        source: null,
        matched: false,
        expected: { kind: 'values', values: ['x.example'] },
        actual: { kind: 'value', value: 'api.example' },
        children: [],
      },
    ]);
  });

  it('is refused by who trusts the mesh’s root alone', () => {
    const trace = originated('{mode: SIMPLE, caCertificates: /var/run/secrets/istio/root-cert.pem}');
    expect(trace.verdict).toMatchObject({ cause: 'serverCertificateRefused' });
    expect(refused(trace)?.checks).toMatchObject([
      { kind: 'certificate', expected: { kind: 'any' }, actual: { kind: 'value', value: 'api.example' } },
    ]);
    expect(originated('{mode: ISTIO_MUTUAL}').verdict).toMatchObject({ cause: 'serverCertificateRefused' });
  });

  it('is left open under certificates that the user has somewhere', () => {
    const trace = originated('{mode: SIMPLE, caCertificates: /etc/ca.pem}');
    expect(trace.verdict).toMatchObject({ kind: 'undetermined', step: 'outside/api.example/deliver' });
    expect(trace.limits).toEqual([{ code: 'fieldNotModelled', resource: null, name: 'caCertificates' }]);
  });

  it('does not understand TLS within TLS (5.7)', () => {
    const twice = call({ to: 'api.example', port: 444, tls: true });
    expect(originated('{mode: SIMPLE}', twice).verdict).toMatchObject({
      cause: 'tlsToPlaintext',
      step: 'outside/api.example/deliver',
    });
  });

  it('is called by its address where nobody gave it a name', () => {
    const trace = sent('', call({ to: '192.0.2.9', port: 80 }));
    expect(trace.hops.at(-1)?.at).toEqual({ kind: 'outside', host: '192.0.2.9' });
  });
});
