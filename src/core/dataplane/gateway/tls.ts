import type { Workload } from '../../cluster/types.ts';
import { missingSecret } from '../../controlplane/gateway/secrets.ts';
import type { GatewayServer, ServerTls } from '../../controlplane/gateway/servers.ts';
import type { World } from '../../controlplane/world.ts';
import { note } from '../../model/note.ts';
import type { Check, Determining, Wire } from '../../model/trace.ts';
import {
  handshake,
  type HandshakeResult,
  refusalCause,
  refusalEnd,
  refusalSetting,
  type ServerCheck,
  unwrap,
} from '../handshake.ts';
import { type InboundResult, stopped } from '../inboundResult.ts';
import { type Journey, record, refuse, waives } from '../journey.ts';

/** The TLS of a gateway's server ends here (7.3); null: the handshake succeeds. */
export function terminateTls(
  journey: Journey,
  world: World,
  gateway: Workload,
  tls: ServerTls,
  server: GatewayServer,
  accepts: ServerCheck | null,
): InboundResult | null {
  const { wire } = journey.packet;
  const bare = withoutSecret(journey, world, gateway, tls, server);
  if (bare !== null) return bare;
  const result = tls.mode === 'ISTIO_MUTUAL' ? handshake(world, gateway, journey, accepts) : outsideTls(tls, wire);
  const { clientIdentity, serverIdentity, refusedBy, shown, checks } = result;
  // The program's own TLS ends here, unless its proxy wrapped it once more.
  const own = wire.kind === 'tls' && wire.by === 'application';
  const detail = { kind: 'handshake', clientIdentity, serverIdentity, refusedBy, shown } as const;
  const before = journey.packet;
  const inner = own ? ({ kind: 'plaintext' } as const) : unwrap(journey);
  if (refusedBy === null) journey.packet = { ...before, wire: inner, peer: clientIdentity };
  const cause = refusalCause(result);
  if (refusedBy === null) record(journey, detail, 'passed', checks);
  else if (!refuse(journey, detail, cause, checks)) return stopped(refusalEnd(result), cause, refusalSetting(result));
  journey.packet = { ...before, wire: inner, peer: clientIdentity };
  if (own) journey.applicationTls = null;
  return null;
}

/** "Missing secret → handshake reset" (7.4); null: the gateway has a certificate, or it is waived that it has none. */
function withoutSecret(
  journey: Journey,
  world: World,
  gateway: Workload,
  tls: ServerTls,
  { resource, path }: GatewayServer,
): InboundResult | null {
  const secret = tls.mode === 'ISTIO_MUTUAL' ? null : missingSecret(world.cluster, gateway, tls);
  if (secret === null) return null;
  const nobody = { clientIdentity: null, serverIdentity: null, shown: null };
  const detail = { kind: 'handshake', ...nobody, refusedBy: 'server' } as const;
  const name = tls.credentialNames?.length ? 'credentialNames' : 'credentialName';
  const ref = { resource: resource.id, path: [...path, 'tls', name] };
  const missing: Check = {
    ...check('server', false),
    source: ref,
    expected: { kind: 'value', value: secret },
    note: note('secret.missing', {}),
  };
  if (waives(journey, detail, 'serverCertificateRefused')) return null;
  record(journey, detail, 'denied', [missing]);
  const determining: Determining = { kind: 'setting', ref, name, value: secret };
  return stopped({ kind: 'noFilterChain' }, 'serverCertificateRefused', determining);
}

/** SIMPLE, MUTUAL, OPTIONAL_MUTUAL: a certificate from a Secret, which outside clients trust and mesh proxies do not. */
function outsideTls({ mode }: ServerTls, wire: Wire): HandshakeResult {
  const presents = wire.kind === 'tls' && wire.by === 'proxy';
  // "MUTUAL requires a client certificate" (7.3); the programs that call have none.
  const missing = mode === 'MUTUAL' && !presents;
  const distrusted = wire.kind === 'mtls';
  const checks: Check[] = [
    check('server', !distrusted),
    ...(mode === 'MUTUAL' && !distrusted ? [check('client', presents)] : []),
  ];
  const refusedBy = distrusted ? 'client' : missing ? 'server' : null;
  return { clientIdentity: null, serverIdentity: null, refusedBy, reason: 'issuer', shown: null, checks };
}

function check(name: 'client' | 'server', matched: boolean): Check {
  return {
    kind: 'certificate',
    name,
    source: null,
    matched,
    expected: { kind: 'any' },
    actual: { kind: 'none' },
    children: [],
  };
}
