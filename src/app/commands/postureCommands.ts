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
    label: 'Posture: your mesh as written',
    keys: [],
    when: meshed,
    run: () => void showRung(null),
  },
  {
    id: 'posture.plainKubernetes',
    group: 'Document',
    label: 'Posture: plain Kubernetes',
    keys: [],
    when: meshed,
    run: () => void showRung('plainKubernetes'),
  },
  {
    id: 'posture.asInstalled',
    group: 'Document',
    label: 'Posture: Istio as installed',
    keys: [],
    when: meshed,
    run: () => void showRung('asInstalled'),
  },
  {
    id: 'posture.zeroTrust',
    group: 'Document',
    label: 'Posture: Zero Trust',
    keys: [],
    when: meshed,
    run: () => void showRung('zeroTrust'),
  },
  {
    id: 'posture.details',
    group: 'Document',
    label: 'Posture: which requests are wanted, and the exceptions…',
    keys: [],
    when: meshed,
    run: open({ kind: 'posture' }),
  },
  {
    id: 'posture.least',
    group: 'Document',
    label: 'Least privilege: policies from access logs or ticked requests…',
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
    label: 'Matrix: who reaches whom',
    keys: ['m'],
    when: meshed,
    run: open({ kind: 'matrix' }),
  },
];
