import type { Lab, LabGoal } from '../../model/lab.ts';
import type { Expectation } from '../../model/lesson.ts';
import type { Request } from '../../model/request.ts';
import { othersOf } from '../lessons/others.ts';
import type { Prepared } from '../prepare.ts';
import { writeRequest } from '../request.ts';

/** More than these beside the failing ones would be a wall of words. */
const mostGuards = 4;

/**
 * What must hold at the end: first what somebody complains about, then what must stay as it is, above all of the same
 * server, then that nobody else gets in there. `flipped` are the requests that fail, `ends` is how all end in the good mesh.
 */
export function goalsOf(
  good: Prepared,
  flipped: readonly Request[],
  ends: ReadonlyMap<string, string>,
): Lab['goals'] | null {
  const goal = (request: Request): LabGoal => ({
    request,
    expects: { request: request.id, wants: ends.get(request.id) === 'allowed' ? 'allowed' : 'denied' },
  });
  const { requests } = good.own;
  const [first, ...others] = flipped.map(goal);
  if (first === undefined) return null;
  const near = (request: Request): number =>
    (sameServer(request, first.request) ? 0 : 2) + (ends.get(request.id) === first.expects.wants ? 1 : 0);
  const guards = requests
    .filter((request) => !flipped.includes(request))
    .toSorted((a, b) => near(a) - near(b))
    .slice(0, mostGuards)
    .map(goal);
  const all = [first, ...others, ...guards];
  // Whoever is outside is not one of those who are asked instead.
  const served = all.find(
    ({ request, expects }) =>
      expects.wants === 'allowed' && request.caller.kind === 'workload' && sameServer(request, first.request),
  );
  return [first, ...others, ...guards, ...(served === undefined ? [] : nobodyElse(served.request, good))];
}

/** That those who could not ask for it in the good mesh cannot now. */
function nobodyElse(request: Request, good: Prepared): readonly LabGoal[] {
  const all = othersOf(request, [], good);
  const but = all.flatMap((each) => {
    const isLetIn = good.sendOf(each).verdict.kind !== 'denied';
    return isLetIn && each.caller.kind === 'workload' ? [each.caller.workload] : [];
  });
  if (but.length === all.length) return [];
  const { id: _, ...asks } = writeRequest(request);
  return [{ request, expects: { request: asks, wants: 'denied', but } satisfies Expectation }];
}

function sameServer(a: Request, b: Request): boolean {
  return a.target.kind === 'host' && b.target.kind === 'host' && a.target.host === b.target.host;
}
