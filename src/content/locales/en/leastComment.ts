import type { Evidence } from '../../../core/model/accessLog.ts';
import type { RungNote } from '../../../core/model/posture.ts';
import { rungComment } from './ladder.ts';

/** The comment above a resource of a proposal: what it is for, and what speaks for it. */
export function leastComment(note: RungNote, evidence: Evidence, ticked: boolean): string {
  const lines = [aboutOf(note), evidenceOf(evidence, ticked)];
  return lines.filter((line) => line !== '').join('\n');
}

function aboutOf(note: RungNote): string {
  if (note.kind !== 'sidecar') return rungComment(note);
  return note.hosts === 0
    ? `Proxies of ${note.namespace} know nobody: nothing that it sends is wanted.`
    : `What proxies of ${note.namespace} may know. To them, every other host does not exist.`;
}

function evidenceOf({ count, first, last }: Evidence, ticked: boolean): string {
  if (count === 0) return ticked ? 'Asked for by hand.' : '';
  const lines = `Logged ${count} ${count === 1 ? 'time' : 'times'}`;
  const when = first === null || last === null ? '' : first === last ? `, ${first}` : `, ${first} to ${last}`;
  return `${lines}${when}${ticked ? '; some of it asked for by hand' : ''}.`;
}
