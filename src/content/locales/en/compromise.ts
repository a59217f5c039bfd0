import type { AttackWay, AttackedPort, ReachState, SecondHand } from '../../../core/model/compromise.ts';
import { counted } from './exchange.ts';

export const compromiseWords = {
  title: 'If this were taken over',
  workload: 'Taken over',
  about:
    'Whoever runs inside a pod has its network, its service account and its certificate. A sidecar keeps its own programs in order; it is no wall around them.',
  asking: (done: number) => `Trying every port, ${Math.round(done * 100)} %…`,
  failed: 'The engine stopped at this. Nothing was changed.',
  nobody: 'This workload sends nothing here: it is a gateway, does not run, or is gone.',
  inA: 'A',
  inB: 'B',
  changed: (count: number) => `Changed by B · ${count}`,
  group: (state: ReachState, count: number) => `${groups[state]} · ${count}`,
  operations: (allowed: number, of: number) => (of === 1 ? '' : `${allowed} of ${counted(of, 'operation')}`),
  stops: 'stopped by',
  through: (names: string) => `through ${names}`,
  play: 'Play it',
  ring: (count: number) => `Second ring: what those reach in turn · ${count}`,
  ringHint: 'As they are, by requests of their own programs. Nothing here says that they can be taken over as well.',
  ringVia: (via: string, more: number) => (more === 0 ? `by ${via}` : `by ${via} and ${more} more`),
  more: (count: number) => `and ${count} more`,
  list: 'List',
  end: 'End',
  bar: 'Taken over',
} as const;

const groups = {
  reached: 'Reached',
  past: 'Reached only because it can leave out its sidecar',
  unclear: "Can't tell",
  stopped: 'Stopped',
} as const satisfies Record<ReachState, string>;

/** How an operation gets through. */
export const wayWords = {
  usual: '',
  plaintext: 'past its sidecar, in plaintext',
  identity: 'past its sidecar, with its certificate',
} as const satisfies Record<AttackWay, string>;

/** `cart, taken over, reaches 14 of 62 ports; 3 of them only because it can leave out its sidecar.` */
export function sayReach(name: string, ports: readonly Pick<AttackedPort, 'state'>[]): string {
  const count = (state: ReachState): number => ports.filter((port) => port.state === state).length;
  const past = count('past');
  const reached = count('reached') + past;
  const only =
    past === 0
      ? ''
      : past === reached
        ? `; ${past === 1 ? 'it' : 'all of them'} only because it can leave out its sidecar`
        : `; ${past} of them only because it can leave out its sidecar`;
  const unclear = count('unclear') === 0 ? '' : `; of ${count('unclear')} it can’t be told`;
  return `${name}, taken over, reaches ${reached} of ${counted(ports.length, 'port')}${only}${unclear}.`;
}

/** `through reviews, catalog and 3 more` of the second ring. */
export function sayVia({ via, count }: SecondHand, nameOf: (id: string) => string): string {
  return compromiseWords.ringVia(via.map(nameOf).join(', '), count - via.length);
}
