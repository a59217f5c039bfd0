import { changeSigns, saySum } from '../content/locales/en/compare.ts';
import { proofSpace, sayClass, sayExample, sayProof, sayUnproved } from '../content/locales/en/proof.ts';
import { flowChanges } from '../core/model/difference.ts';
import type { HopwiseDocument } from '../core/model/scenario.ts';
import type { ExactDifference } from '../core/model/proof.ts';
import { compareDocuments } from '../core/scenario/compare.ts';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import { exactDifference } from '../core/scenario/exact.ts';

export interface DiffArguments {
  readonly a: string;
  readonly b: string;
  readonly json: boolean;
  /** Newly allowed flows are no failure. */
  readonly permit: boolean;
}

export const diffUsage =
  'Usage: npm run diff -- A B [--permit-opened] [--json]   (A and B: a file or a folder; exit 1 if B newly allows a flow)';

/** Reads the command line; a string says what is wrong with it. */
export function readDiffArguments(args: readonly string[]): DiffArguments | string {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const strange = args.find((arg) => arg.startsWith('--') && arg !== '--json' && arg !== '--permit-opened');
  if (strange !== undefined) return `Unknown option ${strange}.`;
  const [a, b] = paths;
  if (a === undefined || b === undefined || paths.length > 2) return diffUsage;
  return { a, b, json: args.includes('--json'), permit: args.includes('--permit-opened') };
}

export interface DiffOutput {
  /** 1: B allows what A did not; 2: one of them cannot be read. */
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly error: string;
}

/** Every flow that ends otherwise in B than in A. */
export function diff(
  a: HopwiseDocument,
  b: HopwiseDocument,
  { json, permit }: Pick<DiffArguments, 'json' | 'permit'>,
): DiffOutput {
  for (const document of [a, b]) {
    const { broken } = evaluate(document, null, createMemory());
    if (broken === null) continue;
    const { file, line, column, args } = broken;
    return { code: 2, out: '', error: `${file}:${line}:${column}: ${args['message'] ?? broken.code}\n` };
  }
  const memory = createMemory();
  const { flows } = compareDocuments(a, b, memory);
  const exact = exactDifference(a, b, Number.POSITIVE_INFINITY, memory);
  const code = flows.counts.opened + exact.counts.opened > 0 && !permit ? 1 : 0;
  if (json) return { code, out: `${JSON.stringify({ ...flows, exact }, null, 2)}\n`, error: '' };
  const lines = flowChanges.flatMap((change) =>
    flows.flows
      .filter((flow) => flow.change === change)
      .map(({ caller, to, words, before, after }) => {
        const verdicts = before === after ? after : `${before} → ${after}`;
        return `${changeSigns[change]} ${caller} → ${to} ${words}: ${verdicts}\n`;
      }),
  );
  const told = flowChanges.reduce((sum, change) => sum + flows.counts[change], 0);
  const rest = told > flows.flows.length ? `… and ${told - flows.flows.length} more\n` : '';
  return { code, out: `${lines.join('')}${rest}${saySum(flows)}\n${exactly(exact)}`, error: '' };
}

/** The classes of all requests that end otherwise, each with an example, and what has been proved. */
function exactly(exact: ExactDifference): string {
  const { changed, unproved, counts } = exact;
  const lines = changed.map((each) => {
    const { change, to, before, after, witness } = each;
    return `${changeSigns[change]} ${sayClass(each)} → ${to}: ${before} → ${after}\n    such as ${sayExample(witness)}\n`;
  });
  const left = counts.opened + counts.closed - changed.length;
  const more = left > 0 ? `… and ${left} more classes\n` : '';
  const doubts = unproved.map((each) => `? ${sayUnproved(each)}\n`);
  return `\n${lines.join('')}${more}${doubts.join('')}${sayProof(exact)}\n${proofSpace}\n`;
}
