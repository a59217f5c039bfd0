import { hostCovers } from '../../controlplane/visibility.ts';
import type { World } from '../../controlplane/world.ts';
import type { WantedRequest } from '../../model/posture.ts';
import type { Trace } from '../../model/trace.ts';
import type { Prepared } from '../prepare.ts';
import { suggestRequests } from '../suggest.ts';

/**
 * The requests of a mesh. Wanted are those that the scenario lists; where it lists none, those that get through as it is
 * written, but for outside hosts that nobody has registered: nobody has said that they are wanted.
 */
export function wantedOf({ own, world, sendOf }: Prepared): readonly WantedRequest[] {
  const requests = own.requests.length > 0 ? own.requests : suggestRequests(world);
  return requests.map((request) => {
    const trace = sendOf(request);
    const now = trace.verdict.kind;
    const through = now === 'allowed' && !leavesUnregistered(world, trace);
    return { request, now, wanted: own.wanted === null ? through : own.wanted.includes(request.id) };
  });
}

function leavesUnregistered({ registry }: World, { hops, request: { target } }: Trace): boolean {
  if (hops.at(-1)?.at.kind !== 'outside' || target.kind !== 'host') return false;
  return ![...registry.keys()].some((known) => hostCovers(known, target.host.toLowerCase()));
}
