import { resolveName } from '../cluster/dns.ts';
import type { Delivery } from '../model/delivery.ts';
import type { World } from '../controlplane/world.ts';
import type { Check } from '../model/trace.ts';
import type { ServerCheck } from './handshake.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { enter, type Journey, record, refuse } from './journey.ts';

/** A server outside the cluster: taken to answer on every port, plaintext and TLS, with a certificate that the system's roots sign. */
export function outside(
  journey: Journey,
  world: World,
  ip: string,
  port: number,
  accepts: ServerCheck | null,
): InboundResult {
  const { target, payload } = journey.request;
  const { packet } = journey;
  const names = namesOf(world, journey, ip, accepts);
  enter(journey, { kind: 'outside', host: names[0] ?? (target.kind === 'host' ? target.host : ip) });
  const refusal = certificateRefusal(journey, world, accepts, names);
  if (refusal === 'unknown') {
    record(journey, { kind: 'deliver', port }, 'undetermined');
    journey.limits.push({ code: 'fieldNotModelled', resource: null, name: 'caCertificates' });
    return { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null };
  }
  // "TLS-in-TLS: the app sees an SSL error" (5.7).
  if (packet.wire.kind === 'tls' && packet.wire.by === 'proxy' && journey.applicationTls !== null) {
    record(journey, { kind: 'deliver', port }, 'denied');
    return stopped({ kind: 'closed' }, 'tlsToPlaintext', null);
  }
  if (refusal !== null) {
    const nobody = { clientIdentity: null, serverIdentity: null, shown: null };
    const detail = { kind: 'handshake', ...nobody, refusedBy: 'client' } as const;
    const check: Check = {
      kind: refusal === 'san' ? 'subjectAltName' : 'certificate',
      name: 'server',
      source: null,
      matched: false,
      expected: accepts?.identities?.length ? { kind: 'values', values: accepts.identities } : { kind: 'any' },
      actual: names[0] === undefined ? { kind: 'none' } : { kind: 'value', value: names[0] },
      children: [],
    };
    if (!refuse(journey, detail, 'serverCertificateRefused', [check])) {
      const end = { kind: 'serverRefused', reason: refusal, identity: names[0] ?? null } as const;
      return stopped(end, 'serverCertificateRefused', null);
    }
  }
  record(journey, { kind: 'deliver', port }, 'passed');
  const delivery: Delivery = {
    workload: null,
    external: `${ip}:${port}`,
    port,
    method: packet.http?.method ?? null,
    path: packet.http?.path ?? null,
    host: packet.http?.authority ?? null,
    peer: null,
    headers: packet.http?.headers ?? [],
    tls: packet.wire.kind === 'tls' ? packet.wire.sni : null,
  };
  const end =
    payload.kind === 'http'
      ? ({ kind: 'response', status: 200, body: '', headers: [] } as const)
      : ({ kind: 'connected' } as const);
  return { end, stop: null, delivery, allowedBy: null };
}

/** "Its certificate is for the names that lead to it": those that the world knows, and those of the request and its rule that resolve to it. */
function namesOf(world: World, { request, packet }: Journey, ip: string, accepts: ServerCheck | null) {
  const known = Object.entries(world.cluster.dns).flatMap(([name, address]) => (address === ip ? [name] : []));
  const { target } = request;
  const asked = [target.kind === 'host' ? target.host : '', packet.wire.kind === 'tls' ? packet.wire.sni : ''];
  const leads = [...asked, ...(accepts?.identities ?? [])].filter((name) => {
    const answer = resolveName(world.cluster, name, 'default');
    return answer.kind === 'external' && answer.ip === ip;
  });
  return [...new Set([...known, ...leads])];
}

/** Why the proxy that opened the connection does not accept the outside server's certificate; null: it does, or it does not look. */
function certificateRefusal(
  { packet }: Journey,
  world: World,
  accepts: ServerCheck | null,
  names: readonly string[],
): 'issuer' | 'san' | 'unknown' | null {
  if (packet.wire.kind === 'plaintext' || accepts === null) return null;
  switch (accepts.roots) {
    case 'unverified':
      return null;
    // "The certificate of an outside server is not the mesh's" (F5).
    case 'mesh':
      return 'issuer';
    case 'given':
      return world.laboratory ? 'issuer' : 'unknown';
    case 'system': {
      const wanted = accepts.identities;
      return wanted === null || wanted.some((name) => names.includes(name)) ? null : 'san';
    }
  }
}
