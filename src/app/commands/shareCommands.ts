import { commandWords } from '../../content/locales/en/commands.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import type { Command } from './registry.ts';

const meshed = (state: State): boolean => state.good !== null;
const open = (dialog: State['dialog']) => (): void => useStore.setState({ dialog });

/** Ways to hand on what is on show. */
export const shareCommands: readonly Command[] = [
  {
    id: 'share',
    group: 'Document',
    label: commandWords.share,
    keys: ['s'],
    when: meshed,
    run: open({ kind: 'share' }),
  },
  {
    id: 'share.copy',
    group: 'Document',
    label: commandWords['share.copy'],
    keys: ['Mod+s'],
    when: meshed,
    run: (host) => host.copyLink(),
  },
  {
    id: 'share.code',
    group: 'Document',
    label: commandWords['share.code'],
    keys: ['q'],
    when: meshed,
    run: open({ kind: 'code' }),
  },
];
