/** A value cut to fit, with the part that differs from its counterpart. */
export interface CutValue {
  readonly head: string;
  readonly differing: string;
  readonly tail: string;
}

/**
 * Cuts a value to `room` characters so that the part that differs from `other` stays, and as much of its end as fits:
 * `…/sa/admin`. Parts are what stands between slashes. `other` is null where nothing is to be set off.
 */
export function cutValue(value: string, other: string | null, room: number): CutValue {
  const parts = value.split('/');
  const [from, to] =
    other === null || other === value ? [parts.length, parts.length] : differing(parts, other.split('/'));
  const before = parts.slice(0, from);
  const middle = parts.slice(from, to).join('/');
  const after = parts.slice(to).join('/');

  // As many parts from the start are left out as must be, but not the one that differs.
  for (let cut = 0; cut <= Math.min(from, parts.length - 1); cut += 1) {
    const kept = before.slice(cut).join('/');
    const head = (cut > 0 ? '…/' : '') + kept + (kept !== '' && middle + after !== '' ? '/' : '');
    const tail = (middle !== '' && after !== '' ? '/' : '') + after;
    if (head.length + middle.length + tail.length <= room) return { head, differing: middle, tail };
  }
  if (middle === '') return { head: keepEnd(value, room), differing: '', tail: '' };
  const [lead, trail] = [from > 0 ? '…/' : '', after !== '' ? '/…' : ''];
  if (lead.length + middle.length + trail.length <= room) return { head: lead, differing: middle, tail: trail };
  return { head: '', differing: keepEnd(middle, room), tail: '' };
}

/** From which part to which the first list differs from the second. */
function differing(parts: readonly string[], others: readonly string[]): readonly [number, number] {
  const shorter = Math.min(parts.length, others.length);
  let from = 0;
  while (from < shorter && parts[from] === others[from]) from += 1;
  let end = 0;
  while (end < shorter - from && parts.at(-1 - end) === others.at(-1 - end)) end += 1;
  return [from, parts.length - end];
}

function keepEnd(text: string, room: number): string {
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) {
    if (text.length - at < room) return text.length > room ? `…${text.slice(at)}` : text;
  }
  return text.length <= room ? text : `…${text.slice(text.length - Math.max(room - 1, 1))}`;
}
