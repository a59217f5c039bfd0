import { commandWords } from '../../content/locales/en/commands.ts';
import { useStore } from '../store/store.ts';
import type { Command } from './registry.ts';

const offline = (): void => useStore.setState({ dialog: { kind: 'invariants' } });

/** What must be true of the mesh, whatever is edited. */
export const invariantCommands: readonly Command[] = [
  {
    id: 'invariants',
    group: 'Document',
    label: commandWords.invariants,
    keys: ['u'],
    when: (state) => state.good !== null,
    run: () => useStore.setState({ dialog: { kind: 'invariants' } }),
  },
  {
    id: 'invariants.keep',
    group: 'Document',
    label: commandWords['invariants.keep'],
    keys: [],
    when: (state) => state.good?.evaluation.story != null,
    run: () => void import('../store/invariants.ts').then(({ keepStory }) => keepStory()).catch(offline),
  },
];
