import { describe, expect, it } from 'vitest';
import { stepOf } from '../world.fixture.ts';
import { bound, edge, plain, sent, tls, toService } from './gateway.fixture.ts';

const shop = bound(`hosts: [shop.example], http: [{${toService}}]`);
const listener = { id: 'a/g/gateway/listener', kind: 'listener', listener: '0.0.0.0_8443', chain: null } as const;
const hosts = { resource: 'Gateway/a/edge', path: ['spec', 'servers', 0, 'hosts'] };
const peer = 'cluster.local/ns/x/sa/y';
const any = { kind: 'any' };
const none = { kind: 'none' };
const https = { port: 443, sni: 'shop.example' } as const;

describe("the listener of a gateway's port (7.5)", () => {
  it('says which port nobody listens on', () => {
    const trace = sent([edge(plain('["*"]')), shop], { port: 443 });
    expect(trace.verdict).toMatchObject({ cause: 'connectionRefused', determining: null });
    expect(trace.caller).toEqual({ kind: 'refused' });
    expect(trace.logs).toEqual([]);
    expect(stepOf(trace, listener.id)).toEqual({
      ...listener,
      outcome: 'denied',
      checks: [
        {
          kind: 'port',
          name: 'servers.port',
          source: null,
          matched: false,
          expected: any,
          actual: { kind: 'value', value: '8443' },
          children: [],
        },
      ],
    });
  });

  const chain = { kind: 'filterChain', name: 'servers.hosts', source: hosts, children: [] };

  it('says which server names its chain takes, beside the one that came', () => {
    const named = sent([edge(tls('[Shop.example]', 'SIMPLE')), shop], { port: 443, sni: 'SHOP.example' });
    expect(named.verdict.kind).toBe('allowed');
    const values = ['shop.example'];
    const actual = { kind: 'value', value: 'shop.example' };
    expect(stepOf(named, listener.id)).toEqual({
      ...listener,
      outcome: 'passed',
      checks: [{ ...chain, matched: true, expected: { kind: 'values', values }, actual }],
    });
    const all = sent([edge(plain('["*"]')), shop]);
    expect(stepOf(all, listener.id)).toEqual({
      ...listener,
      listener: '0.0.0.0_8080',
      outcome: 'passed',
      checks: [{ ...chain, matched: true, expected: any, actual: none }],
    });
  });

  it('says the names of all its chains where none fits, and which server comes closest', () => {
    const second = tls('[other.example]', 'SIMPLE').replace('name: tls', 'name: tls2');
    const yaml = [edge(tls('[shop.example]', 'SIMPLE'), second), shop];
    const trace = sent(yaml, { port: 443, sni: 'x.example' });
    const setting = { kind: 'setting', ref: { resource: 'Gateway/a/edge', path: ['spec', 'servers', 0] } };
    expect(trace.verdict).toEqual({
      kind: 'denied',
      cause: 'noFilterChain',
      step: listener.id,
      determining: { ...setting, name: 'servers.hosts', value: 'shop.example' },
    });
    expect(trace.caller).toEqual({ kind: 'tlsError' });
    const values = ['shop.example', 'other.example'];
    const check = { ...chain, matched: false, expected: { kind: 'values', values } };
    expect(stepOf(trace, listener.id)).toEqual({
      ...listener,
      outcome: 'denied',
      checks: [{ ...check, actual: { kind: 'value', value: 'x.example' } }],
    });
    expect(trace.logs).toMatchObject([
      { proxy: 'a/g', side: 'gateway', log: 'listener', flags: ['NR'], details: 'filter_chain_not_found' },
    ]);
    // Plaintext names nobody.
    const bare = sent(yaml, { port: 443 });
    expect(bare.verdict).toMatchObject({ cause: 'plaintextRefused' });
    expect(stepOf(bare, listener.id)?.checks).toEqual([{ ...check, actual: none }]);
    expect(bare.logs).toHaveLength(1);
  });

  it('has no line for plaintext to a chain that takes every name: the TLS fails there', () => {
    const second = tls('["*"]', 'SIMPLE').replace('name: tls', 'name: tls2');
    const trace = sent([edge(tls('[shop.example]', 'SIMPLE'), second), shop], { port: 443 });
    expect(trace.verdict).toMatchObject({
      cause: 'plaintextRefused',
      determining: { ref: { path: ['spec', 'servers', 1] }, value: '*' },
    });
    expect(trace.logs).toEqual([]);
    const waive = ['a/g/gateway/listener'];
    const beyond = sent([edge(second), shop], { port: 443, waive });
    expect(beyond.verdict.kind).toBe('allowed');
    expect(stepOf(beyond, 'a/g/gateway/handshake')).toBeUndefined();
  });
});

