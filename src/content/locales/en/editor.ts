import type { Severity } from '../../../core/model/diagnostic.ts';

/** One of a severity, and several. */
export const severityWords = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  hint: ['hint', 'hints'],
} as const satisfies Record<Severity, readonly [string, string]>;

/** `2 warnings`. */
export function severityCount(severity: Severity, count: number): string {
  return `${count} ${severityWords[severity][count === 1 ? 0 : 1]}`;
}

/** The pane with the YAML. */
export const editorWords = {
  goToAResource: 'Go to a resource',
  undo: 'Undo',
  redo: 'Redo',
  form: 'Form',
  editAs: 'Edit as',
  field: (file: string): string => `YAML, ${file}. Tab indents; press Escape, then Tab, to leave.`,
} as const;
