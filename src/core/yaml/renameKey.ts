import type { Path, ResourceId } from '../model/resource.ts';
import { changeText } from './change.ts';
import type { Patched } from './patch.ts';

/** Gives the last key of a path another name, and changes no other byte. Refused where the map has that key already. Never throws. */
export function renameKey(text: string, target: number | ResourceId, path: Path, to: string): Patched {
  return changeText(text, target, { kind: 'rename', path, name: to });
}
