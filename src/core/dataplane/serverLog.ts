import type { Workload } from '../cluster/types.ts';
import { chainName, type InboundPort } from '../controlplane/inboundListener.ts';
import type { LogLine } from '../model/trace.ts';

/** "Listener-level logs only record connections flagged NR" (section 0). */
export function listenerLine(server: Workload, flags: readonly string[], details: string): LogLine {
  return { ...emptyLine(server), log: 'listener', flags, details };
}

/** The line of a TCP chain's tcp_proxy; `end` is its CONNECTION_TERMINATION_DETAILS. */
export function tcpLine(server: Workload, inbound: InboundPort, flags: readonly string[], end: string | null): LogLine {
  const chain = chainName(inbound, 'TCP');
  return { ...emptyLine(server), log: 'tcp', flags, connectionTermination: end, cluster: inbound.cluster, chain };
}

/** The line of an HTTP chain's connection manager. */
export function httpLine(server: Workload, inbound: InboundPort, fields: Partial<LogLine>): LogLine {
  const chain = chainName(inbound, 'HTTP');
  return { ...emptyLine(server), cluster: inbound.cluster, route: 'default', chain, ...fields };
}

function emptyLine(server: Workload): LogLine {
  return {
    proxy: server.id,
    side: 'inbound',
    log: 'http',
    status: null,
    flags: [],
    details: null,
    connectionTermination: null,
    cluster: null,
    route: null,
    chain: null,
  };
}
