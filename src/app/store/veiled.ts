import { veil } from '../../core/story/veil.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';

/** An evaluation without anything that tells how a request ends: what does not get into the store, no part can show. */
export function veiled(evaluation: Evaluation, before: string): Evaluation {
  const { story, overview } = evaluation;
  return {
    ...evaluation,
    story: story === null ? null : veil(story, before),
    overview: { ...overview, requests: overview.requests.map((one) => ({ ...one, verdict: 'undetermined' })) },
    diagnostics: evaluation.diagnostics.filter(({ severity }) => severity === 'error'),
  };
}
