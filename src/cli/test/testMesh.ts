import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { checkAll } from '../../core/scenario/invariants/checkAll.ts';
import { type Output, refuse } from '../command.ts';
import { isUnusable, problemLines } from '../problems.ts';
import { asJson } from './json.ts';
import { asJunit } from './junit.ts';
import { asSarif } from './sarif.ts';
import type { TestArguments, TestFormat } from './testArguments.ts';
import { asText } from './text.ts';
import { type TestResults, type Verdict, verdictOf } from './verdicts.ts';

const formats = { text: asText, json: asJson, junit: asJunit, sarif: asSarif } satisfies Record<
  TestFormat,
  (results: TestResults) => string
>;

/** Checks all invariants of a mesh. Code 1: one is broken, or nobody can say whether it holds; 2: the text cannot be used. */
export function testMesh(
  document: HopwiseDocument,
  { format, allowUnclear }: Pick<TestArguments, 'format' | 'allowUnclear'>,
): Output {
  const memory = createMemory();
  const evaluation = evaluate(document, null, memory);
  if (isUnusable(evaluation)) return { code: 2, out: '', error: problemLines(evaluation) };
  const { name, invariants } = evaluation.scenario;
  if (invariants.length === 0)
    return refuse('Nothing to test: no Scenario document there has `invariants`. See the README of Hopwise.');
  const results = checkAll(document, memory).map((checked): TestResults['results'][number] => ({
    ...checked,
    verdict: verdictOf(checked, allowUnclear),
  }));
  const failed = results.some(({ verdict }): boolean => failing.has(verdict));
  return { code: failed ? 1 : 0, out: formats[format]({ name, results }), error: '' };
}

const failing: ReadonlySet<Verdict> = new Set<Verdict>(['failed', 'unclear']);
