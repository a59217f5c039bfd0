import { readArguments } from './arguments.ts';
import { readDocument } from './readDocument.ts';
import { run } from './run.ts';

function main(args: readonly string[]): number {
  const given = readArguments(args);
  if (typeof given === 'string') return refuse(given);
  const document = readDocument(given.files);
  if (typeof document === 'string') return refuse(document);
  const { code, out, error } = run(document, given);
  process.stderr.write(error);
  process.stdout.write(out);
  return code;
}

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n`);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
