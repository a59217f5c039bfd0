import { useId } from 'react';
import { groupNames, packetWords as words } from '../../../content/locales/en/packet.ts';
import type { FrameId } from '../../../core/model/story.ts';
import type { GroupChange } from '../../../core/story/packet/difference.ts';
import { ChevronRightIcon } from '../../ui/icons.tsx';
import { FieldRow } from './FieldRow.tsx';
import type { PacketTabProps } from './PacketTab.tsx';
import styles from './PacketTab.module.css';

export interface GroupSectionProps extends PacketTabProps {
  of: GroupChange;
  open: boolean;
  sealed: boolean;
  place: string;
  /** Where the caller sends. */
  first: FrameId;
  onTurn: (open: boolean) => void;
}

/** One part of the packet. Closed, it still says whether anything in it changes. */
export function GroupSection(props: GroupSectionProps) {
  const { of, open, sealed, onTurn } = props;
  const id = useId();
  const { group, fields } = of;
  const changed = fields.filter(({ change }) => change !== 'same').length;
  // What there is not, and was not, is no news.
  const shown = fields.filter(({ kind, before, after }) => kind === 'wire' || before !== null || after !== null);
  const note = noteOf(of, shown.length === 0, sealed);
  return (
    <section className={styles.group} data-group={group}>
      <h3>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => onTurn(!open)}>
          <ChevronRightIcon size={12} />
          <span className={styles.name}>{groupNames[group]}</span>
          {changed > 0 && <span className={styles.mark}>{words.changed(changed)}</span>}
        </button>
      </h3>
      <div id={id} hidden={!open} className={styles.fields}>
        {note !== null && <p>{note}</p>}
        <dl>
          {shown.map((field) => (
            <FieldRow key={`${field.kind} ${field.name}`} field={field} {...props} />
          ))}
        </dl>
      </div>
    </section>
  );
}

function noteOf({ group }: GroupChange, empty: boolean, sealed: boolean): string | null {
  if (group === 'http') return empty ? words.noHttp : sealed ? words.sealed : null;
  return group === 'identity' && empty ? words.noIdentity : null;
}
