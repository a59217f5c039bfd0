import type { LogLine } from '../../../model/trace.ts';
import { proxyLine } from '../../proxyLog.ts';
import type { ServerEnd } from '../../serverEnd.ts';
import type { Upstream } from '../../upstream.ts';

/** The cluster by which a waypoint opens a tunnel. */
export const originate = 'connect_originate';

/** What a waypoint logs of the tunnel that it opens for a cluster of its own; none for others. */
export function originateLines({ proxy, wire }: Upstream, end: ServerEnd): readonly LogLine[] {
  if (proxy?.side !== 'waypoint' || wire.kind !== 'hbone' || proxy.cluster.startsWith('outbound|')) return [];
  const failed = end.kind === 'tunnelRefused' || end.kind === 'timeout' || end.kind === 'clientRefused';
  const flags = failed ? ['UF', 'URX'] : [];
  return [{ ...proxyLine(proxy.client, 'waypoint', null, { log: 'tcp' }), cluster: originate, flags }];
}
