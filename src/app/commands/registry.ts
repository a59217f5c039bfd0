import { commandWords } from '../../content/locales/en/commands.ts';
import { openNotes } from '../store/notesWindow.ts';
import { goToNamed } from '../store/cursor.ts';
import { redo, undo } from '../store/gateway.ts';
import { run } from '../store/run.ts';
import type { State } from '../store/state.ts';
import { foldPane } from '../store/panes.ts';
import { paneNames } from '../store/paneSizes.ts';
import { useStore } from '../store/store.ts';
import { compareCommands } from './compareCommands.ts';
import { invariantCommands } from './invariantCommands.ts';
import { learnCommands } from './learnCommands.ts';
import { meshCommands } from './meshCommands.ts';
import { playerCommands } from './playerCommands.ts';
import { postureCommands } from './postureCommands.ts';
import { shareCommands } from './shareCommands.ts';
import { toggleBlank, toggleFullScreen, togglePresent } from '../store/view.ts';
import { install } from '../store/install.ts';
import { cycleTheme } from '../store/theme.ts';

/** What commands need of features that they must not know. */
export interface CommandHost {
  copyLink(): void;
  editDeciding(): void;
  fitCanvas(): void;
  openFile(): void;
  /** Arranges the mesh anew; writes the places into the document. */
  tidy(): void;
  /** Forgets every place that is written in the document. */
  untidy(): void;
}

export const commandGroups = ['Player', 'Requests', 'Document', 'View'] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  /** As `KeyboardEvent.key`, with `Mod+` for ⌘ or Ctrl and `Shift+`; the first one is shown. */
  readonly keys: readonly string[];
  /** Arrow keys, Home and End belong to many widgets: the player has them only where nothing else wants them. */
  readonly playerOnly?: boolean;
  readonly when: (state: State) => boolean;
  readonly run: (host: CommandHost) => void;
}

const always = (): boolean => true;
const story = (state: State): boolean => state.good !== null && state.good.evaluation.story !== null;
const meshed = (state: State): boolean => state.good !== null;
const presenting = (state: State): boolean => state.view === 'present';
const open = (dialog: State['dialog']) => (): void => useStore.setState({ dialog });

