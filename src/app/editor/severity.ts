import type { Severity } from '../../core/model/diagnostic.ts';

/** The most urgent first. */
export const severities: readonly Severity[] = ['error', 'warning', 'hint'];
