import styles from './CheckRow.module.css';
import { cutValue } from './cutValue.ts';
import type { ShownValue } from './rowText.ts';

export interface ValueProps {
  of: ShownValue | null;
  room: number;
  lit: boolean;
  /** The request's side: what differs is in the verdict's colour where it decided. */
  request?: boolean;
}

/** A value in its column, cut at the start, with the part that differs in bold. */
export function Value({ of, room, lit, request = false }: ValueProps) {
  if (of === null) return <span />;
  const more = of.more > 0 ? ` +${of.more}` : '';
  const side = `${styles.value} ${request ? styles.request : ''}`;
  if (!of.mono) {
    return (
      <span className={side} title={of.full}>
        {lit && request ? <strong>{of.text}</strong> : of.text}
      </span>
    );
  }
  const { head, differing, tail } = cutValue(of.text, of.against, room - of.prefix.length - more.length);
  // Where nothing differs and yet it decided, it is the whole value that did.
  const whole = lit && differing === '';
  return (
    <code className={side} title={of.full} translate="no">
      {of.prefix}
      {whole ? <strong>{head}</strong> : head}
      {differing !== '' && <strong>{differing}</strong>}
      {tail}
      {more}
    </code>
  );
}
