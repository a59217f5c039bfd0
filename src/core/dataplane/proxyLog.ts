import type { Workload } from '../cluster/types.ts';
import type { LogLine } from '../model/trace.ts';
import type { ProxyView } from './upstream.ts';

/** The access log line of the proxy that opened a connection; `view` is null where it ended before a cluster was found. */
export function proxyLine(
  client: Workload,
  side: ProxyView['side'],
  view: ProxyView | null,
  fields: Partial<LogLine>,
): LogLine {
  return {
    proxy: client.id,
    side,
    log: view?.layer === 'TCP' ? 'tcp' : 'http',
    status: null,
    flags: [],
    details: null,
    connectionTermination: null,
    cluster: view?.cluster ?? null,
    route: view?.route ?? null,
    chain: view?.chain ?? null,
    ...fields,
    ...(view?.delayed ? { flags: ['DI', ...(fields.flags ?? [])] } : {}),
  };
}
