import { callerName } from '../../model/naming.ts';
import type { Trace } from '../../model/trace.ts';
import { nameAt } from '../place.ts';
import { type StepOf, type Telling, type Told, told } from './telling.ts';

/** From the server's proxy to the application beside it. */
export function inboundRoute({ cluster, packet }: StepOf<'inboundRoute'>, { at, cause }: Telling): Told {
  const server = nameAt(at);
  if (cause === null) return told('inboundRoute.passed', { server, cluster });
  return cause === 'connectionRefused'
    ? told('inboundRoute.refused', { server, cluster })
    : refusedByApplication(server, packet.destination.port, cause);
}

export function deliver({ port, packet }: StepOf<'deliver'>, { at, cause }: Telling): Told {
  const to = nameAt(at);
  if (cause !== null) return refusedByApplication(to, port, cause);
  // TLS of the program's own stays shut on the way; what a proxy began ends at the server that reads it.
  const { wire } = packet;
  const shut = wire.kind === 'mtls' || (wire.kind === 'tls' && wire.by === 'application');
  if (packet.http === null || shut) return told('deliver.tcp', { to, port });
  const { method, path } = packet.http;
  return told('deliver.http', { to, port, method, path });
}

function refusedByApplication(to: string | null, port: number, cause: NonNullable<Telling['cause']>): Told {
  if (cause === 'tlsToPlaintext') return told('deliver.notTls', { to, port });
  if (cause === 'serverCertificateRefused') return told('deliver.otherCertificate', { to, port });
  if (cause === 'proxyPort') return told('capture.proxyPort', { workload: to, port });
  return told('deliver.refused', { to, port });
}

/** The last frame: what comes back to the caller. */
export function answer({ caller, request }: Trace): Told {
  return told('answer', { view: caller, to: callerName(request) });
}
