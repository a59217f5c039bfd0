import { type Output, refuse } from '../command.ts';
import { readDocument } from '../readDocument.ts';
import { readTestArguments } from './testArguments.ts';
import { testMesh } from './testMesh.ts';

/** Checks the invariants of the files that the command line names. */
export function testCommand(args: readonly string[]): Output {
  const given = readTestArguments(args);
  if (typeof given === 'string') return refuse(given);
  const document = readDocument(given.files);
  return typeof document === 'string' ? refuse(document) : testMesh(document, given);
}
