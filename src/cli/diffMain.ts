import { diff, readDiffArguments } from './diff.ts';
import { readDocument } from './readDocument.ts';

function main(args: readonly string[]): number {
  const given = readDiffArguments(args);
  if (typeof given === 'string') return refuse(given);
  const [a, b] = [readDocument([given.a]), readDocument([given.b])];
  if (typeof a === 'string') return refuse(a);
  if (typeof b === 'string') return refuse(b);
  const { code, out, error } = diff(a, b, given);
  process.stderr.write(error);
  process.stdout.write(out);
  return code;
}

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n`);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
