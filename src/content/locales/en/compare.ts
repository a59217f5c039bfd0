import type { FlowChange, FlowDifference } from '../../../core/model/difference.ts';
import type { LineChange } from '../../../core/model/lint.ts';

/** What became of a flow, as a heading. */
export const changeWords = {
  opened: 'Newly allowed',
  closed: 'Newly denied',
  unclear: "Can't tell any more",
  reason: 'Same verdict, other reason',
} as const satisfies Record<FlowChange, string>;

/** The same before a number. */
export const changeSigns = { opened: '+', closed: '−', unclear: '?', reason: '≠' } as const satisfies Record<
  FlowChange,
  string
>;

/** All that B changes in a line: `2 newly allowed, 1 newly denied`. */
export function saySum({ counts, asked }: FlowDifference): string {
  const parts = (['opened', 'closed', 'unclear', 'reason'] as const).flatMap((change) =>
    counts[change] === 0 ? [] : [`${changeSigns[change]}${counts[change]} ${short[change]}`],
  );
  return parts.length === 0 ? `none of ${asked} flows changes` : `${parts.join(', ')} of ${asked} flows`;
}

const short = {
  opened: 'newly allowed',
  closed: 'newly denied',
  unclear: "can't tell",
  reason: 'other reason',
} as const satisfies Record<FlowChange, string>;

/** How much of the text differs. */
export function sayLines(lines: readonly LineChange[]): string {
  const count = lines.length;
  if (count === 0) return 'No change';
  return count === 1 ? '1 change' : `${count} changes`;
}

/** A and B beside each other. */
export const besideWords = {
  chooseFirst: 'Choose a request first.',
  sameWay: 'It goes the same way in both.',
  partHere: 'They differ here',
  comparison: 'Comparison',
  version: 'Version on show',
  comparing: 'Comparing…',
  whatChanges: 'What changes',
  keepB: 'Keep B',
  backToA: 'Back to A',
  flows: 'Flows',
  thisRequest: 'This request',
  title: 'What B changes',
  lens: 'Edit B, or make it the same mesh with other proxies:',
  withZtunnelsAlone: 'With ztunnels alone',
  withWaypoints: 'With waypoints',
  withSidecars: 'With sidecars',
  sameText: 'A and B have the same text. Edit B, or drop files on it.',
  sameFlows: 'Every flow ends as before, and for the same reason.',
  playParting: 'Play it from where A and B part',
  sides: { A: 'original', B: 'edited' },
  storyIn: (side: string): string => `Story in ${side}`,
  sum: (lines: string, flows: string): string => `${lines} in the text · ${flows}`,
  unenforced: (count: number): string => `Not enforced as written in B · ${count}`,
  more: (count: number): string => `and ${count} more, from outside the mesh or not listed`,
  inSide: (side: 'A' | 'B', verdict: string): string => `in ${side} ${verdict.toLowerCase()}`,
} as const;