describe("the TLS of a gateway's server (7.3)", () => {
  const handshake = {
    id: 'a/g/gateway/handshake',
    kind: 'handshake',
    clientIdentity: null,
    serverIdentity: null,
    shown: null,
  };
  const certificate = { kind: 'certificate', source: null, expected: any, actual: none, children: [] };
  const server = { ...certificate, name: 'server', matched: true };

  it('SIMPLE shows a certificate, which clients outside the mesh trust, and takes the TLS off', () => {
    const trace = sent([edge(tls('["*"]', 'SIMPLE')), shop], https);
    expect(trace.delivery).toMatchObject({ workload: 'b/s', peer: 'cluster.local/ns/a/sa/g' });
    expect(stepOf(trace, handshake.id)).toEqual({ ...handshake, outcome: 'passed', refusedBy: null, checks: [server] });
  });

  it('MUTUAL asks for a certificate of the client too', () => {
    const trace = sent([edge(tls('["*"]', 'MUTUAL')), shop], https);
    expect(trace.verdict).toMatchObject({ cause: 'clientCertificateRefused', determining: null });
    expect(trace.caller).toEqual({ kind: 'tlsError' });
    const checks = [server, { ...certificate, name: 'client', matched: false }];
    expect(stepOf(trace, handshake.id)).toEqual({ ...handshake, outcome: 'denied', refusedBy: 'server', checks });
    const waived = sent([edge(tls('["*"]', 'MUTUAL')), shop], { ...https, waive: [handshake.id] });
    expect(waived.verdict.kind).toBe('allowed');
  });

  it.each(['SIMPLE', 'MUTUAL'])('%s shows a certificate that a sidecar’s mTLS does not trust', (mode) => {
    const trace = sent([edge(tls('["*"]', mode)), shop], { ...https, identity: peer });
    expect(trace.verdict).toMatchObject({ cause: 'serverCertificateRefused', determining: null });
    const checks = [{ ...server, matched: false }];
    expect(stepOf(trace, handshake.id)).toEqual({ ...handshake, outcome: 'denied', refusedBy: 'client', checks });
    const waived = sent([edge(tls('["*"]', mode)), shop], { ...https, identity: peer, waive: [handshake.id] });
    expect(waived.delivery?.workload).toBe('b/s');
  });

  it('MUTUAL takes the certificate that a client’s proxy shows, and takes only that TLS off', () => {
    const client = '{mode: MUTUAL, clientCertificate: /c, privateKey: /k, sni: shop.example}';
    const trace = sent([edge(tls('["*"]', 'MUTUAL')), shop], { port: 443, originates: client });
    expect(trace.delivery?.workload).toBe('b/s');
    const checks = [server, { ...certificate, name: 'client', matched: true }];
    expect(stepOf(trace, handshake.id)).toEqual({ ...handshake, outcome: 'passed', refusedBy: null, checks });
    const twice = sent([edge(tls('["*"]', 'SIMPLE')), shop], { port: 443, originates: client, sni: 'x.example' });
    expect(twice.verdict).toMatchObject({ kind: 'denied', cause: 'tlsToPlaintext' });
  });

  it('is on the packet until the handshake has passed', () => {
    const left = (mode: string): string | undefined => {
      const trace = sent([edge(tls('["*"]', mode)), shop], https);
      return trace.hops.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'handshake')?.packet.wire.kind;
    };
    expect([left('SIMPLE'), left('MUTUAL')]).toEqual(['plaintext', 'tls']);
  });

  it('ISTIO_MUTUAL knows who calls, and takes nobody without an identity', () => {
    const trace = sent([edge(tls('["*"]', 'ISTIO_MUTUAL')), shop], { ...https, identity: peer });
    expect(stepOf(trace, handshake.id)).toMatchObject({
      outcome: 'passed',
      clientIdentity: peer,
      serverIdentity: 'cluster.local/ns/a/sa/g',
    });
    const header = new Map(trace.delivery?.headers).get('x-forwarded-client-cert');
    expect(header).toContain(`URI=spiffe://${peer}`);
    const outside = sent([edge(tls('["*"]', 'ISTIO_MUTUAL')), shop], https);
    expect(outside.verdict).toMatchObject({ cause: 'clientCertificateRefused' });
  });
});
