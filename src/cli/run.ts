import type { HopwiseDocument } from '../core/model/scenario.ts';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import type { Arguments } from './arguments.ts';
import type { Output } from './command.ts';
import { isUnusable, problemLines } from './problems.ts';
import { formatStory } from './story.ts';

/** Tells the story of one request of a document. Bad input gives code 2, with file, line and column of what is wrong. */
export function run(document: HopwiseDocument, { request, detail, json }: Omit<Arguments, 'files'>): Output {
  const evaluation = evaluate(document, request, createMemory());
  const problems = problemLines(evaluation);
  const fail = (error: string): Output => ({ code: 2, out: '', error });
  if (isUnusable(evaluation)) return fail(problems);
  const { story, scenario } = evaluation;
  if (story === null) {
    const ids = scenario.requests.map(({ id, title }) => `  ${id}${title === '' ? '' : `  ${title}`}\n`).join('');
    if (request !== null) return fail(`No request has the id ${request}. There are:\n${ids}`);
    return fail('No request to tell: the document has none, and no workload that could call a service.\n');
  }
  const notes = json ? '' : problems;
  const out = json ? `${JSON.stringify(story.trace, null, 2)}\n` : formatStory(evaluation, story, detail);
  return { code: 0, out, error: notes };
}
