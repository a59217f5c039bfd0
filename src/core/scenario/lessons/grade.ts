import type { Expectation, Grade } from '../../model/lesson.ts';
import type { Request } from '../../model/request.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { isProblem } from '../read.ts';
import { readRequest } from '../request.ts';
import { memoryBeside } from '../side.ts';
import { othersOf } from './others.ts';

/**
 * What has become of each expectation in a document. Requests are those of `start`: whoever takes one out of the
 * document does not take out what is expected of it. Never throws.
 */
export function grade(
  document: HopwiseDocument,
  start: HopwiseDocument,
  expectations: readonly Expectation[],
  memory: EvaluationMemory,
): readonly Grade[] {
  const { requests } = prepare(start, memoryBeside(memory)).own;
  const prepared = prepare(document, memory);
  const isBroken = prepared.parsed.diagnostics.some(({ severity }) => severity === 'error');
  return expectations.map((expectation): Grade => {
    const request = requestOf(expectation, requests);
    if (request === null || isBroken || !isThere(request, prepared)) return { kind: 'unknown' };
    const { wants, but } = expectation;
    const asked = but === undefined ? [request] : othersOf(request, but, prepared);
    for (const each of asked) {
      const verdict = prepared.sendOf(each).verdict.kind;
      if (verdict !== wants) return { kind: 'failed', verdict, request: each };
    }
    return { kind: 'met' };
  });
}

function requestOf({ request }: Expectation, known: readonly Request[]): Request | null {
  if (typeof request === 'string') return known.find(({ id }) => id === request) ?? null;
  const read = readRequest({ id: 'expected', ...request });
  return isProblem(read) ? null : read;
}

/** Whether whoever sends it is in the mesh. */
export function isThere({ caller }: Request, { world }: Prepared): boolean {
  return caller.kind !== 'workload' || world.cluster.workloads.has(caller.workload);
}
