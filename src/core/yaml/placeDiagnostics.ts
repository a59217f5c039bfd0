import type { Diagnostic } from '../model/diagnostic.ts';
import type { ParsedDocument } from './parse.ts';

/** Gives diagnostics about a resource (those of `decode`) the lines it has in the text. Others stay as they are. */
export function placeDiagnostics(
  diagnostics: readonly Diagnostic[],
  parsed: Pick<ParsedDocument, 'locate' | 'locateKey'>,
): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    if (diagnostic.resource === null || diagnostic.line > 0) return diagnostic;
    const ref = { resource: diagnostic.resource, path: diagnostic.path };
    const range = diagnostic.code === 'unknownField' ? parsed.locateKey(ref) : parsed.locate(ref);
    if (range === null) return diagnostic;
    const { file, line, column, endLine, endColumn } = range;
    return { ...diagnostic, file, line, column, endLine, endColumn };
  });
}
