import { messages } from '../../content/locales/en/messages.ts';
import { showToast } from './toast.ts';

const key = 'hopwise.wall';
let known: string | null = null;

/** What tells the wall of this tab from others; it stays the same over a reload, so that its notes find it again. */
export function wallId(): string {
  known ??= stored();
  return known;
}

/** The presenter's notes in a window of their own, for the screen that nobody else sees. */
export function openNotes(): void {
  const address = `${location.pathname}?view=notes#wall=${wallId()}`;
  // By its name the window that is open already is found, too.
  const opened = open(address, `hopwise-notes-${wallId()}`, 'popup,width=620,height=860');
  if (opened === null) showToast(messages.noWindow);
  else opened.focus();
}

function stored(): string {
  const fresh = Math.random().toString(36).slice(2, 12);
  try {
    const id = sessionStorage.getItem(key) ?? fresh;
    sessionStorage.setItem(key, id);
    return id;
  } catch {
    return fresh; // storage is blocked: notes find the wall until it is reloaded
  }
}
