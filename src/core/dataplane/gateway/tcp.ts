import type { Workload } from '../../cluster/types.ts';
import type { GatewayChain } from '../../controlplane/gateway/listener.ts';
import type { World } from '../../controlplane/world.ts';
import type { LogLine } from '../../model/trace.ts';
import type { Doors } from '../doors.ts';
import type { Journey } from '../journey.ts';
import type { OutboundResult } from '../outboundResult.ts';
import { proxyLine } from '../proxyLog.ts';
import { type Router, takeStream } from '../takeRoute.ts';
import type { TcpServer } from '../tcpChain.ts';
import { onward } from './onward.ts';

type TcpChain = Extract<GatewayChain, { kind: 'tcp' }>;

/** What is a gateway's own around its TCP filters. */
export function gatewayTcp(
  journey: Journey,
  world: World,
  gateway: Workload,
  chain: TcpChain,
  doors: Doors,
): Pick<TcpServer, 'log' | 'opening' | 'onward'> {
  const { server, route } = chain;
  const router: Router = { client: gateway, side: 'gateway', dialled: null, port: server.port, scheme: 'http' };
  const next = (way: Journey): OutboundResult => takeStream(way, world, router, route);
  const write = (fields: Partial<LogLine>): void => {
    journey.logs.push(proxyLine(gateway, 'gateway', null, { log: 'tcp', ...fields }));
  };
  return {
    // "tcp_proxy has opened the upstream connection by the time RBAC refuses" (0.7): the server's proxy logs it too.
    log: (fields) => {
      const silent = aside(journey);
      const opened = next(silent);
      const cluster = opened.kind === 'upstream' ? (opened.upstream.proxy?.cluster ?? null) : null;
      write({ cluster, ...fields });
      if (opened.kind !== 'upstream') return;
      // Without a TLS greeting of the gateway's own no byte arrives there, so no chain is chosen and nothing is logged.
      if (opened.upstream.wire.kind === 'plaintext' || opened.upstream.wire === journey.packet.wire) return;
      silent.packet = { ...silent.packet, source: { ip: gateway.ip, workload: gateway.id }, peer: null };
      doors.travel(silent, world, opened.upstream);
      journey.logs.push(...silent.logs.filter(({ side, log }) => side === 'inbound' && log === 'tcp'));
    },
    // "A missing cluster or one without endpoints: closed before any byte is read."
    opening: () => {
      const opened = next(aside(journey));
      return opened.kind === 'stop' ? onward(journey, world, next(journey), null, write, doors) : null;
    },
    onward: (allowedBy) => onward(journey, world, next(journey), allowedBy, write, doors),
  };
}

/** A journey on which nothing is kept, from the same place. */
function aside(journey: Journey): Journey {
  const hops = journey.hops.slice(-1).map((hop) => ({ ...hop, steps: [] }));
  return { ...journey, hops, logs: [], limits: [] };
}
