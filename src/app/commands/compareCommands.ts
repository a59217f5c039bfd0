import { endFork, flip, forkAsAmbient, startFork } from '../store/fork.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import type { Command } from './registry.ts';

const forked = (state: State): boolean => state.fork !== null;

/** A document beside another version of itself. */
export const compareCommands: readonly Command[] = [
  {
    id: 'compare',
    group: 'Document',
    label: 'What if: fork this document, or see what B changes',
    keys: ['c'],
    when: (state) => state.good !== null,
    run: () => (forked(useStore.getState()) ? useStore.setState({ dialog: { kind: 'compare' } }) : startFork()),
  },
  {
    id: 'compare.flip',
    group: 'Document',
    label: 'Show the other version, A or B',
    keys: ['x'],
    when: forked,
    run: flip,
  },
  {
    id: 'lens.ambient',
    group: 'Document',
    label: 'Lens: the same mesh in ambient mode, as B',
    keys: [],
    when: (state) => state.good !== null,
    run: () => void forkAsAmbient('ztunnel'),
  },
  {
    id: 'lens.waypoints',
    group: 'Document',
    label: 'Lens: the same mesh in ambient mode with waypoints, as B',
    keys: [],
    when: (state) => state.good !== null,
    run: () => void forkAsAmbient('waypoints'),
  },
  {
    id: 'compare.keepB',
    group: 'Document',
    label: 'End the comparison and keep B',
    keys: [],
    when: forked,
    run: () => endFork('B'),
  },
  {
    id: 'compare.backToA',
    group: 'Document',
    label: 'End the comparison and go back to A',
    keys: [],
    when: forked,
    run: () => endFork('A'),
  },
];
