import { sayDiagnostic } from '../content/locales/en.ts';
import type { Evaluation } from '../core/scenario/evaluate.ts';

/** Everything to say about the text, a line each: `FILE:LINE:COLUMN: severity: sentence`. */
export function problemLines({ diagnostics }: Pick<Evaluation, 'diagnostics'>): string {
  return diagnostics
    .map((diagnostic) => {
      const { file, line, column, severity } = diagnostic;
      return `${file}:${line}:${column}: ${severity}: ${plain(sayDiagnostic(diagnostic))}\n`;
    })
    .join('');
}

/** Whether the text is no YAML, or its Scenario says what none can. */
export function isUnusable({ broken, diagnostics }: Pick<Evaluation, 'broken' | 'diagnostics'>): boolean {
  return broken !== null || diagnostics.some(({ code }) => code === 'scenarioInvalid');
}

/** A sentence without its marks. */
export function plain(text: string): string {
  return text.replaceAll('**', '').replaceAll('`', '');
}
