import { onlyInYamlTitle, onlyInYamlWords, pathWords } from '../../../content/locales/en/form.ts';
import type { Form } from '../../../core/model/form.ts';
import styles from './Form.module.css';

/** What a form cannot show, and keeps. */
export function OnlyYaml({ fields, onLine }: { fields: Form['onlyInYaml']; onLine: (line: number) => void }) {
  if (fields.length === 0) return null;
  return (
    <details className={styles.metadata} open={fields.length <= 3}>
      <summary>{onlyInYamlTitle(fields.length)}</summary>
      <ul className={styles.kept}>
        {fields.map(({ path, why, line }) => (
          <li key={pathWords(path)}>
            <button type="button" onClick={() => onLine(line)}>
              <code lang="en" translate="no">
                {pathWords(path)}
              </code>
            </button>
            <span>{onlyInYamlWords[why]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
