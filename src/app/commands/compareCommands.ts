import { commandWords } from '../../content/locales/en/commands.ts';
import { endFork, flip, forkAsAmbient, forkAsSidecars, startFork } from '../store/fork.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import type { Command } from './registry.ts';

const forked = (state: State): boolean => state.fork !== null;

/** The card offers it: a verdict that has been told, and is none to guess at. */
const repairable = ({ good, lesson, suspense }: State): boolean => {
  const story = good?.evaluation.story ?? null;
  if (story === null || story.veiled === true || suspense || lesson !== null) return false;
  return story.trace.verdict.kind !== 'undetermined';
};

/** A document beside another version of itself. */
export const compareCommands: readonly Command[] = [
  {
    id: 'repair',
    group: 'Document',
    label: commandWords.repair,
    keys: [],
    when: repairable,
    run: () => useStore.setState({ dialog: { kind: 'repair' } }),
  },
  {
    id: 'compare',
    group: 'Document',
    label: commandWords.compare,
    keys: ['c'],
    when: (state) => state.good !== null,
    run: () => (forked(useStore.getState()) ? useStore.setState({ dialog: { kind: 'compare' } }) : startFork()),
  },
  {
    id: 'compare.flip',
    group: 'Document',
    label: commandWords['compare.flip'],
    keys: ['x'],
    when: forked,
    run: flip,
  },
  {
    id: 'lens.ambient',
    group: 'Document',
    label: commandWords['lens.ambient'],
    keys: [],
    when: (state) => state.good !== null,
    run: () => void forkAsAmbient('ztunnel'),
  },
  {
    id: 'lens.waypoints',
    group: 'Document',
    label: commandWords['lens.waypoints'],
    keys: [],
    when: (state) => state.good !== null,
    run: () => void forkAsAmbient('waypoints'),
  },
  {
    id: 'lens.sidecars',
    group: 'Document',
    label: commandWords['lens.sidecars'],
    keys: [],
    when: (state) => state.good !== null,
    run: () => void forkAsSidecars(),
  },
  {
    id: 'lens.additions',
    group: 'Document',
    label: commandWords['lens.additions'],
    keys: [],
    when: (state) =>
      state.good?.evaluation.overview.policies.some(({ conditions }) => conditions !== undefined) ?? false,
    run: () => useStore.setState({ dialog: { kind: 'additions' } }),
  },
  {
    id: 'compare.keepB',
    group: 'Document',
    label: commandWords['compare.keepB'],
    keys: [],
    when: forked,
    run: () => endFork('B'),
  },
  {
    id: 'compare.backToA',
    group: 'Document',
    label: commandWords['compare.backToA'],
    keys: [],
    when: forked,
    run: () => endFork('A'),
  },
];
