import type { Goal, Limits } from '../../core/model/lesson.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { useStore } from './store.ts';

/** What an author has written of a challenge so far. */
export interface MakingTexts {
  readonly title: string;
  readonly brief: string;
  readonly hints: readonly [string, string, string];
  /** By the id of a request or an invariant: whether it is a goal, and in what words; absent: as is proposed. */
  readonly goals: Readonly<Record<string, { readonly chosen: boolean; readonly text: string }>>;
  /** To change one resource only is a limit. */
  readonly one: boolean;
  /** Other limits, which the dialog does not show. */
  readonly limits: Limits;
  /** Goals with a request of their own, or of everybody else: they are written by hand. */
  readonly kept: readonly Goal[];
  /** Whether requests that end otherwise at the start are goals, as long as the author has not said so. */
  readonly proposes: boolean;
}

const nothing: MakingTexts = {
  title: '',
  brief: '',
  hints: ['', '', ''],
  goals: {},
  one: true,
  limits: {},
  kept: [],
  proposes: true,
};

/** A challenge in the making: where people start, and what has been written. */
export interface Making extends MakingTexts {
  readonly start: HopwiseDocument;
}

/** Keeps the document on show as the start; what was written before stays. */
export function beginMaking(): void {
  useStore.setState(({ document, making }) => ({
    making: { ...nothing, ...making, start: document },
  }));
}

/** Notes what an author writes; without a start nothing happens. */
export function noteMaking(change: Partial<MakingTexts>): void {
  useStore.setState(({ making }) => (making === null ? {} : { making: { ...making, ...change } }));
}

/** Forgets the start and what was written. */
export function endMaking(): void {
  useStore.setState({ making: null });
}
