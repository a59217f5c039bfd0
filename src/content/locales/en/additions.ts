import type { Addition, AdditionKind, CannotAdd } from '../../../core/model/addition.ts';
import { bold, list } from './names.ts';

/** The words of the dialog that says what to add. */
export const additionWords = {
  title: 'What to add in ambient mode',
  looking: 'Trying edits…',
  failed: 'The edits could not be worked out. Close this, then try again.',
  none: 'No edit is known after which they would be enforced as written.',
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
  waypointShut: (addition) => `${bind(addition)} The pods take connections from the waypoint alone.`,
  waypoint: (addition) => `${bind(addition)} Who goes past the waypoint meets no policy.`,
  connect: ({ services }) =>
    `Let the ${services.length === 1 ? 'Service' : 'Services'} ${list(services)} use a waypoint, which then enforces this policy.`,
  l4: () =>
    'Leave out what is about HTTP. ztunnel keeps all that is left, and the policy no longer tells requests apart.',
} as const satisfies Record<AdditionKind, (addition: Addition) => string>;

function bind({ services, pods, along }: Addition): string {
  const before = [
    ...(services.length === 0 ? [] : [list(services)]),
    ...(pods.length === 0 ? [] : [`the ${pods.length === 1 ? 'pod' : 'pods'} ${list(pods)} without a Service`]),
  ];
  return `Put a waypoint before ${before.join(' and ')} and bind this policy to it${withThem(along)}.`;
}

function withThem(along: readonly string[]): string {
  if (along.length === 0) return '';
  return `, and with it ${along.length < 3 ? along.map(bold).join(' and ') : `${along.length} more`} of the same pods`;
}

/** Why no waypoint can take over a policy, in a sentence. */
export function sayCannotAdd({ code, name }: CannotAdd): string {
  return reasons[code](bold(name));
}

const reasons = {
  mixedService: (name) =>
    `No waypoint can take it over: the Service ${name} also leads to pods that it is not for, or that are not in ambient mode.`,
  mixedPort: (name) =>
    `No waypoint can take it over: a port of the Service ${name} leads to different ports of its pods, and the policy names ports.`,
  mixedLabels: (name) =>
    `No waypoint can take it over: it is also for ${name}, which is not in ambient mode, and no selector tells that apart.`,
  ownWaypoint: (name) => `No other waypoint can take it over: the pod ${name} has a waypoint for its own address.`,
  seenOtherwise: (name) => `No waypoint can take it over: of ${name} a waypoint sees another value than a sidecar.`,
  noTarget: (name) => `There is no ${name} that a waypoint could stand before.`,
  notWritten: () => 'No edit of this text is known after which a waypoint enforces it as written.',
} as const satisfies Record<CannotAdd['code'], (name: string) => string>;
