import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentFile, HopwiseDocument } from '../core/model/scenario.ts';

/** The YAML and JSON files at the paths, folders with all that is in them, `-` for stdin; or what could not be read. */
export function readDocument(paths: readonly string[]): HopwiseDocument | string {
  const files: DocumentFile[] = [];
  try {
    for (const path of paths) {
      if (path === '-') files.push({ name: 'stdin', text: readFileSync(0, 'utf8') });
      else for (const name of filesAt(path)) files.push({ name, text: readFileSync(name, 'utf8') });
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return { files };
}

function filesAt(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|json)$/i.test(name))
    .sort()
    .map((name) => join(path, name));
}
