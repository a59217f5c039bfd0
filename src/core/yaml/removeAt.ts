import type { Path, ResourceId } from '../model/resource.ts';
import { changeText } from './change.ts';
import type { Patched } from './patch.ts';

/**
 * Takes a key or a list item out of one object of a file, with its lines, and changes no other byte. A collection that
 * would be left empty goes with it. The result is read again: an edit that did anything else is refused. Never throws.
 */
export function removeAt(text: string, target: number | ResourceId, path: Path): Patched {
  return changeText(text, target, { kind: 'prune', path });
}
