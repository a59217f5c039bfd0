import { describe, expect, it } from 'vitest';
import { becauseOf } from '../../story/because.ts';
import { edge as gatewayApi, fromOutside, httpRoute, listener, seen, toS } from '../gatewayApi.fixture.ts';
import { bound, edge, sent, tls, toService } from './gateway.fixture.ts';

const secret = (name: string, namespace = 'a', keys = 'tls.crt: eA==, tls.key: eA=='): string =>
  `{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}, data: {${keys}}}`;
const route = bound(`hosts: [shop.example], http: [{${toService}}]`);
const ask = (mode: string, more: readonly string[], waive: readonly string[] = []) =>
  sent([edge(tls('[shop.example]', mode)), route, ...more], { port: 443, sni: 'shop.example', waive });
const verdict = (mode: string, ...more: readonly string[]): string => {
  const { verdict: said } = ask(mode, more);
  return said.kind === 'denied' ? said.cause : said.kind;
};

describe("the Secret of a Gateway's certificate (7.4)", () => {
  it('Missing secret → handshake reset', () => {
    const trace = ask('SIMPLE', [secret('other')]);
    expect([trace.verdict, trace.caller]).toMatchObject([
      {
        cause: 'serverCertificateRefused',
        determining: {
          name: 'credentialName',
          value: 'a/c',
          ref: { path: ['spec', 'servers', 0, 'tls', 'credentialName'] },
        },
      },
      { kind: 'tlsError' },
    ]);
    expect(becauseOf(trace)).toMatchObject({ args: { wrong: 'secret', setting: 'a/c' } });
    expect(verdict('SIMPLE', secret('other'), secret('c'))).toBe('allowed');
    expect(verdict('SIMPLE', secret('c', 'a', 'cert: eA==, key: eA=='))).toBe('allowed');
  });

  it('namespace of the gateway pod', () => {
    expect(verdict('SIMPLE', secret('c', 'b'))).toBe('serverCertificateRefused');
    const elsewhere = edge(tls('[shop.example]', 'SIMPLE').replace('credentialName: c', 'credentialName: b/c'));
    const trace = sent([elsewhere, route, secret('c', 'b')], { port: 443, sni: 'shop.example' });
    expect(trace.verdict).toMatchObject({ determining: { value: 'b/c' } });
  });

  it('one of two is enough', () => {
    const two = edge(tls('[shop.example]', 'SIMPLE').replace('credentialName: c', 'credentialNames: [c, d]'));
    const by = (...names: readonly string[]) =>
      sent([two, route, ...names.map((name) => secret(name))], { port: 443, sni: 'shop.example' }).verdict;
    expect([by('c').kind, by('d').kind, by('c', 'd').kind]).toEqual(['allowed', 'allowed', 'allowed']);
    expect(by('other')).toMatchObject({
      cause: 'serverCertificateRefused',
      determining: {
        name: 'credentialNames',
        value: 'a/c',
        ref: { path: ['spec', 'servers', 0, 'tls', 'credentialNames'] },
      },
    });
  });

  it('a text without Secrets for certificates leaves them out: they are taken to be there', () => {
    expect(verdict('SIMPLE')).toBe('allowed');
    expect(verdict('SIMPLE', secret('password', 'a', 'password: eA=='))).toBe('allowed');
    expect(verdict('SIMPLE', secret('ca', 'a', 'ca.crt: eA=='))).toBe('allowed');
  });

  it('PASSTHROUGH and certificates of the mesh need none', () => {
    expect(verdict('PASSTHROUGH', secret('other'))).not.toBe('serverCertificateRefused');
    const mesh = { port: 443, identity: 'cluster.local/ns/a/sa/c', sni: 'shop.example' };
    const mutual = sent([edge(tls('[shop.example]', 'ISTIO_MUTUAL')), route, secret('other')], mesh);
    expect(mutual.verdict.kind).toBe('allowed');
  });

  it('what else would stop it is asked as if the certificate were there', () => {
    expect(ask('SIMPLE', [secret('other')], ['a/g/gateway/handshake']).verdict.kind).toBe('allowed');
  });
});

describe('the Secret of a listener of the Gateway API', () => {
  const https = listener({ name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'c' }] } });
  const answer = (...more: readonly string[]): number | string =>
    seen(fromOutside([gatewayApi([https]), httpRoute([toS]), ...more], { port: 443, tls: true }));

  it('one that is not found makes the listener invalid: nothing listens', () => {
    expect(answer(secret('other'))).toBe('refused');
    expect(answer(secret('c'))).toBe(200);
    expect(answer()).toBe(200);
  });
});
