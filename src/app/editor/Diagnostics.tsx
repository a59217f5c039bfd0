import { sayDiagnostic } from '../../content/locales/en.ts';
import type { Diagnostic, Severity } from '../../core/model/diagnostic.ts';
import { plainText } from '../ui/marks.ts';
import { WarningIcon } from '../ui/icons.tsx';
import styles from './YamlPanel.module.css';

const words = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  hint: ['hint', 'hints'],
} as const satisfies Record<Severity, readonly [string, string]>;
const severities: readonly Severity[] = ['error', 'warning', 'hint'];

export interface DiagnosticsProps {
  diagnostics: readonly Diagnostic[];
  onOpen: (diagnostic: Diagnostic) => void;
}

/** What there is to say about the text, folded into one line. */
export function Diagnostics({ diagnostics, onOpen }: DiagnosticsProps) {
  if (diagnostics.length === 0) return null;
  const count = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length;
  const summary = severities
    .filter((severity) => count(severity) > 0)
    .map((severity) => `${count(severity)} ${words[severity][count(severity) === 1 ? 0 : 1]}`)
    .join(' · ');
  const sorted = severities.flatMap((severity) => diagnostics.filter((one) => one.severity === severity));
  return (
    <details className={styles.diagnostics}>
      <summary>
        <WarningIcon size={14} />
        {summary}
      </summary>
      <ul>
        {sorted.map((diagnostic, index) => (
          // The same sentence can be true of one place twice.
          <li key={index}>
            <button type="button" onClick={() => onOpen(diagnostic)}>
              <b>{words[diagnostic.severity][0]}</b> {plainText(sayDiagnostic(diagnostic))}
              <span>line {diagnostic.line}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
