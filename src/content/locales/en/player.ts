import type { Detail, Frame } from '../../../core/model/story.ts';

/** Every word of the player that is not part of the story itself. */
export interface PlayerWords {
  readonly region: string;
  readonly first: string;
  readonly back: string;
  readonly play: string;
  readonly pause: string;
  readonly next: string;
  readonly verdict: string;
  readonly transport: string;
  readonly timeline: string;
  readonly steps: string;
  readonly pauseAtDecisions: string;
  readonly speed: string;
  readonly detail: string;
  readonly show: string;
  readonly stepOf: (step: number, total: number) => string;
  readonly details: Readonly<Record<Detail, string>>;
  readonly filters: Readonly<Record<'decisions' | 'L4' | 'TLS' | 'HTTP', string>>;
  /** Said after the sentence of a step; empty where the sentence says it all. */
  readonly outcomes: Readonly<Record<Frame['outcome'], string>>;
}

export const playerWords: PlayerWords = {
  region: 'Player',
  first: 'First',
  back: 'Back',
  play: 'Play',
  pause: 'Pause',
  next: 'Next',
  verdict: 'Verdict',
  transport: 'Move through the story',
  timeline: 'Timeline',
  steps: 'Steps',
  pauseAtDecisions: 'Pause at decisions',
  speed: 'Speed',
  detail: 'Detail',
  show: 'Show only',
  stepOf: (step, total) => `Step ${step} of ${total}`,
  details: { story: 'Story', checks: 'Every check', engine: 'Engine' },
  filters: { decisions: 'Decisions', L4: 'L4', TLS: 'TLS', HTTP: 'HTTP' },
  outcomes: { passed: 'passed', denied: 'denied', undetermined: "can't tell", answer: '' },
};
