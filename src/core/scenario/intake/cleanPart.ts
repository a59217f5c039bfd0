import type { Json } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import { manifestText } from '../../yaml/emit.ts';
import { type ParseCache, type Reading, readEntries } from '../../yaml/reading.ts';
import { setAt } from '../../yaml/patch.ts';
import { withValue } from '../../yaml/plainEdit.ts';
import { asDocument } from './asDocument.ts';
import { secretEnvPaths } from './envSecrets.ts';
import { foldText } from './foldText.ts';
import { mayHoldSecret, withoutSecretValues } from './secrets.ts';

/** One document that may be kept. */
export interface CleanDocument {
  /** As it will stand in a file, from its `---` on. */
  readonly text: string;
  /** '' for cluster-scoped objects; null where there is no object. */
  readonly namespace: string | null;
}

export interface CleanPart {
  readonly documents: readonly CleanDocument[];
  /** Secrets whose values were dropped. */
  readonly secrets: number;
  /** Values in `env` that plainly were secrets and were dropped. */
  readonly env: number;
  /** Documents that cannot be read and may hold a Secret: they are not kept. */
  readonly leftOut: number;
  /** Characters that nobody has written, and that were cut. */
  readonly folded: number;
}

export interface CleanOptions {
  /** Not in a file that Hopwise wrote itself: that is to come back byte for byte. */
  readonly fold: boolean;
}

/** Cleans documents before anything keeps them. What it reads stays in the cache for whoever reads them next. */
export function cleanPart(documents: readonly string[], { fold }: CleanOptions, cache: ParseCache): CleanPart {
  const clean: CleanDocument[] = [];
  let secrets = 0;
  let env = 0;
  let leftOut = 0;
  let folded = 0;
  for (const given of documents) {
    const { text, reading } = readFolded(given, fold, cache);
    if (reading === null || reading.syntax.problems.length > 0) {
      if (!mayHoldSecret(given)) {
        clean.push({ text: given, namespace: null });
        continue;
      }
      leftOut += 1;
      cache.delete(given);
      continue;
    }
    folded += given.length - text.length;
    const safe = withoutSecretValues(reading.syntax.json);
    const paths = fold ? secretEnvPaths(safe.json) : [];
    if (safe.secrets === 0 && paths.length === 0) {
      clean.push({ text, namespace: namespaceOf(reading) });
      continue;
    }
    secrets += safe.secrets;
    env += paths.length;
    // A reading of the text with its values must not outlive this.
    cache.delete(given);
    cache.delete(text);
    const emptied = safe.secrets === 0 ? withoutValues(text, paths) : null;
    const rewritten = emptied ?? asDocument(manifestText(withEmpty(safe.json, paths)));
    clean.push({ text: rewritten, namespace: namespaceOf(read(rewritten, cache)) });
  }
  return { documents: clean, secrets, env, leftOut, folded };
}

/** The text with these values empty and every other byte as it is; null where that cannot be done. */
function withoutValues(text: string, paths: readonly Path[]): string | null {
  let emptied = text;
  for (const path of paths) {
    const patched = setAt(emptied, 0, path, '');
    if (!('text' in patched)) return null;
    emptied = patched.text;
  }
  return emptied;
}

function withEmpty(json: Json, paths: readonly Path[]): Json {
  return paths.reduce((before, path) => withValue(before, path, '')?.json ?? before, json);
}

interface Folded {
  readonly text: string;
  readonly reading: Reading | null;
}

/** The document without noise; where it cannot be read like that, as it was given. */
function readFolded(text: string, fold: boolean, cache: ParseCache): Folded {
  const short = fold ? foldText(text) : text;
  const reading = read(short, cache);
  if (short === text || (reading !== null && reading.syntax.problems.length === 0)) return { text: short, reading };
  return { text, reading: read(text, cache) };
}

function read(text: string, cache: ParseCache): Reading | null {
  return readEntries(text, cache, new Set())[0]?.reading ?? null;
}

/** The namespace of the first object in a document; null if there is none. */
function namespaceOf(reading: Reading | null): string | null {
  return reading?.manifests.find(({ draft }) => draft !== null)?.draft?.namespace ?? null;
}
