import { describe, expect, it } from 'vitest';
import { checkTrace } from '../dataplane/checkTrace.ts';
import type { Trace } from '../model/trace.ts';
import { createMemory, evaluate } from './evaluate.ts';

const mesh = `
apiVersion: v1
kind: Namespace
metadata: { name: a, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: c, namespace: a, labels: { app: c } }
spec: { serviceAccountName: c, containers: [{ name: app }] }
---
apiVersion: v1
kind: Pod
metadata: { name: s, namespace: a, labels: { app: s } }
spec: { serviceAccountName: s, containers: [{ name: app, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: s, namespace: a }
spec: { selector: { app: s }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;

const toService = '- { id: r, from: { workload: a/c }, to: { url: "http://s.a" } }';

/** The trace of the first request; `spec` is the Scenario's, at noon. */
function traceOf(spec: string, requests = toService, more = ''): Trace {
  const text = `apiVersion: hopwise.dev/v1
kind: Scenario
metadata: { name: t }
spec:
  clock: 2026-01-10T12:00:00Z
${`${spec}\nrequests:\n${requests}`.replace(/^/gm, '  ')}
---${mesh}${more}`;
  const { story, diagnostics } = evaluate({ files: [{ name: 't.yaml', text }] }, null, createMemory());
  expect(diagnostics).toEqual([]);
  if (story === null) throw new Error('no story');
  expect(checkTrace(story.trace)).toEqual([]);
  return story.trace;
}

const causeOf = ({ verdict }: Trace) => (verdict.kind === 'denied' ? verdict.cause : verdict.kind);
const shownIn = (trace: Trace) =>
  trace.hops.flatMap(({ steps }) => steps).flatMap((step) => (step.kind === 'handshake' ? [step.shown] : []))[0];

describe('certificates over time', () => {
  it('are some hours old where nothing is said, and good for a day', () => {
    expect(shownIn(traceOf(''))).toMatchObject({
      client: {
        at: '2026-01-10T12:00:00Z',
        issued: '2026-01-10T06:00:00Z',
        notBefore: '2026-01-10T05:58:00Z',
        notAfter: '2026-01-11T06:00:00Z',
      },
      server: { identity: 'cluster.local/ns/a/sa/s', renews: '2026-01-10T18:00:00Z', root: null, source: null },
    });
  });

  it('live as long as SECRET_TTL says, and are renewed when SECRET_GRACE_PERIOD_RATIO of that is left', () => {
    const metadata = `mesh: { defaultConfig: { proxyMetadata: { SECRET_TTL: 1h, SECRET_GRACE_PERIOD_RATIO: "0.25" } } }`;
    expect(shownIn(traceOf(metadata))?.server).toMatchObject({
      issued: '2026-01-10T12:00:00Z',
      notAfter: '2026-01-10T13:00:00Z',
      renews: '2026-01-10T12:45:00Z',
    });
  });

  it('do not expire while istiod is away for less than half of their life', () => {
    const trace = traceOf('istiod: { down: { from: -11h } }');
    expect(causeOf(trace)).toBe('allowed');
    expect(shownIn(trace)?.server).toMatchObject({ notAfter: '2026-01-10T19:00:00Z', renews: '2026-01-10T07:00:00Z' });
  });

  it.each([
    ['a second before its end', '-86399s', 'allowed'],
    ['at its end', '-24h', 'serverCertificateExpired'],
  ])('an old certificate of the server is judged by the client: %s', (_name, issued, expected) => {
    expect(causeOf(traceOf(`certificates: { a/s: { issued: ${issued} } }`))).toBe(expected);
  });

  it('an expired certificate of the server fails the handshake at the client, which tries three times', () => {
    const trace = traceOf('certificates: { a/s: { issued: -25h } }');
    expect(trace.caller).toMatchObject({ kind: 'http', status: 503 });
    expect(trace.logs).toMatchObject([
      {
        side: 'outbound',
        flags: ['URX', 'UF'],
        details: expect.stringMatching(/CERTIFICATE_VERIFY_FAILED:.*:_certificate_has_expired:TLS_error_end}$/),
      },
    ]);
    expect(trace.verdict).toMatchObject({
      determining: { name: 'notAfter', value: '2026-01-10T11:00:00Z', ref: { path: ['spec', 'certificates', 'a/s'] } },
    });
  });

  it('an expired certificate of the client is refused by the server after the client has finished, so it is not tried again', () => {
    const trace = traceOf('certificates: { a/c: { issued: -25h } }');
    expect(causeOf(trace)).toBe('clientCertificateExpired');
    expect(trace.logs).toMatchObject([{ side: 'outbound', flags: ['UC'] }]);
  });

  it('with both expired the client is the first to refuse', () => {
    expect(causeOf(traceOf('certificates: { a/c: { issued: -25h }, a/s: { issued: -25h } }'))).toBe(
      'serverCertificateExpired',
    );
  });

  it('only plaintext by a DestinationRule gets past an expired certificate, where the server is PERMISSIVE', () => {
    const plain = `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: plain, namespace: a }
