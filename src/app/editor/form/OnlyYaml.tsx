import { onlyInYamlTitle, onlyInYamlWords, pathWords } from '../../../content/locales/en/form.ts';
import type { Form } from '../../../core/model/form.ts';
import type { Path } from '../../../core/model/resource.ts';
import styles from './Form.module.css';

/** What a form cannot show, and keeps. */
export function OnlyYaml({ fields, onPath }: { fields: Form['onlyInYaml']; onPath: (path: Path) => void }) {
  if (fields.length === 0) return null;
  return (
    <details className={styles.metadata} open={fields.length <= 3}>
      <summary>{onlyInYamlTitle(fields.length)}</summary>
      <ul className={styles.kept}>
        {fields.map(({ path, why }) => (
          <li key={pathWords(path)}>
            <button type="button" onClick={() => onPath(path)}>
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
