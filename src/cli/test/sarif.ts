import { isAbsolute, relative } from 'node:path';
import { invariantNames } from '../../content/locales/en/invariants.ts';
import { invariantKinds } from '../../core/model/invariant.ts';
import { version } from '../version.ts';
import { demandOf, evidenceOf, findingOf, type TestResult, type TestResults, type Verdict } from './verdicts.ts';

/** "If kind is anything but fail, level shall be none." */
const outcomes = {
  failed: { kind: 'fail', level: 'error' },
  unclear: { kind: 'fail', level: 'warning' },
  skipped: { kind: 'review', level: 'none' },
} as const satisfies Record<Exclude<Verdict, 'passed'>, { kind: string; level: string }>;

/** SARIF 2.1.0: what code hosts show beside the lines. The kinds of invariants are its rules; what holds is no result. */
export function asSarif({ results }: TestResults): string {
  const rules = [
    ...invariantKinds.map((kind) => ({ id: kind, shortDescription: { text: invariantNames[kind] } })),
    { id: 'unknown', shortDescription: { text: 'A kind that this version does not know' } },
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'hopwise', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: results.flatMap((each) => {
          const { verdict, invariant } = each;
          if (verdict === 'passed') return [];
          return [
            resultOf(
              each,
              verdict,
              rules.findIndex(({ id }) => id === invariant.demand.kind),
            ),
          ];
        }),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(result: TestResult, verdict: keyof typeof outcomes, ruleIndex: number) {
  const { invariant, place } = result;
  const text = [`${invariant.id}: ${demandOf(result)}`, findingOf(result), ...evidenceOf(result)].join('\n');
  return {
    ruleId: invariant.demand.kind,
    ruleIndex,
    ...outcomes[verdict],
    message: { text },
    partialFingerprints: { invariant: invariant.id },
    ...(place === null
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(place.file) },
                region: {
                  startLine: place.line,
                  startColumn: place.column,
                  endLine: place.endLine,
                  endColumn: place.endColumn,
                },
              },
            },
          ],
        }),
  };
}

/** Relative to where the command runs, as a URI: code hosts look files up from the root of the checkout. */
function uriOf(file: string): string {
  const path = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return path.replaceAll('\\', '/').replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
}
