import { commandWords } from '../../content/locales/en/commands.ts';
import { openHandout } from '../store/view.ts';
import { useStore } from '../store/store.ts';
import type { Command } from './registry.ts';

/** Lessons, labs, and what is made for others. */
export const learnCommands: readonly Command[] = [
  {
    id: 'learn.handout',
    group: 'View',
    label: commandWords['learn.handout'],
    keys: [],
    when: () => true,
    run: openHandout,
  },
  {
    id: 'learn.task',
    group: 'View',
    label: commandWords['learn.task'],
    keys: ['Mod+j'],
    when: (state) => state.lesson !== null && state.view !== 'present',
    run: () => document.querySelector<HTMLElement>('[data-task]')?.focus(),
  },
  {
    id: 'learn.make',
    group: 'Document',
    label: commandWords['learn.make'],
    keys: [],
    when: (state) => state.good !== null && state.lesson === null,
    run: () => useStore.setState({ dialog: { kind: 'make' } }),
  },
  {
    id: 'learn',
    group: 'View',
    label: commandWords.learn,
    keys: ['l'],
    when: () => true,
    run: () => useStore.setState({ dialog: { kind: 'lessons' } }),
  },
];
