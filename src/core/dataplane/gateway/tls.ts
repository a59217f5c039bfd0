import type { Workload } from '../../cluster/types.ts';
import type { ServerTls } from '../../controlplane/gateway/servers.ts';
import type { World } from '../../controlplane/world.ts';
import type { Check, Wire } from '../../model/trace.ts';
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
import { type Journey, record, refuse } from '../journey.ts';

/** The TLS of a gateway's server ends here (7.3); null: the handshake succeeds. */
export function terminateTls(
  journey: Journey,
  world: World,
  gateway: Workload,
  tls: ServerTls,
  accepts: ServerCheck | null,
): InboundResult | null {
  const { wire } = journey.packet;
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
