import { waypointStream } from '../../../controlplane/ambient/waypointRoutes.ts';
import type { LogLine } from '../../../model/trace.ts';
import { onward } from '../../gateway/onward.ts';
import type { Journey } from '../../journey.ts';
import type { OutboundResult } from '../../outboundResult.ts';
import { proxyLine } from '../../proxyLog.ts';
import { takeStream } from '../../takeRoute.ts';
import type { TcpServer } from '../../tcpChain.ts';
import { originate } from './originate.ts';
import { named, routerOf, straight, type WaypointContext } from './context.ts';

/** What is a waypoint's own around the TCP filters of one chain. */
export function waypointTcp(context: WaypointContext): Pick<TcpServer, 'log' | 'directIp' | 'opening' | 'onward'> {
  const { journey, world, waypoint, chain, doors } = context;
  const write = (fields: Partial<LogLine>): void => {
    journey.logs.push({ ...proxyLine(waypoint, 'waypoint', null, { log: 'tcp' }), chain, ...fields });
  };
  return {
    // "tcp_proxy has opened the upstream connection by the time RBAC refuses" (0.7): the way there is logged too.
    log: (fields) => {
      const silent: Journey = { ...journey, hops: [], logs: [], limits: [] };
      const opened = next({ ...context, journey: silent });
      write({ cluster: opened.kind === 'upstream' ? (opened.upstream.proxy?.cluster ?? null) : null, ...fields });
      if (opened.kind !== 'upstream') return;
      silent.packet = { ...silent.packet, source: { ip: waypoint.ip, workload: waypoint.id }, peer: null };
      doors.travel(silent, world, opened.upstream);
      journey.logs.push(...silent.logs.filter(({ proxy, cluster }) => proxy !== waypoint.id || cluster === originate));
    },
    directIp: null,
    opening: () => {
      const opened = next({ ...context, journey: { ...journey, hops: [], logs: [], limits: [] } });
      return opened.kind === 'stop' ? onward(journey, world, next(context), null, write, doors) : null;
    },
    onward: (allowedBy) => onward(journey, world, next(context), allowedBy, write, doors),
  };
}

function next(context: WaypointContext): OutboundResult {
  const { journey, world, waypoint, target } = context;
  const entry = target.kind === 'pod' ? null : waypointStream(world, waypoint, target);
  return named(context, entry ? takeStream(journey, world, routerOf(context), entry) : straight(context, 'TCP'));
}
