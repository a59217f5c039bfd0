import type { SourceRef } from '../../core/model/resource.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { refKey } from '../../core/model/refKey.ts';
import type { TextRange } from '../../core/yaml/range.ts';

/** Where a value stands in the text; for values that the story does not name, where its resource stands. */
export function locate(evaluation: Evaluation, ref: SourceRef): TextRange | undefined {
  return evaluation.ranges[refKey(ref)] ?? evaluation.resources.find(({ id }) => id === ref.resource)?.range;
}
