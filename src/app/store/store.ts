import { create } from 'zustand';
import { loadPreferences } from './preferences.ts';
import type { State } from './state.ts';

const initial: State = {
  document: { files: [] },
  origin: null,
  lineage: 0,
  posture: null,
  start: { files: [] },
  fork: null,
  undo: [],
  redo: [],
  choice: null,
  latest: null,
  good: null,
  engineError: null,
  arrival: { kind: 'keep' },
  frame: null,
  moved: 'jump',
  preview: null,
  playing: false,
  suspense: false,
  detail: 'story',
  view: 'explore',
  tab: 'why',
  turned: {},
  blank: false,
  workspace: null,
  keeping: 'here',
  selected: null,
  selectedRef: null,
  goal: null,
  editor: 'yaml',
  dialog: null,
  menu: null,
  connecting: null,
  lookAt: null,
  folds: {},
  toast: null,
  linkCopied: false,
  difference: null,
  brokenLink: null,
  ...loadPreferences(),
};

/** The one store. Components read it through this hook; functions beside this file change it. */
export const useStore = create<State>()(() => initial);
