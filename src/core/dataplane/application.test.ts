import { describe, expect, it } from 'vitest';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, peerAuthentication, worldWith } from './world.fixture.ts';

/** `b/t` serves port 8443 behind the service `t`, whose port has this name; its pod carries these annotations. */
function serving(portName: string, annotations = '') {
  return worldWith(`apiVersion: v1
kind: Pod
metadata: {name: t, namespace: b, labels: {app: t}, annotations: {${annotations}}}
spec: {containers: [{name: app, ports: [{containerPort: 8443}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: t, namespace: b}
spec: {selector: {app: t}, ports: [{name: ${portName}, port: 443, targetPort: 8443}]}
---
${peerAuthentication('DISABLE')}`);
}

function verdictOf(world: ReturnType<typeof serving>, tls: boolean) {
  const trace = send(world, call({ from: 'legacy/n', to: 't.b', port: 443, tls }));
  expect(checkTrace(trace)).toEqual([]);
  const { verdict } = trace;
  return verdict.kind === 'denied' ? verdict.cause : verdict.kind;
}

describe('an application', () => {
  it.each(['https', 'tls'])('answers TLS on a port that its service declares as %s', (name) => {
    expect(verdictOf(serving(name), true)).toBe('allowed');
  });

  it('does not answer TLS on a port that is declared as something else', () => {
    expect(verdictOf(serving('http'), true)).toBe('tlsToPlaintext');
    expect(verdictOf(serving('http'), false)).toBe('allowed');
  });

  it('answers as its annotation says, whatever the service declares', () => {
    expect(verdictOf(serving('tcp'), true)).toBe('tlsToPlaintext');
    expect(verdictOf(serving('tcp', 'hopwise.dev/app: tls'), true)).toBe('allowed');
    expect(verdictOf(serving('https', 'hopwise.dev/app: plain'), true)).toBe('tlsToPlaintext');
  });
});
