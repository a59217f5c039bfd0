import { packetWords as words } from '../../../content/locales/en/packet.ts';
import type { Message } from '../../../core/model/message.ts';
import type { SourceRef } from '../../../core/model/resource.ts';
import type { Frame, FrameId, Story, StoryHop } from '../../../core/model/story.ts';
import { packetChange } from '../../../core/story/packet/difference.ts';
import type { PacketGroup } from '../../../core/story/packet/fields.ts';
import { ArrowIcon } from '../../ui/icons.tsx';
import { GroupSection } from './GroupSection.tsx';
import styles from './PacketTab.module.css';

export interface PacketTabProps {
  story: Story;
  frame: Frame;
  say: (message: Message) => string;
  placeName: (hop: StoryHop) => { name: string; part: string };
  /** The frames that the level of detail shows: only they can be gone to. */
  visible: ReadonlySet<FrameId>;
  onFrame: (id: FrameId) => void;
  onRef: (ref: SourceRef) => void;
  /** Groups that are turned by hand: what is opened stays open, what is closed is so until the next step. */
  turned: ReadonlyMap<string, boolean>;
  onTurned: (group: PacketGroup, open: boolean) => void;
}

/** The packet in the current hop: as it came in, and what has become of it, part by part. */
export function PacketTab(props: PacketTabProps) {
  const { story, frame, placeName } = props;
  const { hop, groups, sealed } = packetChange(story, frame);
  const place = placeName(hop);
  return (
    <div className={styles.packet}>
      <header className={styles.head}>
        <h2>{words.title(place.name, place.part)}</h2>
        <p className={styles.way}>
          <span>{words.in}</span>
          <ArrowIcon size={12} />
          <span>{words.out}</span>
        </p>
        <p className={styles.explain}>{frame.step.kind === 'answer' ? words.answered : words.explain}</p>
      </header>
      {groups.map((each) => (
        <GroupSection
          key={each.group}
          of={each}
          open={props.turned.get(each.group) ?? each.concerned}
          sealed={sealed}
          onTurn={(open) => props.onTurned(each.group, open)}
          place={place.name}
          first={story.frames[0].id}
          {...props}
        />
      ))}
    </div>
  );
}
