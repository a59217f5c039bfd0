import { readArguments } from './arguments.ts';
import { type Output, refuse } from './command.ts';
import { readDocument } from './readDocument.ts';
import { run } from './run.ts';

/** Tells the story of one request. */
export function storyCommand(args: readonly string[]): Output {
  const given = readArguments(args);
  if (typeof given === 'string') return refuse(given);
  const document = readDocument(given.files);
  return typeof document === 'string' ? refuse(document) : run(document, given);
}
