import type { World } from '../controlplane/world.ts';
import { send } from '../dataplane/send.ts';
import type { Draws } from '../model/draw.ts';
import { isNonEmpty } from '../model/nonEmpty.ts';
import type { Request } from '../model/request.ts';
import type { Chances, DrawOutcome } from '../model/story.ts';
import type { Step, Trace, VerdictKind } from '../model/trace.ts';

type DrawStep = Extract<Step, { kind: 'draw' }>;

/** More sends than this are not made to count how often a verdict falls. */
const most = 64;

/** What a request could have come to, had the proxies on its way drawn otherwise; null: nothing is drawn. */
export function chancesOf(world: World, request: Request, trace: Trace): Chances | null {
  const draws = drawsOf(trace).map(
    ({ id, of, what, branches, drawn }): DrawOutcome => ({
      step: id,
      of,
      what,
      branches: branches.map(({ name, share }) => {
        const taken = { ...request.draws, [id]: name };
        const way = name === drawn ? trace : send(world, { ...request, draws: taken });
        const { verdict, caller } = way;
        return { name, share, drawn: name === drawn, verdict: verdict.kind, caller, draws: taken };
      }),
    }),
  );
  if (!isNonEmpty(draws)) return null;
  const shares = everyWay(world, request);
  const share = shares?.get(trace.verdict.kind) ?? null;
  return {
    share: share === null ? null : Math.round(share * 100) / 100,
    certain: shares?.size === 1,
    draws,
  };
}

/** A draw with one way to go is none. */
function drawsOf({ hops }: Trace): readonly DrawStep[] {
  return hops.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'draw' && step.branches.length > 1 ? [step] : [])),
  );
}

/** How many of 100 requests end with each verdict, over all that can be drawn; null: these are too many ways. */
function everyWay(world: World, request: Request): ReadonlyMap<VerdictKind, number> | null {
  const ways = waysOf(world, request);
  if (ways === null) return null;
  const shares = new Map<VerdictKind, number>();
  for (const { trace, share } of ways) shares.set(trace.verdict.kind, (shares.get(trace.verdict.kind) ?? 0) + share);
  return shares;
}

/** One way that a request can go, with how many of 100 go it. */
export interface Way {
  readonly trace: Trace;
  readonly share: number;
}

/** Every way that a request can go where proxies draw by chance, but for what is `settled`; null: these are too many. */
export function waysOf(world: World, request: Request, settled: Draws = {}): readonly Way[] | null {
  const ways: Way[] = [];
  let left = most;
  const follow = (draws: Draws, share: number): void => {
    left -= 1;
    if (left < 0) return;
    const trace = send(world, { ...request, draws });
    // "Each is drawn by itself": the draws before this one are settled, those behind it depend on it.
    const next = drawsOf(trace).find(({ id }) => !(id in draws));
    if (next === undefined) {
      ways.push({ trace, share });
      return;
    }
    for (const branch of next.branches) follow({ ...draws, [next.id]: branch.name }, (share * branch.share) / 100);
  };
  follow(settled, 100);
  return left < 0 ? null : ways;
}
