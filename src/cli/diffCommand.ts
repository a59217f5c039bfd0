import { readFileSync } from 'node:fs';
import { type Output, refuse } from './command.ts';
import { diff, type DiffArguments, readDiffArguments } from './diff.ts';
import { type Permit, readPermit, readPermits } from './permits.ts';
import { readDocument } from './readDocument.ts';

/** Compares two meshes. */
export function diffCommand(args: readonly string[]): Output {
  const given = readDiffArguments(args);
  if (typeof given === 'string') return refuse(given);
  const permits = permitsOf(given);
  if (typeof permits === 'string') return refuse(permits);
  const [a, b] = [readDocument([given.a]), readDocument([given.b])];
  if (typeof a === 'string') return refuse(a);
  return typeof b === 'string' ? refuse(b) : diff(a, b, given, permits);
}

function permitsOf({ allowNew, allowNewFrom }: DiffArguments): readonly Permit[] | string {
  const permits: Permit[] = [];
  for (const text of allowNew) {
    const permit = readPermit(text);
    if (typeof permit === 'string') return permit;
    permits.push(permit);
  }
  for (const file of allowNewFrom) {
    const read = permitsIn(file);
    if (typeof read === 'string') return read;
    permits.push(...read);
  }
  return permits;
}

function permitsIn(file: string): readonly Permit[] | string {
  try {
    return readPermits(readFileSync(file, 'utf8'), file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
