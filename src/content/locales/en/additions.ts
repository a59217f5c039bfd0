import type { Addition, AdditionKind } from '../../../core/model/addition.ts';
import { bold, list } from './names.ts';

/** The words of the dialog that says what to add. */
export const additionWords = {
  title: 'What to add in ambient mode',
  looking: 'Trying edits…',
  failed: 'The edits could not be worked out. Close this, then try again.',
  none: 'No edit is known after which they would be enforced as written: no Service stands before their pods, or they are for the whole mesh.',
  found: (policies: number): string =>
    `${policies === 1 ? 'One policy is' : `${policies} policies are`} not enforced as written. Each edit was made, and istiod's status read again.`,
  measuring: 'measuring…',
  unmeasured: 'not measured',
  noFlow: 'no flow ends otherwise',
  asked: (count: number): string => `${count} flows were asked.`,
  flows: 'Flows that change',
  apply: 'Apply',
} as const;

/** What an edit adds, in a sentence. */
export function sayAddition(addition: Addition): string {
  return sentences[addition.kind](addition);
}

const sentences = {
  waypointShut: ({ services, along }) =>
    `Put a waypoint before ${list(services)} and bind this policy to it${withThem(along)}. The pods take connections from the waypoint alone.`,
  waypoint: ({ services, along }) =>
    `Put a waypoint before ${list(services)} and bind this policy to it${withThem(along)}. Who goes past the waypoint meets no policy.`,
  connect: ({ services }) =>
    `Let the ${services.length === 1 ? 'Service' : 'Services'} ${list(services)} use a waypoint, which then enforces this policy.`,
  l4: () =>
    'Leave out what is about HTTP. ztunnel keeps all that is left, and the policy no longer tells requests apart.',
} as const satisfies Record<AdditionKind, (addition: Addition) => string>;

function withThem(along: readonly string[]): string {
  if (along.length === 0) return '';
  return `, and with it ${along.length < 3 ? along.map(bold).join(' and ') : `${along.length} more`} of the same pods`;
}
