import type { StepKey } from '../../../core/model/message.ts';
import { ambientSteps } from './ambientSteps.ts';
import { answers } from './answers.ts';
import { callerSteps } from './callerSteps.ts';
import { bold, caller } from './names.ts';
import { serverSteps } from './serverSteps.ts';
import type { Step } from './step.ts';

/** The sentences of every step. */
export const steps: { readonly [K in StepKey]: Step<K> } = {
  ...callerSteps,
  ...serverSteps,
  ...ambientSteps,
  unknown: {
    short: () => "Hopwise can't tell",
    long: ({ name }) => `Hopwise can't tell what ${bold(name)} does here.`,
  },
  answer: {
    short: ({ view }) => answers(view).short,
    long: ({ view, to }) => answers(view).long(caller(to)),
  },
};
