import { fieldHints, fieldNames, fieldValue, packetWords as words } from '../../../content/locales/en/packet.ts';
import { plainText } from '../../ui/marks.ts';
import { Breakable } from '../../ui/Breakable.tsx';
import { ArrowIcon } from '../../ui/icons.tsx';
import { Marked } from '../../ui/Marked.tsx';
import type { FieldChange, Setter } from '../../../core/story/packet/difference.ts';
import { partsOf } from '../refs.ts';
import type { GroupSectionProps } from './GroupSection.tsx';
import styles from './FieldRow.module.css';

export interface FieldRowProps extends Omit<GroupSectionProps, 'of'> {
  field: FieldChange;
}

/** One field: its value, or the old one and the new one, and what set it. */
export function FieldRow(props: FieldRowProps) {
  const { kind, name, before, after, change, here } = props.field;
  const hint = fieldHints[kind];
  const changed = change !== 'same';
  const text = (value: string | null) => (value === null ? words.none : fieldValue(kind, value));
  return (
    <div className={styles.row} data-field={kind} data-change={change} data-here={here || undefined}>
      <dt>
        {kind === 'header' ? <code translate="no">{name}</code> : fieldNames[kind]}
        {hint !== undefined && <small>{hint}</small>}
        {changed && (
          <strong className={styles.mark}>{here ? words.here(words.changes[change]) : words.changes[change]}</strong>
        )}
      </dt>
      <dd>
        {changed ? (
          <div className={styles.values}>
            <Value side={words.in} text={text(before)} none={before === null} />
            <ArrowIcon size={12} />
            <Value side={words.out} text={text(after)} none={after === null} fresh />
          </div>
        ) : (
          <Value text={text(after)} none={after === null} />
        )}
        <SetBy {...props} />
      </dd>
    </div>
  );
}

interface ValueProps {
  side?: string;
  text: string;
  none: boolean;
  fresh?: boolean;
}

function Value({ side, text, none, fresh = false }: ValueProps) {
  return (
    <span className={styles.value} data-fresh={fresh || undefined}>
      {side !== undefined && <span className={styles.side}>{side} </span>}
      {none ? (
        <i>{text}</i>
      ) : (
        <code translate="no">
          <Breakable text={text} />
        </code>
      )}
    </span>
  );
}

/** Why a field has its value: the step, if it is another one, and the line of YAML that it went by. */
function SetBy({ field: { setter, change, here }, ...props }: FieldRowProps) {
  if (setter === null) return null;
  const { frame, by, source } = setter;
  // Most of a packet is as the caller sent it: that is said where something else could be thought.
  if (frame.id === props.first && change === 'same') return null;
  const told = here && by === 'step';
  if (told && source === null) return null;
  return (
    <p className={styles.by}>
      {words.setBy} {!told && <Who {...props} frame={frame} by={by} />}
      {!told && source !== null && ', '}
      {source !== null && (
        <button type="button" onClick={() => props.onRef(source)}>
          <code translate="no">
            <Breakable text={`${called(source.resource)} ${source.path.join('.')}`} />
          </code>
        </button>
      )}
    </p>
  );
}

interface WhoProps
  extends Pick<FieldRowProps, 'first' | 'place' | 'visible' | 'say' | 'onFrame'>,
    Pick<Setter, 'frame' | 'by'> {}

function Who({ frame, by, first, place, visible, say, onFrame }: WhoProps) {
  if (by === 'connectionManager') return words.connectionManager(place);
  if (frame.id === first) return words.caller;
  const step = say(frame.short);
  if (!visible.has(frame.id)) return <Marked text={step} />;
  return (
    <button type="button" aria-label={plainText(step)} onClick={() => onFrame(frame.id)}>
      <Marked text={step} />
    </button>
  );
}

function called(resource: string): string {
  const { kind, namespace, name } = partsOf(resource);
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}
