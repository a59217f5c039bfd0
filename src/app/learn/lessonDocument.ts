import type { Lesson, LessonMesh } from '../../content/lessons/lesson.ts';
import { scenarios } from '../../content/scenarios.ts';
import type { Challenge, TextEdit } from '../../core/model/lesson.ts';
import type { DocumentFile, HopwiseDocument } from '../../core/model/scenario.ts';

const firstFile = 'lesson.yaml';

/** The document that a part of a lesson opens: a built-in mesh, without what it says about itself. */
export function documentOf({ mesh, edits = [] }: LessonMesh): HopwiseDocument {
  const [first, ...rest] = scenarios.find(({ id }) => id === mesh)?.files ?? [];
  if (first === undefined) return { files: [] };
  return edited({ files: [{ name: firstFile, text: untold(first) }, ...rest] }, edits);
}

/** What there is to do in a lesson. */
export function challengeOf({ title, task }: Lesson): Challenge {
  const { brief, goals, hints, solution, limits = null } = task;
  const start = documentOf(task);
  return { title, brief, goals, hints, limits, start, solution: edited(start, solution) };
}

/** A document, with texts in it replaced; what is not there stays as it is. */
export function edited(document: HopwiseDocument, edits: readonly TextEdit[]): HopwiseDocument {
  return edits.reduce(({ files }, { file = firstFile, find, replace }) => {
    const change = (text: string): string => text.replace(find, () => replace);
    return { files: files.map(({ name, text }) => ({ name, text: name === file ? change(text) : text })) };
  }, document);
}

/** Names, titles and comments of the gallery say how its requests end. */
function untold({ text }: DocumentFile): string {
  const end = text.indexOf('\n---\n');
  const [scenario, resources] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)];
  const head = scenario
    .replace(/^ {2}name: .*$/m, '  name: lesson')
    .replace(/^ {2}title: .*$/m, '  title: Lesson')
    .replace(/^ {2}description: >-\n(?: {4}.*\n)+/m, '')
    .replace(/^ {6}title: .*\n/gm, '');
  return (head + resources).replace(/^ *#.*\n/gm, '');
}
