import { commandWords } from '../../content/locales/en/commands.ts';
import { drawWords } from '../../content/locales/en/connect.ts';
import { startConnecting } from '../store/connect.ts';
import { foldAll, namespaceOf, toggleFoldOfSelected } from '../store/folds.ts';
import { copyIdentity, showNextPolicy } from '../store/inspect.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import type { Command } from './registry.ts';

const meshed = (state: State): boolean => state.good !== null;
const selected = (state: State): boolean => state.good !== null && state.selected !== null;
const caller = (state: State): boolean => selected(state) && state.selected?.startsWith('external:') !== true;
const callee = (state: State): boolean =>
  selected(state) && state.selected !== 'outside' && state.selected !== 'kubelet';

/** The workload of the mesh that is selected; null: none is. */
function selectedWorkload({ good, selected: id }: State): WorkloadId | null {
  return good?.evaluation.overview.workloads.find((workload) => workload.id === id)?.id ?? null;
}

/** What can be done with the mesh as it is drawn, and with the node that is selected in it. */
export const meshCommands: readonly Command[] = [
  {
    id: 'request.connect',
    group: 'Requests',
    label: commandWords['request.connect'],
    keys: ['w'],
    when: meshed,
    run: () => startConnecting(),
  },
  {
    id: 'selected.reach',
    group: 'Requests',
    label: commandWords['selected.reach'],
    keys: [],
    when: (state) => selectedWorkload(state) !== null,
    run: () => {
      const workload = selectedWorkload(useStore.getState());
      if (workload !== null) useStore.setState({ dialog: { kind: 'reach', workload } });
    },
  },
  {
    id: 'selected.from',
    group: 'Requests',
    label: commandWords['selected.from'],
    keys: [],
    when: caller,
    run: () => startConnecting({ from: useStore.getState().selected }),
  },
  {
    id: 'selected.to',
    group: 'Requests',
    label: commandWords['selected.to'],
    keys: [],
    when: callee,
    run: () => startConnecting({ to: useStore.getState().selected }),
  },
  {
    id: 'policy.connect',
    group: 'Document',
    label: drawWords.command,
    keys: [],
    when: meshed,
    run: () => startConnecting({ makes: 'policy' }),
  },
  {
    id: 'selected.mayCall',
    group: 'Document',
    label: drawWords.commandFrom,
    keys: [],
    when: caller,
    run: () => startConnecting({ makes: 'policy', from: useStore.getState().selected }),
  },
  {
    id: 'selected.mayBeCalled',
    group: 'Document',
    label: drawWords.commandTo,
    keys: [],
    when: callee,
    run: () => startConnecting({ makes: 'policy', to: useStore.getState().selected }),
  },
  {
    id: 'selected.policies',
    group: 'Document',
    label: commandWords['selected.policies'],
    keys: [],
    when: selected,
    run: showNextPolicy,
  },
  {
    id: 'selected.identity',
    group: 'Document',
    label: commandWords['selected.identity'],
    keys: [],
    when: selected,
    run: copyIdentity,
  },
  {
    id: 'selected.frame',
    group: 'View',
    label: commandWords['selected.frame'],
    keys: [],
    when: selected,
    run: () => useStore.setState(({ selected: id }) => (id === null ? {} : { lookAt: { kind: 'node', id } })),
  },
  {
    id: 'selected.fold',
    group: 'View',
    label: commandWords['selected.fold'],
    keys: [],
    when: (state) => namespaceOf(state, state.selected) !== null,
    run: toggleFoldOfSelected,
  },
  {
    id: 'view.fold',
    group: 'View',
    label: commandWords['view.fold'],
    keys: [],
    when: meshed,
    run: () => foldAll(true),
  },
  {
    id: 'view.unfold',
    group: 'View',
    label: commandWords['view.unfold'],
    keys: [],
    when: meshed,
    run: () => foldAll(false),
  },
  {
    id: 'view.tidy',
    group: 'View',
    label: commandWords['view.tidy'],
    keys: ['y'],
    when: meshed,
    run: (host) => host.tidy(),
  },
  {
    id: 'view.untidy',
    group: 'View',
    label: commandWords['view.untidy'],
    keys: [],
    when: (state) => Object.keys(state.good?.evaluation.scenario.positions ?? {}).length > 0,
    run: (host) => host.untidy(),
  },
];
