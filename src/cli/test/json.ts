import { demandOf, evidenceOf, findingOf, type TestResults } from './verdicts.ts';

/** For programs: everything that is known, requests included. */
export function asJson({ name, results }: TestResults): string {
  const told = results.map((each) => {
    const { invariant, verdict, place, result } = each;
    return {
      id: invariant.id,
      kind: invariant.demand.kind,
      verdict,
      demand: demandOf(each),
      finding: findingOf(each),
      evidence: evidenceOf(each),
      place: place === null ? null : { file: place.file, line: place.line, column: place.column },
      result,
    };
  });
  return `${JSON.stringify({ scenario: name, results: told }, null, 2)}\n`;
}
