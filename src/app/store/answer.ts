import type { Problem } from '../../core/model/lint.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import type { RequestChoice, Version } from './state.ts';

/** The answer of the engine, with the document it is about. */
export interface Answer {
  readonly version: Version;
  readonly choice: RequestChoice;
  readonly evaluation: Evaluation;
  /** What is wrong or surprising in the text; null: not asked for with it. */
  readonly problems: readonly Problem[] | null;
}
