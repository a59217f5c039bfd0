import type { AmbientStepArgs } from '../../../core/model/ambientMessage.ts';
import type { StepArgs, StepKey } from '../../../core/model/message.ts';

/** A row of the step list (≤ 28 characters with usual names), and the sentence it stands for. */
export interface Step<K extends StepKey> {
  readonly short: (args: StepArgs[K]) => string;
  readonly long: (args: StepArgs[K]) => string;
}

/** The sentences of some kinds of step; those of ambient mode stand together elsewhere. */
export type StepsOf<Kind extends string> = {
  readonly [K in Exclude<Extract<StepKey, `${Kind}.${string}`>, keyof AmbientStepArgs>]: Step<K>;
};
