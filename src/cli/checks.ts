import { sayCheck, sayTerm } from '../content/locales/en.ts';
import type { Check } from '../core/model/trace.ts';

/** Check trees as indented lines: met or not, what each asks for beside what there is, and why it does not count. */
export function checkLines(checks: readonly Check[], depth = 0): readonly string[] {
  return checks.flatMap((check) => {
    const { children, kind, matched } = check;
    // One source, operation or list of conditions stands for its parts.
    if (isGroup(check) && children.length > 0 && checks.filter((each) => each.kind === kind).length === 1)
      return checkLines(children, depth);
    const [only, ...others] = children;
    const told = kind === 'field' && only?.kind === 'value' && others.length === 0 ? [] : children;
    const mark = matched ? '✓' : isUncounted(check) ? '–' : '✕';
    return [`${'  '.repeat(depth)}${mark} ${sentence(check)}`, ...checkLines(told, depth + 1)];
  });
}

/** One of several candidates that does not count: nothing failed there. */
function isUncounted({ kind, note }: Check): boolean {
  const candidate = kind === 'scope' || kind === 'notAttached' || kind === 'destinationRule';
  return kind === 'branch' || (candidate && note !== undefined && note.key !== 'peer.sets');
}

function isGroup({ kind }: Check): boolean {
  return kind === 'from' || kind === 'to' || kind === 'when';
}

function sentence(check: Check): string {
  const { kind, expected, actual } = check;
  const { name, note } = sayCheck(check);
  // What the request has stands beside the field of which this is one value.
  if (kind === 'value' && note === null) return sayTerm(expected);
  const asks = expected.kind === 'any' ? [] : [`asks for ${sayTerm(expected)}`];
  const told = actual.kind !== 'any' && !(actual.kind === 'none' && expected.kind === 'any');
  const terms = [...asks, ...(told ? [`has ${sayTerm(actual)}`] : [])].join(', ');
  const why = note === null ? '' : `. ${note}`;
  return `${name}${terms === '' ? '' : `: ${terms}`}${why}`.replaceAll('**', '').replaceAll('`', '');
}
