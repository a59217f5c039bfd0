import type { StepArgs, StepKey, StepMessage } from '../../model/message.ts';
import type { DenyCause, Place, Step, StepKind, Trace } from '../../model/trace.ts';

/** What a narrator knows beside the step itself. */
export interface Telling {
  readonly trace: Trace;
  readonly at: Place;
  /** Why the request ends here; null unless this is the deciding step of a denial. */
  readonly cause: DenyCause | null;
}

/** One step in words: its row in the step list and its full sentence. */
export interface Told {
  readonly short: StepMessage;
  readonly long: StepMessage;
}

export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>;

export function told<K extends StepKey>(key: K, args: StepArgs[K]): Told {
  return { short: { form: 'short', key, args }, long: { form: 'long', key, args } };
}