/** Every command, once: the keyboard, the help dialog and "Find or run" are made from this list. */
export const commands: readonly Command[] = [
  ...playerCommands,
  {
    id: 'request.run',
    group: 'Requests',
    label: commandWords['request.run'],
    keys: ['r'],
    when: story,
    run: () => run(useStore.getState().choice),
  },
  {
    id: 'request.new',
    group: 'Requests',
    label: commandWords['request.new'],
    keys: ['n'],
    when: meshed,
    run: open({ kind: 'request', from: null, to: null }),
  },
  {
    id: 'find',
    group: 'Requests',
    label: commandWords.find,
    keys: ['/', 'Mod+k'],
    when: meshed,
    run: open({ kind: 'find' }),
  },
  {
    id: 'document.edit',
    group: 'Document',
    label: commandWords['document.edit'],
    keys: ['e'],
    when: story,
    run: (host) => host.editDeciding(),
  },
  {
    id: 'document.diagram',
    group: 'Document',
    label: commandWords['document.diagram'],
    keys: ['g'],
    when: story,
    run: open({ kind: 'diagram' }),
  },
  ...compareCommands,
  ...postureCommands,
  ...invariantCommands,
  ...meshCommands,
  {
    id: 'document.new',
    group: 'Document',
    label: commandWords['document.new'],
    keys: ['a'],
    when: meshed,
    run: open({ kind: 'template', intent: null, from: null, to: null }),
  },
  {
    id: 'document.goTo',
    group: 'Document',
    label: commandWords['document.goTo'],
    keys: ['F12'],
    when: meshed,
    run: () => void goToNamed(),
  },
  {
    id: 'document.form',
    group: 'Document',
    label: commandWords['document.form'],
    keys: ['h'],
    when: meshed,
    run: () => useStore.setState(({ editor }) => ({ editor: editor === 'yaml' ? 'form' : 'yaml' })),
  },
  {
    id: 'document.undo',
    group: 'Document',
    label: commandWords['document.undo'],
    keys: ['Mod+z'],
    when: (state) => state.undo.length > 0,
    run: undo,
  },
  {
    id: 'document.redo',
    group: 'Document',
    label: commandWords['document.redo'],
    keys: ['Shift+Mod+z', 'Mod+y'],
    when: (state) => state.redo.length > 0,
    run: redo,
  },
  {
    id: 'document.paste',
    group: 'Document',
    label: commandWords['document.paste'],
    keys: ['v'],
    when: always,
    run: open({ kind: 'open' }),
  },
  {
    id: 'document.open',
    group: 'Document',
    label: commandWords['document.open'],
    keys: [],
    when: always,
    run: (host) => host.openFile(),
  },
  {
    id: 'document.workspaces',
    group: 'Document',
    label: commandWords['document.workspaces'],
    keys: [],
    when: always,
    run: open({ kind: 'workspaces' }),
  },
  {
    id: 'document.export',
    group: 'Document',
    label: commandWords['document.export'],
    keys: [],
    when: meshed,
    run: open({ kind: 'export' }),
  },
  ...shareCommands,
  {
    id: 'view.fit',
    group: 'View',
    label: commandWords['view.fit'],
    keys: ['f'],
    when: meshed,
    run: (host) => (useStore.getState().view === 'present' ? toggleFullScreen() : host.fitCanvas()),
  },
  {
    id: 'view.present',
    group: 'View',
    label: commandWords['view.present'],
    keys: ['p'],
    when: story,
    run: togglePresent,
  },
  {
    id: 'view.blank',
    group: 'View',
    label: commandWords['view.blank'],
    keys: ['b'],
    when: presenting,
    run: toggleBlank,
  },
  {
    id: 'view.notes',
    group: 'View',
    label: commandWords['view.notes'],
    keys: [],
    when: presenting,
    run: openNotes,
  },
  {
    id: 'view.leave',
    group: 'View',
    label: commandWords['view.leave'],
    keys: ['Escape'],
    when: presenting,
    run: togglePresent,
  },
  {
    id: 'view.inspector',
    group: 'View',
    label: commandWords['view.inspector'],
    keys: ['i'],
    when: story,
    run: () => useStore.setState(({ tab }) => ({ tab: tab === 'packet' ? 'why' : 'packet' })),
  },
  ...paneNames.map(
    (name): Command => ({
      id: `view.${name}`,
      group: 'View',
      label: commandWords[`view.${name}`],
      keys: [],
      when: always,
      run: () => foldPane(name),
    }),
  ),
  {
    id: 'view.about',
    group: 'View',
    label: commandWords['view.about'],
    keys: [],
    when: story,
    run: () => useStore.setState({ tab: 'about' }),
  },
  {
    id: 'view.theme',
    group: 'View',
    label: commandWords['view.theme'],
    keys: ['t'],
    when: always,
    run: cycleTheme,
  },
  {
    id: 'view.singleKeys',
    group: 'View',
    label: commandWords['view.singleKeys'],
    keys: [],
    when: always,
    run: () => useStore.setState(({ singleKeys }) => ({ singleKeys: !singleKeys })),
  },
  {
    id: 'view.settings',
    group: 'View',
    label: commandWords['view.settings'],
    keys: [','],
    when: always,
    run: open({ kind: 'settings' }),
  },
  {
    id: 'install',
    group: 'View',
    label: commandWords.install,
    keys: [],
    when: (state) => state.installable,
    run: install,
  },
  ...learnCommands,
  { id: 'help', group: 'View', label: commandWords.help, keys: ['?'], when: always, run: open({ kind: 'help' }) },
];

/** What would tell how a request ends, before somebody has said what they think. */
const telling =
  /^(?:compare|lens|invariants|posture|document\.new|view\.matrix|view\.present|document\.diagram|document\.edit|share)/;

/** The commands that make sense now. */
export function offered(state: State): readonly Command[] {
  return commands.filter(({ id, when }) => when(state) && (state.veil === null || !telling.test(id)));
}
