import { useEffect, useRef, useState } from 'react';
import type { ScalarNode } from '../../../core/model/form.ts';
import { fieldKey, useForm } from './formContext.ts';
import { namesListId } from './NameLists.tsx';
import { type Read, readScalar } from './readScalar.ts';
import styles from './Form.module.css';

export interface ScalarInputProps {
  node: Pick<ScalarNode, 'path' | 'kind' | 'value' | 'names'>;
  label: string;
  describedBy?: string | undefined;
  /** The id of a `<datalist>`, where it is not the one of `names`. */
  list?: string | undefined;
}

/** A value that is typed. What is no value of its type stays in the field and out of the text. */
export function ScalarInput({ node, label, describedBy, list }: ScalarInputProps) {
  const { readOnly, change } = useForm();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (node.value === null ? '' : String(node.value));
  const read: Read = readScalar(node.kind, shown, node.value);
  const long = shown.length > 34;
  const field = useRef<HTMLInputElement>(null);
  // The end of an identity is what tells it from others.
  useEffect(() => {
    const frame = requestAnimationFrame(() => showEnd(field.current));
    return () => cancelAnimationFrame(frame);
  }, [shown]);
  return (
    <>
      <input
        ref={field}
        className={styles.input}
        data-field={fieldKey(node.path)}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={'problem' in read}
        title={long ? shown : undefined}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        list={list ?? (node.names === null ? undefined : namesListId(node.names))}
        inputMode={node.kind === 'integer' || node.kind === 'number' ? 'numeric' : undefined}
        value={shown}
        onChange={({ target }) => {
          setDraft(target.value);
          const typed = readScalar(node.kind, target.value, node.value);
          if ('value' in typed) change({ kind: 'set', path: node.path, value: typed.value });
        }}
        onBlur={({ target }) => {
          setDraft(null);
          showEnd(target);
        }}
      />
      {'problem' in read && draft !== null && <span className={styles.problem}>{read.problem}</span>}
    </>
  );
}

function showEnd(field: HTMLInputElement | null): void {
  if (field !== null && field !== document.activeElement) field.scrollLeft = field.scrollWidth;
}
