import type { Path, ResourceId } from '../model/resource.ts';
import { changeText } from './change.ts';
import type { Patched } from './patch.ts';
import { readEntries } from './reading.ts';

/**
 * Takes a key or a list item out of one object of a file, with its lines, and changes no other byte. A collection that
 * would be left empty goes with it; without a path, the whole object does. The result is read again: an edit that did
 * anything else is refused. Never throws.
 */
export function removeAt(text: string, target: number | ResourceId, path: Path): Patched {
  if (path.length === 0) return removeObject(text, target);
  return changeText(text, target, { kind: 'prune', path });
}

function removeObject(text: string, target: number | ResourceId): Patched {
  const entries = readEntries(text, new Map(), new Set());
  const entry =
    typeof target === 'number' ? entries[target] : entries.findLast(({ manifest }) => manifest?.draft?.id === target);
  if (entry === undefined) return { error: 'notFound' };
  if (entry.manifest === null) return { error: 'broken' };
  // One of a List is an item of it.
  if (entry.at.length > 0) return changeText(text, entries.indexOf(entry), { kind: 'remove', path: [] });
  const { start, text: own } = entry.chunk;
  const after = text.slice(0, start) + text.slice(start + own.length);
  const left = readEntries(after, new Map(), new Set()).map(({ chunk }) => chunk.text);
  const others = entries.filter((each) => each !== entry).map(({ chunk }) => chunk.text);
  return left.join('\0') === others.join('\0') ? { text: after } : { error: 'unsafe' };
}
