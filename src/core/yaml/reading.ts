import type { Path, Resource } from '../model/resource.ts';
import type { Manifest } from './manifest.ts';
import { readManifests } from './manifest.ts';
import type { Chunk } from './split.ts';
import { splitDocuments } from './split.ts';
import type { Syntax } from './syntax.ts';
import { readSyntax } from './syntax.ts';

/** One YAML document, read. */
export interface Reading {
  readonly syntax: Syntax;
  readonly manifests: readonly Manifest[];
  /** What each manifest was the last time; the very same while it stays in its place, so that others can tell. */
  readonly resources: (Resource | undefined)[];
}

/** What earlier parses have read, by text. Pass the same map again so that only what changed is read. */
export type ParseCache = Map<string, Reading>;

/** One object of a file: the document it stands in, and where in it. `manifest` is null if the document is broken. */
export interface Entry {
  readonly chunk: Chunk;
  readonly reading: Reading;
  readonly manifest: Manifest | null;
  /** The manifest's place in its document. */
  readonly item: number;
  readonly at: Path;
}

/** The objects of a file in order; the place of one in this list is its `Resource.index`. */
export function readEntries(text: string, cache: ParseCache, used: Set<string>): readonly Entry[] {
  return splitDocuments(text).flatMap((chunk): readonly Entry[] => {
    const reading = cache.get(chunk.text) ?? read(chunk.text);
    cache.set(chunk.text, reading);
    used.add(chunk.text);
    if (reading.manifests.length === 0) return [{ chunk, reading, manifest: null, item: 0, at: [] }];
    return reading.manifests.map((manifest, item) => ({ chunk, reading, manifest, item, at: manifest.at }));
  });
}

function read(text: string): Reading {
  const syntax = readSyntax(text);
  // A lone `null` is an empty document, as kubectl sees it.
  const nothing = syntax.problems.length > 0 || syntax.json === null;
  return { syntax, manifests: nothing ? [] : readManifests(syntax.json), resources: [] };
}

/** Keeps a cache from growing with every key that is typed. */
export function forget(cache: ParseCache, used: ReadonlySet<string>): void {
  if (cache.size <= 2 * used.size + 32) return;
  for (const text of cache.keys()) if (!used.has(text)) cache.delete(text);
}
