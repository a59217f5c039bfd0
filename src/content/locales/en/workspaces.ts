import { counted } from './exchange.ts';

export const workspaceWords = {
  title: 'Workspaces',
  about: 'What you change is kept in this browser, at once, and nowhere else.',
  none: 'Nothing is kept yet. Change a mesh, or keep the one on show.',
  nowhere: 'This browser keeps nothing: its storage is blocked. Export what you want to keep.',
  elsewhere: 'It is open in another tab. Do it there.',
  failed: 'The browser could not do that.',
  untitled: 'Your own YAML',
  open: 'Open',
  here: 'on show',
  rename: 'Rename',
  name: 'Name',
  save: 'Save',
  cancel: 'Cancel',
  duplicate: 'Duplicate',
  export: 'Export',
  remove: 'Delete',
  keep: 'Keep the mesh on show',
  import: 'Import a file…',
  slate: 'Clean slate…',
  slateAbout:
    'All workspaces of this browser are deleted, with its settings, hints and progress in lessons, and Hopwise starts as on a first visit. This cannot be undone.',
  slateGo: 'Delete everything',
} as const;

/** What a workspace goes by. */
export function workspaceName({ name, title }: { readonly name: string; readonly title: string }): string {
  return name || title || workspaceWords.untitled;
}

export function copyName(name: string): string {
  return `Copy of ${name}`;
}

export function sayEntry(entry: {
  readonly files: number;
  readonly characters: number;
  readonly savedAt: number;
}): string {
  const size = `${Math.max(1, Math.round(entry.characters / 1000)).toLocaleString('en')} kB`;
  const when = new Date(entry.savedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  return `${counted(entry.files, 'file')}, ${size}, ${when}`;
}

export function sayRemove(name: string): string {
  return `Delete “${name}”? This cannot be undone.`;
}
