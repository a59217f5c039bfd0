import { demandOf, evidenceOf, findingOf, type TestResult, type TestResults } from './verdicts.ts';

/** As JUnit writes it; what nobody can tell is an error, as a test that could not be run. */
export function asJunit({ name, results }: TestResults): string {
  const count = (verdict: TestResult['verdict']): number => results.filter((each) => each.verdict === verdict).length;
  const counts = `tests="${results.length}" failures="${count('failed')}" errors="${count('unclear')}" skipped="${count('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hopwise" ${counts}>`,
    `  <testsuite name="${escaped(name)}" ${counts}>`,
    ...results.map((result) => testCase(name, result)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const elements = { failed: 'failure', unclear: 'error', skipped: 'skipped' } as const;

function testCase(suite: string, result: TestResult): string {
  const { invariant, verdict, place } = result;
  const where = place === null ? '' : ` file="${escaped(place.file)}" line="${place.line}"`;
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(`${invariant.id}: ${demandOf(result)}`)}"${where}`;
  if (verdict === 'passed') return `${open}/>`;
  const element = elements[verdict];
  const more = [...evidenceOf(result), ...(place === null ? [] : [`${place.file}:${place.line}:${place.column}`])];
  return `${open}>\n      <${element} message="${escaped(findingOf(result))}">${escaped(more.join('\n'))}</${element}>\n    </testcase>`;
}

/** For attributes and text. What XML 1.0 cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
