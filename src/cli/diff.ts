import { changeSigns, saySum } from '../content/locales/en/compare.ts';
import { proofSpace, sayClass, sayExample, sayProof, sayUnproved } from '../content/locales/en/proof.ts';
import { flowChanges, type FlowDifference } from '../core/model/difference.ts';
import type { HopwiseDocument } from '../core/model/scenario.ts';
import type { ExactDifference } from '../core/model/proof.ts';
import { compareDocuments } from '../core/scenario/compare.ts';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import { exactDifference } from '../core/scenario/exact.ts';
import { asksOfClass, asksOfFlow, type Permit, unpermitted } from './permits.ts';

export interface DiffArguments {
  readonly a: string;
  readonly b: string;
  readonly json: boolean;
  /** Newly allowed flows are no failure. */
  readonly permit: boolean;
  /** Those that are like one of these are none, as `readPermit` reads them. */
  readonly allowNew: readonly string[];
  /** Files with more of them. */
  readonly allowNewFrom: readonly string[];
}

export const diffUsage = `Usage: npm run diff -- A B [--allow-new "CALLER -> CALLEE [METHOD PATH]"]… [--allow-new-from FILE]… [--permit-opened] [--json]
  A and B: a file or a folder. Exit 1 if B newly allows what is not permitted; * in a permit stands for anything.`;

/** Reads the command line; a string says what is wrong with it. */
export function readDiffArguments(args: readonly string[]): DiffArguments | string {
  const paths: string[] = [];
  const lists = { '--allow-new': new Array<string>(), '--allow-new-from': new Array<string>() };
  const flags = new Set<string>();
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--allow-new' || arg === '--allow-new-from') {
      const value = rest.shift();
      if (value === undefined) return `${arg} needs a value.`;
      lists[arg].push(value);
    } else if (arg === '--json' || arg === '--permit-opened') flags.add(arg);
    else if (arg.startsWith('--')) return `Unknown option ${arg}.`;
    else paths.push(arg);
  }
  const [a, b] = paths;
  if (a === undefined || b === undefined || paths.length > 2) return diffUsage;
  const [json, permit] = [flags.has('--json'), flags.has('--permit-opened')];
  return { a, b, json, permit, allowNew: lists['--allow-new'], allowNewFrom: lists['--allow-new-from'] };
}

export interface DiffOutput {
  /** 1: B allows what A did not; 2: one of them cannot be read. */
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly error: string;
}

/** Every flow that ends otherwise in B than in A; `permits` are what may be newly allowed. */
export function diff(
  a: HopwiseDocument,
  b: HopwiseDocument,
  { json, permit }: Pick<DiffArguments, 'json' | 'permit'>,
  permits: readonly Permit[] = [],
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
  const refused = permit ? [] : newlyAllowed(flows, exact, permits);
  const code = refused.length > 0 ? 1 : 0;
  if (json) return { code, out: `${JSON.stringify({ ...flows, exact, notPermitted: refused }, null, 2)}\n`, error: '' };
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
  const permitted =
    permits.length === 0
      ? ''
      : `\n${refused.length === 0 ? 'All that is newly allowed is permitted.' : `Newly allowed, and not permitted:\n${refused.map((each) => `  ${each}`).join('\n')}`}\n`;
  return { code, out: `${lines.join('')}${rest}${saySum(flows)}\n${exactly(exact)}${permitted}`, error: '' };
}

/** What B newly allows and nobody has permitted, as permits would say it. What is only counted is permitted by nothing. */
function newlyAllowed(flows: FlowDifference, exact: ExactDifference, permits: readonly Permit[]): readonly string[] {
  const opened = flows.flows.filter(({ change }) => change === 'opened');
  const classes = exact.changed.filter(({ change }) => change === 'opened');
  const untold = flows.counts.opened - opened.length + (exact.counts.opened - classes.length);
  const asks = [...opened.flatMap(asksOfFlow), ...classes.flatMap(asksOfClass)];
  return [...unpermitted(asks, permits), ...(untold > 0 ? [`${untold} more that are not listed`] : [])];
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
