import { useStore } from './store.ts';

/** Something that somebody brought: text, a file, or a dropped entry, which may be a whole folder. */
export type Brought =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'entry'; readonly entry: FileSystemEntry };

// Not in the store: what may hold values of Secrets is kept nowhere before it is cleaned.
let offered: readonly Brought[] = [];
let offers = 0;
/** What is brought becomes a workspace of this name. */
let offeredName: string | null = null;

/** Opens the dialog that reads what was brought and says what is in it. */
export function bring(brought: readonly Brought[], name: string | null = null): void {
  if (brought.length === 0) return;
  offeredName = name;
  offered = brought;
  offers += 1;
  useStore.setState({ dialog: { kind: 'import', offer: offers } });
}

/** What was brought last. */
export function broughtLast(): readonly Brought[] {
  return offered;
}

/** The name that the workspace is to have, if any. */
export function broughtName(): string | null {
  return offeredName;
}

/** Forgets it, once it is read or refused. */
export function forgetBrought(): void {
  offered = [];
}

/** Brings pasted text; blank text brings nothing. */
export function bringPasted(text: string): boolean {
  if (text.trim() === '') return false;
  bring([{ kind: 'text', text }]);
  return true;
}

/** Brings chosen or pasted files. */
export function bringFiles(files: readonly File[]): void {
  bring(files.map((file) => ({ kind: 'file', file })));
}

/** Brings what was dropped. Its entries can be asked for only while the event lasts. */
export function bringDropped({ items, files }: DataTransfer): void {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length > 0) bring(entries.map((entry) => ({ kind: 'entry', entry })));
  else bringFiles([...files]);
}

/** Brings the file of a workspace, which is to have the file's name again. */
export function bringWorkspace(file: File): void {
  bring([{ kind: 'file', file }], file.name.replace(/(?:\.hopwise)?\.[A-Za-z]+$/, ''));
}
