import type { Check, Term } from '../../core/model/trace.ts';
import type { CheckNode } from './checkNodes.ts';
import type { WhyWords } from '../../content/locales/en/why.ts';

/** One value of a row: the text, how many more there are, and what it is set against (null = nothing differs). */
export interface ShownValue {
  /** Before the value: `not`. */
  readonly prefix: string;
  readonly text: string;
  readonly more: number;
  readonly against: string | null;
  readonly mono: boolean;
  readonly full: string;
}

export interface RowText {
  readonly name: string;
  /** One phrase over both columns: a count. */
  readonly summary: string | null;
  readonly asks: ShownValue | null;
  readonly has: ShownValue | null;
  /** Why it counts or does not, under the row. */
  readonly note: string | null;
}

/** What the locale says of a check. */
export type SayCheck = (check: Check) => { readonly name: string; readonly note: string | null };

type Say = (term: Term) => string;

/** What a row of the check tree reads. */
export function rowText(node: CheckNode, sayCheck: SayCheck, say: Say, words: WhyWords): RowText {
  const { check } = node;
  const name = node.named.map((each) => nameOf(each, sayCheck, words)).join(', ');
  const { note } = sayCheck(check);
  const count = [check.actual, check.expected].find((term) => term.kind === 'count');
  if (count?.kind === 'count') {
    const summary = check.kind === 'policySet' ? words.selects(count.of, count.matched) : say(count);
    return { name, summary, asks: null, has: null, note };
  }
  if (check.expected.kind === 'any' && (check.actual.kind === 'any' || node.children.length > 0)) {
    return { name, summary: null, asks: null, has: null, note };
  }
  const [asks, has] = [firstOf(check.expected), firstOf(check.actual)];
  const differ = !check.matched;
  return {
    name,
    summary: null,
    asks: isOpen(check, check.expected) ? null : shown(check.expected, asks, differ ? has : null, say, words),
    has: isOpen(check, check.actual) ? null : shown(check.actual, has, differ ? asks : null, say, words),
    note,
  };
}

/** A side that nothing is said of, where the note says what there is to say. */
function isOpen(check: Check, term: Term): boolean {
  return check.note !== undefined && term.kind === 'any';
}

function nameOf(check: Check, sayCheck: SayCheck, words: WhyWords): string {
  const { name } = check;
  if (check.kind === 'policySet' && (name === 'ALLOW' || name === 'DENY' || name === 'AUDIT'))
    return words.policies(name);
  return sayCheck(check).name;
}

/** The value that stands for a term; null where only words can say it. */
function firstOf(term: Term): string | null {
  if (term.kind === 'value') return term.value;
  return term.kind === 'values' || term.kind === 'not' ? (term.values[0] ?? null) : null;
}

function shown(term: Term, first: string | null, against: string | null, say: Say, words: WhyWords): ShownValue {
  const full = say(term);
  if (first === null) return { prefix: '', text: full, more: 0, against: null, mono: false, full };
  const more = term.kind === 'values' || term.kind === 'not' ? term.values.length - 1 : 0;
  return { prefix: term.kind === 'not' ? `${words.not} ` : '', text: first, more, against, mono: true, full };
}
