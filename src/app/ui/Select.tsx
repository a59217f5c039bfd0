import type { SelectHTMLAttributes } from 'react';
import { ChevronIcon } from './icons.tsx';
import styles from './Select.module.css';

export interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  value: string;
  onChange: (value: string) => void;
  /** `quiet` looks like text with a chevron (bars); `field` like an input (forms). */
  look?: 'quiet' | 'field';
}

/** The native select, dressed. Give it an `aria-label` or a `<label>`. */
export function Select({ value, onChange, look = 'quiet', className = '', children, ...rest }: SelectProps) {
  return (
    <span className={`${styles.wrap} ${styles[look]} ${className}`}>
      <select value={value} onChange={(event) => onChange(event.target.value)} {...rest}>
        {children}
      </select>
      <ChevronIcon />
    </span>
  );
}
