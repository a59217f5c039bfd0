import type { Diagnostic } from '../../model/diagnostic.ts';
import type { RejectReason } from '../../model/rejection.ts';
import type { Path, Resource } from '../../model/resource.ts';

/** One reason for which istiod's webhook refuses a resource, and the value that caused it. */
export interface Finding {
  readonly reason: RejectReason;
  readonly path: Path;
  readonly value: string;
}

export function finding(reason: RejectReason, path: Path, value = ''): Finding {
  return { reason, path, value };
}

/** As a diagnostic; lines are 0 until `placeDiagnostics` sets them. */
export function rejection(resource: Resource, { reason, path, value }: Finding): Diagnostic {
  return {
    code: 'rejected',
    severity: 'error',
    file: resource.file,
    line: 0,
    column: 0,
    endLine: 0,
    endColumn: 0,
    args: { reason, value },
    resource: resource.id,
    path,
  };
}
