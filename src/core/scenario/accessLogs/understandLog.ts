import type { Evidence, LoggedRequest, LogPart, UnderstoodLog, Unplaced } from '../../model/accessLog.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { addressBook } from './book.ts';
import { joined, noEvidence } from './evidence.ts';
import { type Knowledge, place } from './place.ts';
import { podFinder } from './pods.ts';
import { joinParts } from './readPart.ts';

/** So many kinds of lines that could not be placed are listed; all are counted. */
const mostListed = 200;

/**
 * Places a log in a mesh: each line becomes the request that its caller sent, or is put aside with a reason. `writer` is the
 * workload whose proxy wrote the lines that do not say; null: nobody has said. Never throws.
 */
export function understandLog(
  document: HopwiseDocument,
  parts: readonly LogPart[],
  writer: WorkloadId | null,
  memory: EvaluationMemory,
): UnderstoodLog {
  const { world } = prepare(document, memory);
  const log = joinParts(parts);
  const podAt = podFinder(world);
  const assumed = writer === null ? undefined : world.cluster.workloads.get(writer);
  const writerOf: Knowledge['writerOf'] = (entry) => (entry.writer === null ? (assumed ?? null) : podAt(entry.writer));
  const known: Knowledge = { world, podAt, writerOf, book: addressBook(world, log, writerOf, podAt) };
  const requests = new Map<string, LoggedRequest>();
  const unplaced = new Map<string, Unplaced>();
  let placed = 0;
  let unplacedLines = 0;
  for (const { entry, evidence } of log.entries) {
    const found = place(known, entry);
    if (found.kind === 'unplaced') {
      const { reason, value } = found;
      unplacedLines += evidence.count;
      const key = `${reason} ${value}`;
      const before = unplaced.get(key);
      if (before !== undefined || unplaced.size < mostListed)
        unplaced.set(key, { reason, value, evidence: joined(before?.evidence ?? noEvidence, evidence) });
      continue;
    }
    placed += evidence.count;
    const key = JSON.stringify(found.request);
    const before = requests.get(key);
    const add = (old: Evidence | undefined, counts: boolean): Evidence =>
      counts ? joined(old ?? noEvidence, evidence) : (old ?? noEvidence);
    requests.set(key, {
      request: before?.request ?? { id: `log-${requests.size + 1}`, title: '', ...found.request },
      passed: add(before?.passed, !entry.refused),
      refused: add(before?.refused, entry.refused),
    });
  }
  return {
    lines: log.lines,
    placed,
    requests: [...requests.values()],
    unplaced: [...unplaced.values()],
    unplacedLines,
    asides: log.asides,
  };
}
