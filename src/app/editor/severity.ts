import type { Severity } from '../../core/model/diagnostic.ts';

/** The most urgent first. */
export const severities: readonly Severity[] = ['error', 'warning', 'hint'];

export const severityWords = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  hint: ['hint', 'hints'],
} as const satisfies Record<Severity, readonly [string, string]>;
