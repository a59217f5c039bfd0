import { type Output, refuse } from './command.ts';
import { diff, readDiffArguments } from './diff.ts';
import { readDocument } from './readDocument.ts';

/** Compares two meshes. */
export function diffCommand(args: readonly string[]): Output {
  const given = readDiffArguments(args);
  if (typeof given === 'string') return refuse(given);
  const [a, b] = [readDocument([given.a]), readDocument([given.b])];
  if (typeof a === 'string') return refuse(a);
  return typeof b === 'string' ? refuse(b) : diff(a, b, given);
}
