import { useId, useState, type KeyboardEvent } from 'react';
import { callerWords as words, fieldMeanings } from '../../../content/locales/en/caller.ts';
import { flagMeaning } from '../../../content/locales/en/flags.ts';
import { shortName } from '../../../core/model/naming.ts';
import type { AccessLine, LogField } from '../../../core/story/caller/accessLog.ts';
import type { LogFieldId } from '../../../core/story/caller/format.ts';
import { Breakable } from '../../ui/Breakable.tsx';
import { Marked } from '../../ui/Marked.tsx';
import styles from './LogEntry.module.css';

/** A line of an access log. Each field explains itself when it is pointed at or come to with the arrows, and all do in a list. */
export function LogEntry({ entry }: { entry: AccessLine }) {
  const { line, times, fields, telling } = entry;
  const [at, setAt] = useState<LogFieldId>(telling);
  const [all, setAll] = useState(false);
  const id = useId();
  const who = words.who(shortName(line.proxy), line);
  const current = fields.find((field) => field.id === at);
  const notes = [times > 1 ? words.times(times) : '', line.log === 'listener' ? words.listener : ''].filter(Boolean);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbour(event, fields, at);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next.id);
  };
  return (
    <li className={styles.entry} data-log={line.log}>
      <h3>{who}</h3>
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {fields.length === 0 ? (
        <>
          <p className={styles.note}>{line.details === null ? words.ztunnelFine : words.ztunnel}</p>
          {line.details !== null && (
            <p className={styles.plain} translate="no">
              <Breakable text={line.details} />
            </p>
          )}
        </>
      ) : (
        <div
          className={styles.line}
          role="listbox"
          aria-label={words.line(who)}
          aria-orientation="horizontal"
          aria-activedescendant={`${id}-${at}`}
          aria-describedby={`${id}-says`}
          tabIndex={0}
          translate="no"
          onKeyDown={onKeyDown}
        >
          {fields.map((field) => (
            <Field key={field.id} id={`${id}-${field.id}`} field={field} current={field.id === at} onPick={setAt} />
          ))}
        </div>
      )}
      {current !== undefined && (
        <p id={`${id}-says`} className={styles.says} data-field={current.id}>
          <Meaning field={current} />
        </p>
      )}
      {line.flags.length > 0 && (
        <ul className={styles.flags}>
          {line.flags.map((flag) => (
            <li key={flag}>
              <Marked text={words.flag(flag, flagMeaning(flag))} />
            </li>
          ))}
        </ul>
      )}
      {fields.length > 0 && (
        <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {words.allFields}
        </button>
      )}
      {all && (
        <ul className={styles.all}>
          {fields.map((field) => (
            <li key={field.id}>
              <Meaning field={field} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface FieldProps {
  id: string;
  field: LogField;
  current: boolean;
  onPick: (id: LogFieldId) => void;
}

/** A value that is longer may break between its parts. */
const long = 24;

function Field({ id, field, current, onPick }: FieldProps) {
  const { open, value, close, state } = field;
  return (
    <>
      <span
        id={id}
        role="option"
        aria-selected={current}
        aria-label={words.field(field)}
        data-state={state}
        data-short={value.length <= long || undefined}
        onPointerEnter={() => onPick(field.id)}
        onClick={() => onPick(field.id)}
      >
        {open}
        {value.length > long ? <Breakable text={value} /> : value}
        {close}
      </span>{' '}
    </>
  );
}

function Meaning({ field: { id, operator, value, state } }: { field: LogField }) {
  const about = words.state(state);
  return (
    <>
      <code translate="no">%{operator}%</code>
      {state === 'known' && (
        <>
          {' '}
          <code translate="no" className={styles.value}>
            <Breakable text={value} />
          </code>
        </>
      )}
      <br />
      {fieldMeanings[id]} {about}
    </>
  );
}

function neighbour(event: KeyboardEvent, fields: readonly LogField[], at: LogFieldId): LogField | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const index = fields.findIndex(({ id }) => id === at);
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return fields[index + 1];
    case 'ArrowLeft':
    case 'ArrowUp':
      return fields[index - 1];
    case 'Home':
      return fields[0];
    case 'End':
      return fields.at(-1);
    default:
      return undefined;
  }
}
