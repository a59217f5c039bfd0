import { lint } from '../analysis/lint/lint.ts';
import type { World } from '../controlplane/world.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Finding, Problem, ProvedFinding } from '../model/lint.ts';
import type { Resource } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { ParsedDocument } from '../yaml/parse.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { diagnosticFix } from './diagnosticFix.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';

/** All there is to say about the text: what cannot be read or is refused, and the pitfalls. Never throws. */
export function problemsOf(document: HopwiseDocument, memory: EvaluationMemory): readonly Problem[] {
  const prepared = prepare(document, memory);
  const { parsed, resources, world } = prepared;
  const diagnostics = diagnosticsOf(prepared);
  const read = diagnostics.map((diagnostic) => withFix(diagnostic, parsed.resources));
  // A part that cannot be read may hold what seems to be missing.
  if (parsed.diagnostics.some(({ severity }) => severity === 'error')) return read;
  return inOrder(parsed, [...read, ...lintProblems(parsed, world, resources)]);
}

function withFix(diagnostic: Diagnostic, resources: readonly Resource[]): Problem {
  return { ...diagnostic, fix: diagnosticFix(diagnostic, resources), proof: null };
}

function lintProblems(parsed: ParsedDocument, world: World, resources: readonly Resource[]): readonly Problem[] {
  return lint(world, resources).flatMap((finding) => placed(parsed, finding));
}

/** A finding with its place in the text; none: it stands nowhere. */
export function placed(parsed: ParsedDocument, finding: Finding | ProvedFinding): readonly Problem[] {
  const { on, resource, path, ...rest } = finding;
  const range = parsed[on === 'key' ? 'locateKey' : 'locate']({ resource, path });
  if (range === null) return [];
  const { file, line, column, endLine, endColumn } = range;
  return [{ proof: null, ...rest, resource, path, file, line, column, endLine, endColumn }];
}

function inOrder(parsed: ParsedDocument, problems: readonly Problem[]): readonly Problem[] {
  const order = new Map([...new Set(parsed.resources.map(({ file }) => file))].map((file, index) => [file, index]));
  return problems.toSorted(
    (a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
}
