import type { World } from '../../controlplane/world.ts';
import type { CallerView, Determining, LogLine } from '../../model/trace.ts';
import type { Doors } from '../doors.ts';
import { type InboundResult, stopped } from '../inboundResult.ts';
import type { Journey } from '../journey.ts';
import type { OutboundResult } from '../outboundResult.ts';
import type { ServerEnd } from '../serverEnd.ts';

/** From a gateway's route on to the next hop, and back: how it ended, as those before the gateway see it. */
export function onward(
  journey: Journey,
  world: World,
  next: OutboundResult,
  allowedBy: Determining | null,
  log: (fields: Partial<LogLine>) => void,
  doors: Doors,
): InboundResult {
  switch (next.kind) {
    case 'limited':
      return { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null };
    case 'stop': {
      const { cause, status, body, headers, determining } = next.stop;
      log({ cluster: null, ...next.stop.log });
      const end: ServerEnd =
        status === null ? { kind: 'closed' } : { kind: 'response', status, body, headers: headers ?? [] };
      return stopped(end, cause, determining ?? null);
    }
    case 'upstream': {
      // The gateway opens a connection of its own: what comes next sees the gateway as its peer.
      const { client } = next.upstream.proxy ?? {};
      const source = { ip: client?.ip ?? null, workload: client?.id ?? null };
      journey.packet = { ...journey.packet, source, peer: null };
      const { result, caller } = doors.travel(journey, world, next.upstream);
      return { ...result, end: seenAhead(caller), allowedBy: result.allowedBy ?? allowedBy };
    }
  }
}

/** What the gateway passes back: an answer, bytes, or the end of the connection. */
function seenAhead(caller: CallerView): ServerEnd {
  switch (caller.kind) {
    case 'http':
      return { kind: 'response', status: caller.status, body: caller.body, headers: caller.headers };
    case 'connected':
      return { kind: 'connected' };
    case 'closed':
    case 'tlsError':
    case 'refused':
    case 'timeout':
    case 'dnsError':
    case 'unknown':
      return { kind: 'closed' };
  }
}
