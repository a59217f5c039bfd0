import { isList, isObject, type Json } from '../../model/json.ts';
import type { Replayed } from '../../model/leastPrivilege.ts';
import type { Request } from '../../model/request.ts';
import type { Resource } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { send } from '../../dataplane/send.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { unloggedOf } from './unlogged.ts';

/** What becomes of logged requests in a document; each is sent. Where the answer hangs on what no log keeps, it is not told. Never throws. */
export function replayRequests(
  document: HopwiseDocument,
  requests: readonly Request[],
  memory: EvaluationMemory,
): readonly Replayed[] {
  const { worldFor, resolve, resources } = prepare(document, memory);
  const routes = new Set(resources.filter(readsHeaders).map(({ id }) => id));
  return requests.map((request): Replayed => {
    const trace = send(worldFor(request), resolve(request));
    const { verdict } = trace;
    if (verdict.kind === 'undetermined') return { kind: 'untold', because: verdict.limits.map(({ name }) => name) };
    const because = unloggedOf(trace, routes);
    if (because.length > 0) return { kind: 'untold', because };
    return verdict.kind === 'allowed' ? { kind: 'allowed' } : { kind: 'denied', cause: verdict.cause };
  });
}

const routeKinds: ReadonlySet<string> = new Set(['VirtualService', 'HTTPRoute', 'GRPCRoute']);
const unlogged: ReadonlySet<string> = new Set(['headers', 'withoutHeaders', 'queryParams']);

/** A route that chooses by what a log does not keep. */
function readsHeaders({ kind, body }: Resource): boolean {
  return routeKinds.has(kind) && inMatch(body, false);
}

function inMatch(json: Json | undefined, within: boolean): boolean {
  if (isList(json)) return json.some((item) => inMatch(item, within));
  if (!isObject(json)) return false;
  return Object.entries(json).some(
    ([key, value]) => (within && unlogged.has(key)) || inMatch(value, within || key === 'match' || key === 'matches'),
  );
}
