import type { ResourcePlace } from '../../core/scenario/evaluate.ts';
import { changed, type Delta, deltaOf } from './delta.ts';
import type { Study } from './protocol.ts';

/** An answer to `study`, as it differs from the one that was sent before. */
export interface StudyDelta {
  readonly rest: Delta;
  readonly places: PlacesDelta;
}

/** A key moves every place after it: the numbers go apart from the names, which stay. */
interface PlacesDelta {
  /** So many of the first and of the last resources are the same ones. */
  readonly head: number;
  readonly tail: number;
  readonly between: readonly ResourcePlace[];
  /** `start`, `end`, `line`, `column`, `endLine`, `endColumn` of each. */
  readonly numbers: Int32Array;
}

const keys = ['start', 'end', 'line', 'column', 'endLine', 'endColumn'] as const;

/** In the worker: what to send of each answer. */
export function studySender(): (study: Study) => StudyDelta {
  let last: Study | null = null;
  return (study) => {
    const places = placesDelta(last?.evaluation.resources ?? [], study.evaluation.resources);
    const rest = deltaOf(last === null ? null : apart(last), apart(study));
    last = study;
    return { rest, places };
  };
}

/** On the page: the answer of what was sent, sharing with the one before what has not changed. Takes all, in their order. */
export function studyReceiver(): (sent: StudyDelta) => Study {
  let rest: unknown = null;
  let resources: readonly ResourcePlace[] = [];
  return (sent) => {
    rest = changed(rest, sent.rest);
    resources = placesOf(resources, sent.places);
    // The worker is our own code: what it took apart is a study.
    const study = rest as ReturnType<typeof apart>;
    return { ...study, evaluation: { ...study.evaluation, resources } };
  };
}

function apart({ evaluation, ...study }: Study) {
  const { resources: _, ...others } = evaluation;
  return { ...study, evaluation: others };
}

function placesDelta(old: readonly ResourcePlace[], next: readonly ResourcePlace[]): PlacesDelta {
  const shorter = Math.min(old.length, next.length);
  let head = 0;
  while (head < shorter && isSame(old[head], next[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(old.at(-1 - tail), next.at(-1 - tail))) tail += 1;
  const numbers = new Int32Array(next.length * keys.length);
  let at = 0;
  for (const { range } of next) for (const key of keys) numbers[at++] = range[key];
  return { head, tail, between: next.slice(head, next.length - tail), numbers };
}

function isSame(a: ResourcePlace | undefined, b: ResourcePlace | undefined): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.id === b.id &&
    a.kind === b.kind &&
    a.namespace === b.namespace &&
    a.name === b.name &&
    a.file === b.file &&
    a.range.file === b.range.file
  );
}

function placesOf(old: readonly ResourcePlace[], sent: PlacesDelta): readonly ResourcePlace[] {
  const { head, tail, between, numbers } = sent;
  const named = [...old.slice(0, head), ...between, ...old.slice(old.length - tail)];
  return named.map((place, index) => {
    const at = index * keys.length;
    const { range } = place;
    if (keys.every((key, offset) => range[key] === numbers[at + offset])) return place;
    const moved = { ...range };
    for (const [offset, key] of keys.entries()) moved[key] = numbers[at + offset] ?? 0;
    return { ...place, range: moved };
  });
}
