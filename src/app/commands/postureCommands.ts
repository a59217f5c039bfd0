import { commandWords } from '../../content/locales/en/commands.ts';
import { takenOverWords } from '../../content/locales/en/takenOver.ts';
import { takeOverSelected } from '../store/takeOver.ts';
import { showRung } from '../store/posture.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import type { Command } from './registry.ts';

const meshed = (state: State): boolean => state.good !== null;
const open = (dialog: State['dialog']) => (): void => useStore.setState({ dialog });

/** The rungs of the ladder, and who reaches whom on each. */
export const postureCommands: readonly Command[] = [
  {
    id: 'posture.written',
    group: 'Document',
    label: commandWords['posture.written'],
    keys: [],
    when: meshed,
    run: () => void showRung(null),
  },
  {
    id: 'posture.plainKubernetes',
    group: 'Document',
    label: commandWords['posture.plainKubernetes'],
    keys: [],
    when: meshed,
    run: () => void showRung('plainKubernetes'),
  },
  {
    id: 'posture.asInstalled',
    group: 'Document',
    label: commandWords['posture.asInstalled'],
    keys: [],
    when: meshed,
    run: () => void showRung('asInstalled'),
  },
  {
    id: 'posture.zeroTrust',
    group: 'Document',
    label: commandWords['posture.zeroTrust'],
    keys: [],
    when: meshed,
    run: () => void showRung('zeroTrust'),
  },
  {
    id: 'posture.details',
    group: 'Document',
    label: commandWords['posture.details'],
    keys: [],
    when: meshed,
    run: open({ kind: 'posture' }),
  },
  {
    id: 'posture.least',
    group: 'Document',
    label: commandWords['posture.least'],
    keys: [],
    when: meshed,
    run: open({ kind: 'least' }),
  },
  {
    id: 'posture.takenOver',
    group: 'Document',
    label: takenOverWords.command,
    keys: [],
    when: meshed,
    run: takeOverSelected,
  },
  {
    id: 'view.matrix',
    group: 'View',
    label: commandWords['view.matrix'],
    keys: ['m'],
    when: meshed,
    run: open({ kind: 'matrix' }),
  },
];
