import type { NonEmpty } from '../../core/model/json.ts';
import type { Answer, Expectation, Limits, TextEdit } from '../../core/model/lesson.ts';

/** A built-in mesh, with changes. */
export interface LessonMesh {
  readonly mesh: string;
  readonly edits?: readonly TextEdit[];
}

/** One idea: a story to watch, what happens at its end to be said, and something to do. Texts are plain sentences. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  /** What there is to learn, in a line. It must not give away the answer. */
  readonly idea: string;
  readonly watch: LessonMesh & {
    readonly request: string;
    /** The id of the step before which the story stops. */
    readonly cut: string;
    readonly caption: string;
    readonly question: string;
    readonly answers: NonEmpty<Answer>;
    /** Why it ends as it does. */
    readonly gap: string;
  };
  readonly task: LessonMesh & {
    readonly brief: string;
    readonly goals: NonEmpty<Expectation & { readonly text: string }>;
    /** Where to look, what is wrong, the edit. */
    readonly hints: readonly [string, string, string];
    readonly solution: readonly TextEdit[];
    readonly limits?: Limits;
  };
}
