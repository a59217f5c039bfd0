import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path, Resource, ResourceId, SourceRef } from '../model/resource.ts';
import type { DocumentFile, HopwiseDocument } from '../model/scenario.ts';
import { simulatedKinds } from './kinds.ts';
import { lineStarts } from './lines.ts';
import type { SourceFile, TextRange } from './range.ts';
import { rangeAt, rangeOf } from './range.ts';
import type { Entry, ParseCache } from './reading.ts';
import { forget, readEntries } from './reading.ts';
import { maxFileLength, refuseText } from './text.ts';

export interface ParsedDocument {
  /** In the order of the text; of several with one id the last. */
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Where a value stands in the text, or the nearest value around it if there is none at this path.
   * Null if the resource is not in the text.
   */
  readonly locate: (ref: SourceRef) => TextRange | null;
  /** The same for the key of a field: to mark a field that should not be there. */
  readonly locateKey: (ref: SourceRef) => TextRange | null;
  readonly scenario: Resource | null;
}

interface Origin {
  readonly file: SourceFile;
  readonly entry: Entry;
}

type Report = (about: Pick<Diagnostic, 'code' | 'severity' | 'args'> & Partial<Diagnostic>, range: TextRange) => void;

/** Reads every file of a document. Never throws: what cannot be read becomes a diagnostic, and the rest is read. */
export function parseDocument(document: HopwiseDocument, cache: ParseCache = new Map()): ParsedDocument {
  const resources = new Map<ResourceId, Resource>();
  const origins = new Map<ResourceId, Origin>();
  const diagnostics: Diagnostic[] = [];
  const used = new Set<string>();
  const report: Report = (about, { file, line, column, endLine, endColumn }) =>
    diagnostics.push({ resource: null, path: [], ...about, file, line, column, endLine, endColumn });

  for (const given of document.files) {
    const file = sourceFile(given);
    const top: TextRange = { file: given.name, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const refused = refuseText(given.text);
    if (refused !== null) {
      const args: Record<string, string> = refused === 'textTooLarge' ? { limit: String(maxFileLength) } : {};
      report({ code: refused, severity: 'error', args }, top);
      continue;
    }
    for (const [index, entry] of readEntries(given.text, cache, used).entries()) {
      const resource = readEntry(file, entry, index, report);
      if (resource === null) continue;
      const { id } = resource;
      if (resources.has(id)) {
        const at = rangeAt(file, entry, ['metadata', 'name']);
        report({ code: 'duplicateResource', severity: 'warning', args: { id }, resource: id }, at);
        resources.delete(id);
      }
      resources.set(id, resource);
      origins.set(id, { file, entry });
    }
  }

  forget(cache, used);
  const all = [...resources.values()];
  const locate = (ref: SourceRef, what: 'value' | 'key'): TextRange | null => {
    const origin = origins.get(ref.resource);
    return origin === undefined ? null : rangeAt(origin.file, origin.entry, ref.path, what);
  };
  return {
    resources: all,
    diagnostics,
    locate: (ref) => locate(ref, 'value'),
    locateKey: (ref) => locate(ref, 'key'),
    scenario: all.findLast(({ kind }) => kind === 'Scenario') ?? null,
  };
}

function sourceFile({ name, text }: DocumentFile): SourceFile {
  let starts: readonly number[] | undefined;
  return { name, starts: () => (starts ??= lineStarts(text)) };
}

function readEntry(file: SourceFile, entry: Entry, index: number, report: Report): Resource | null {
  const { reading, manifest, item } = entry;
  if (manifest === null) {
    for (const { code, args, ...span } of reading.syntax.problems) {
      report({ code, severity: 'error', args }, rangeOf(file, entry, span));
    }
    return null;
  }
  const at = (path: Path): TextRange => rangeAt(file, entry, path);
  for (const { code, args, path } of manifest.problems) report({ code, severity: 'error', args, path }, at(path));
  if (manifest.draft === null) return null;
  const { id, kind } = manifest.draft;
  if (!simulatedKinds.has(kind)) {
    const path = ['kind'];
    report({ code: 'kindNotSimulated', severity: 'hint', args: { kind }, resource: id, path }, at(path));
  }
  const known = reading.resources[item];
  if (known !== undefined && known.file === file.name && known.index === index) return known;
  const resource = { ...manifest.draft, file: file.name, index };
  reading.resources[item] = resource;
  return resource;
}
