import { useId, type ReactNode } from 'react';
import styles from './Form.module.css';

export interface FieldHeadProps {
  /** Istio's own name of the field. */
  name: string;
  /** What people call it; by default its name. */
  title?: string | undefined;
  doc: string;
  tools?: ReactNode;
  children: (ids: { docId: string | undefined }) => ReactNode;
}

/** A field: its name, what it is for, and below that its control. */
export function FieldHead({ name, title, doc, tools, children }: FieldHeadProps) {
  const id = useId();
  const docId = doc === '' ? undefined : `${id}-doc`;
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        {title === undefined ? (
          <span className={styles.name} lang="en" translate="no">
            {name}
          </span>
        ) : (
          <span className={styles.title}>{title}</span>
        )}
        {tools}
      </div>
      {docId !== undefined && (
        <p id={docId} className={styles.doc} lang="en" translate="no">
          {doc}
        </p>
      )}
      {children({ docId })}
    </div>
  );
}
