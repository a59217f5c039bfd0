import type { Path } from '../../../core/model/resource.ts';
import { fieldKey } from './formContext.ts';

/** Brings the focus to a field, or into it. False: it is not there (yet). */
export function focusField(box: HTMLElement, path: Path): boolean {
  const field = box.querySelector<HTMLElement>(`[data-field="${CSS.escape(fieldKey(path))}"]`);
  if (field === null) return false;
  const inside = field.matches('input, select, button')
    ? field
    : field.querySelector<HTMLElement>('input, select, button[aria-haspopup]');
  (inside ?? field).focus({ preventScroll: true });
  (inside ?? field).scrollIntoView({ block: 'nearest' });
  return true;
}
