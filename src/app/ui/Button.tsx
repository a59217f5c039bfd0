import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './Button.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One `primary` per pane; `line` beside it; `quiet` for the rest. */
  look?: 'primary' | 'line' | 'quiet';
  /** 28 px instead of 32, for bars. */
  small?: boolean;
  /** Square, holds an icon alone; give it an `aria-label`. */
  square?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = 'quiet',
  small = false,
  square = false,
  className = '',
  type = 'button',
  ...rest
}: ButtonProps) {
  const names = [styles.button, styles[look], small ? styles.small : '', square ? styles.square : '', className];
  return <button type={type} className={names.filter(Boolean).join(' ')} {...rest} />;
}
