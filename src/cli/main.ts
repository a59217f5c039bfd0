import { readFileSync } from 'node:fs';
import type { DocumentFile } from '../core/model/scenario.ts';
import { readArguments } from './arguments.ts';
import { run } from './run.ts';

function read(name: string): DocumentFile | string {
  try {
    return name === '-' ? { name: 'stdin', text: readFileSync(0, 'utf8') } : { name, text: readFileSync(name, 'utf8') };
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function main(args: readonly string[]): number {
  const given = readArguments(args);
  if (typeof given === 'string') {
    process.stderr.write(`${given}\n`);
    return 2;
  }
  const files: DocumentFile[] = [];
  for (const name of given.files) {
    const file = read(name);
    if (typeof file === 'string') {
      process.stderr.write(`${file}\n`);
      return 2;
    }
    files.push(file);
  }
  const { code, out, error } = run({ files }, given);
  process.stderr.write(error);
  process.stdout.write(out);
  return code;
}

process.exitCode = main(process.argv.slice(2));
