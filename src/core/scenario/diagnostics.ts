import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource } from '../model/resource.ts';
import { placeDiagnostics } from '../yaml/placeDiagnostics.ts';
import type { Prepared } from './prepare.ts';
import type { Problem } from './read.ts';

/** What the text's readers and istiod's webhook say of a document, in the order of the text. */
export function diagnosticsOf({ parsed, world, problems, meshProblem }: Prepared): readonly Diagnostic[] {
  const misread = [
    ...(parsed.scenario === null ? [] : problems.map((each) => invalid(each, parsed.scenario))),
    ...(meshProblem === null ? [] : [invalid(meshProblem, meshProblem.resource)]),
  ];
  const about = [...world.diagnostics, ...world.rejected.flatMap(({ diagnostics }) => diagnostics), ...misread];
  const order = new Map([...new Set(parsed.resources.map(({ file }) => file))].map((file, index) => [file, index]));
  const fileOf = ({ file }: Diagnostic): number => order.get(file) ?? 0;
  return [...parsed.diagnostics, ...placeDiagnostics(about, parsed)].toSorted(
    (a, b) => fileOf(a) - fileOf(b) || a.line - b.line || a.column - b.column,
  );
}

function invalid({ problem, path }: Problem, resource: Resource | null): Diagnostic {
  return {
    code: 'scenarioInvalid',
    severity: 'error',
    file: resource?.file ?? '',
    // Placed with the others once all are together.
    line: 0,
    column: 0,
    endLine: 0,
    endColumn: 0,
    args: { message: problem },
    resource: resource?.id ?? null,
    path,
  };
}
