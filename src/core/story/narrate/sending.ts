import { callerName, dialled } from '../../model/naming.ts';
import { nameAt } from '../place.ts';
import { type StepOf, type Telling, type Told, told } from './telling.ts';

/** The caller's own program. */
export function send(_step: StepOf<'send'>, { trace }: Telling): Told {
  const { request } = trace;
  const from = callerName(request);
  const to = dialled(request);
  if (request.tls !== null) return told('send.tls', { from, to });
  const { payload } = request;
  if (payload.kind === 'tcp') return told('send.tcp', { from, to });
  return told('send.http', { from, to, method: payload.method, path: payload.path });
}

export function dns({ name, address, checks }: StepOf<'dns'>, { at }: Telling): Told {
  if (address !== null && checks.length > 0) return told('dns.answered', { name, address, workload: nameAt(at) });
  // Policies that were asked are told where they stand in the way alone.
  if (address === null && checks.length > 0) return told('dns.unasked', { name, workload: nameAt(at) });
  return address === null ? told('dns.failed', { name }) : told('dns.found', { name, address });
}

/** Both ways: outgoing and incoming connections are captured alike. */
export function capture({ captured, checks }: StepOf<'capture'>, { at, cause, trace }: Telling): Told {
  const workload = nameAt(at);
  if (cause === 'proxyPort') return told('capture.proxyPort', { workload, port: trace.request.target.port });
  const waits = checks.find(({ note }) => note?.key === 'endpoint.waits')?.note;
  if (waits?.key === 'endpoint.waits') return told('capture.waits', { workload, reason: waits.args.reason });
  if (at.kind === 'ztunnel') return told('capture.ztunnel', { workload, direction: at.side });
  const [why] = checks.flatMap((check) => check.note?.key ?? []);
  if (why === 'capture.probeRewritten') return told('capture.agentProbe', { workload });
  if (why === 'capture.hostProbe') return told('capture.hostProbe', { workload });
  return captured ? told('capture.captured', { workload }) : told('capture.missed', { workload });
}
