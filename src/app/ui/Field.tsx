import { useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from 'react';
import styles from './Field.module.css';

export interface FieldFrameProps {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  wide?: boolean | undefined;
  /** Gets the ids that tie the control to its label and message. */
  children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode;
}

/** A label above a control, and the message that belongs to it below. */
export function FieldFrame({ label, error, hint, wide = false, children }: FieldFrameProps) {
  const id = useId();
  const message = error ?? hint;
  return (
    <div className={`${styles.field} ${wide ? styles.wide : ''}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy: message === undefined ? undefined : `${id}-message`, invalid: error !== undefined })}
      {message !== undefined && (
        <p id={`${id}-message`} className={error === undefined ? styles.hint : styles.error}>
          {message}
        </p>
      )}
    </div>
  );
}

type Frame = Pick<FieldFrameProps, 'label' | 'error' | 'hint' | 'wide'>;
export type TextFieldProps = Frame & { value: string; onChange: (value: string) => void } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    'value' | 'onChange'
  >;

export function TextField({ label, error, hint, wide, value, onChange, ...rest }: TextFieldProps) {
  return (
    <FieldFrame label={label} error={error} hint={hint} wide={wide}>
      {({ id, describedBy, invalid }) => (
        <input
          {...rest}
          id={id}
          className={styles.input}
          value={value}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}

export type TextAreaProps = Frame & { value: string; onChange: (value: string) => void } & Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'value' | 'onChange'
  >;

export function TextAreaField({ label, error, hint, wide, value, onChange, ...rest }: TextAreaProps) {
  return (
    <FieldFrame label={label} error={error} hint={hint} wide={wide}>
      {({ id, describedBy, invalid }) => (
        <textarea
          {...rest}
          id={id}
          className={`${styles.input} ${styles.area}`}
          value={value}
          spellCheck={false}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
