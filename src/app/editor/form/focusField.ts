import type { Path } from '../../../core/model/resource.ts';
import { fieldKey } from './formContext.ts';

/** Brings the focus to a field, or into it. False: it is not there (yet). */
export function focusField(box: HTMLElement, path: Path): boolean {
  const field = fieldAt(box, path);
  if (field === null) return false;
  controlOf(field).focus({ preventScroll: true });
  controlOf(field).scrollIntoView({ block: 'nearest' });
  return true;
}

/** Brings the field of a value, or the nearest around it, into the middle; with `focus`, the focus as well. */
export function showField(box: HTMLElement, path: Path, focus: boolean): void {
  for (let length = path.length; length > 0; length -= 1) {
    const field = fieldAt(box, path.slice(0, length));
    if (field === null) continue;
    if (focus) controlOf(field).focus({ preventScroll: true });
    // Only the pane scrolls, never the page.
    const middle = field.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
    box.scrollTop += middle + Math.min(field.offsetHeight, box.clientHeight) / 2;
    return;
  }
}

function fieldAt(box: HTMLElement, path: Path): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-field="${CSS.escape(fieldKey(path))}"]`);
}

function controlOf(field: HTMLElement): HTMLElement {
  if (field.matches('input, select, button')) return field;
  return field.querySelector<HTMLElement>('input, select, button[aria-haspopup]') ?? field;
}