spec: { host: s.a.svc.cluster.local, trafficPolicy: { tls: { mode: DISABLE } } }
`;
    expect(causeOf(traceOf('certificates: { a/s: { issued: -25h } }', toService, plain))).toBe('allowed');
  });

  it('an outage of a day lets every certificate expire', () => {
    expect(causeOf(traceOf('istiod: { down: { from: -24h } }'))).toBe('serverCertificateExpired');
    expect(causeOf(traceOf('istiod: { down: { from: -24h, until: -1m } }'))).toBe('allowed');
  });

  it('a foreign trust domain is refused by the server, and by the client as a name that it does not expect', () => {
    const foreign = traceOf('certificates: { a/c: { trustDomain: td2 } }');
    expect(causeOf(foreign)).toBe('clientCertificateRefused');
    expect(foreign.verdict).toMatchObject({ determining: { name: 'trustDomain', value: 'td2' } });
    expect(causeOf(traceOf('certificates: { a/s: { trustDomain: td2 } }'))).toBe('serverCertificateRefused');
    const alias = 'certificates: { a/c: { trustDomain: td2 } }\nmesh: { trustDomainAliases: [td2] }';
    expect(traceOf(alias).delivery?.peer).toBe('td2/ns/a/sa/c');
  });

  it('a root of its own is trusted by itself alone', () => {
    expect(causeOf(traceOf('certificates: { a/s: { root: other } }'))).toBe('serverCertificateRefused');
    expect(causeOf(traceOf('certificates: { a/s: { root: other }, a/c: { root: other } }'))).toBe('allowed');
  });
});

describe('a pod and a proxy that start while istiod is away', () => {
  const down = 'istiod: { down: { from: -3h, until: +1h } }';
  const byAddress = '- { id: r, from: { workload: a/c }, to: { workload: a/s, port: 8080 } }';

  it.each([
    ['the pod is not created: the service has no endpoint', 'a/s: { started: -1h }', toService, 'noEndpoints', 503],
    ['a restarted proxy is not ready', 'a/s: { restarted: -1h }', toService, 'noEndpoints', 503],
    ['nothing listens at its address yet', 'a/s: { restarted: -1h }', byAddress, 'serverNotReady', undefined],
    ['its own program cannot connect', 'a/c: { restarted: -1h }', toService, 'callerNotReady', undefined],
    ['a pod that is not there sends nothing', 'a/c: { started: -1h }', toService, 'callerNotReady', undefined],
    ['before the outage all is well', 'a/s: { restarted: -4h }', toService, 'allowed', 200],
    ['what starts later is not there yet', 'a/s: { started: +2h }', toService, 'noEndpoints', 503],
  ])('%s', (_name, facts, request, cause, status) => {
    const trace = traceOf(`${down}\ncertificates: { ${facts} }`, request);
    expect(causeOf(trace)).toBe(cause);
    expect(trace.caller.kind === 'http' ? trace.caller.status : undefined).toBe(status);
  });

  it('what has its proxy in the text already is created without the webhook, and is not ready', () => {
    const given = `---
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: a, labels: { app: p } }
spec: { serviceAccountName: p, containers: [{ name: app }, { name: istio-proxy }] }
`;
    const request = '- { id: r, from: { workload: a/p }, to: { url: "http://s.a" } }';
    const trace = traceOf(`${down}\ncertificates: { a/p: { started: -1h } }`, request, given);
    expect(trace.verdict).toMatchObject({ cause: 'callerNotReady', determining: { name: 'started' } });
  });

  it('who has no sidecar needs no istiod', () => {
    const naked = `---
apiVersion: v1
kind: Pod
metadata: { name: n, namespace: default }
spec: { containers: [{ name: app }] }
`;
    const request = '- { id: r, from: { workload: default/n }, to: { url: "http://s.a" } }';
    expect(causeOf(traceOf(`${down}\ncertificates: { default/n: { started: -1h } }`, request, naked))).toBe('allowed');
  });

  it('a program without a proxy sees the restarted pod refuse', () => {
    const naked = `---
apiVersion: v1
kind: Pod
metadata: { name: n, namespace: default }
spec: { containers: [{ name: app }] }
`;
    const request = '- { id: r, from: { workload: default/n }, to: { workload: a/s, port: 8080 } }';
    expect(traceOf(`${down}\ncertificates: { a/s: { restarted: -1h } }`, request, naked).caller).toEqual({
      kind: 'refused',
    });
  });

  it('come up once istiod is back, and hold a certificate of that minute', () => {
    const later = toService.replace('id: r', 'id: r, at: +90m');
    const trace = traceOf(`${down}\ncertificates: { a/s: { started: -1h } }`, later);
    expect(causeOf(trace)).toBe('allowed');
    expect(shownIn(trace)).toMatchObject({ server: { at: '2026-01-10T13:30:00Z', issued: '2026-01-10T13:00:00Z' } });
  });
});
