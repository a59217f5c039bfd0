import { accountOf, callerName, shortName } from '../../model/naming.ts';
import { nameAt } from '../place.ts';
import { type StepOf, type Telling, type Told, told } from './telling.ts';

export function filterChain({ mode, packet }: StepOf<'filterChain'>, { at, cause }: Telling): Told {
  const facts = { mode, server: nameAt(at), port: packet.destination.port };
  if (cause === null) return told('filterChain.passed', { ...facts, wire: packet.wire.kind });
  return cause === 'plaintextRefused' ? told('filterChain.needsMtls', facts) : told('filterChain.none', facts);
}

export function handshake(step: StepOf<'handshake'>, { at, trace }: Telling): Told {
  const { clientIdentity: client, serverIdentity: server, refusedBy } = step;
  const serverAt = nameAt(at);
  const account = client === null ? null : accountOf(client);
  const opener = step.packet.source.workload;
  const from = opener === null ? callerName(trace.request) : shortName(opener);
  const expired = step.checks.find(({ kind, matched }) => kind === 'validity' && !matched);
  if (expired !== undefined && refusedBy !== null) {
    const of = refusedBy === 'client' ? 'server' : 'client';
    return told('handshake.expired', { of, from, serverName: serverAt, notAfter: step.shown?.[of]?.notAfter ?? '' });
  }
  const missing = step.checks.find(({ note }) => note?.key === 'secret.missing');
  switch (refusedBy) {
    case null:
      // Behind the certificate of a Secret nobody has an identity of the mesh: the TLS just ends here.
      if (server === null) return told('handshake.tlsEnds', { serverName: serverAt });
      return told('handshake.done', { client: account, server: server && accountOf(server), serverName: serverAt });
    case 'client':
      return told('handshake.clientRefuses', { from, server: server && accountOf(server) });
    case 'server':
      if (missing?.expected.kind === 'value')
        return told('handshake.noSecret', { serverName: serverAt, secret: missing.expected.value });
      return told('handshake.serverRefuses', { client: account, serverName: serverAt });
  }
}

export function codec(_step: StepOf<'codec'>, { at, cause }: Telling): Told {
  const server = nameAt(at);
  if (cause === null) return told('codec.read', {});
  if (cause === 'notHttp') return told('codec.notHttp', { server });
  return cause === 'tlsToPlaintext' ? told('codec.tls', { server }) : told('codec.badRequest', { server });
}
