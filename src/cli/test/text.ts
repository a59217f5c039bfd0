import { demandOf, evidenceOf, findingOf, type TestResults, type Verdict } from './verdicts.ts';

const glyphs = { passed: '✓', failed: '✕', unclear: '?', skipped: '?' } as const satisfies Record<Verdict, string>;

/** For people: a line for each invariant, below it the place and what breaks it, then the sum. */
export function asText({ results }: TestResults): string {
  const lines = results.flatMap((result) => {
    const { verdict, invariant, place } = result;
    const head = `${glyphs[verdict]} ${invariant.id}: ${demandOf(result)}`;
    if (verdict === 'passed') return [`${head} ${findingOf(result)}`];
    const at = place === null ? [] : [`    ${place.file}:${place.line}:${place.column}`];
    return [head, `    ${findingOf(result)}`, ...evidenceOf(result).map((line) => `    ${line}`), ...at];
  });
  return `${[...lines, '', sum(results)].join('\n')}\n`;
}

function sum(results: TestResults['results']): string {
  const count = (...kinds: readonly Verdict[]): number =>
    results.filter(({ verdict }) => kinds.includes(verdict)).length;
  const proved = results.filter(({ result }) => result.kind === 'held' && result.by !== 'asking').length;
  const holding = count('passed') - proved;
  const parts = [
    [proved, proved === 1 ? 'is proved' : 'are proved'],
    [holding, holding === 1 ? 'holds' : 'hold'],
    [count('failed'), count('failed') === 1 ? 'is broken' : 'are broken'],
    [count('unclear', 'skipped'), 'nobody can tell'],
  ] as const;
  const told = parts.flatMap(([number, words]) => (number === 0 ? [] : [`${number} ${words}`]));
  return `${results.length} ${results.length === 1 ? 'invariant' : 'invariants'}: ${told.join(', ')}`;
}
