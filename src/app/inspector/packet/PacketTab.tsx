import { useState } from 'react';
import { packetWords as words } from '../../../content/locales/en/packet.ts';
import type { Message } from '../../../core/model/message.ts';
import type { SourceRef } from '../../../core/model/resource.ts';
import type { Frame, FrameId, Story, StoryHop } from '../../../core/model/story.ts';
import { packetChange } from '../../../core/story/packet/difference.ts';
import { type PacketGroup, packetGroups } from '../../../core/story/packet/fields.ts';
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
  /** Groups that were turned by hand before. */
  turned: ReadonlyMap<string, boolean>;
  onTurned: (group: PacketGroup, open: boolean) => void;
}

/** The packet in the current hop: as it came in, and what has become of it, part by part. */
export function PacketTab(props: PacketTabProps) {
  const { story, frame, placeName } = props;
  // What is opened by hand stays open; what is closed by hand, until the next step.
  const [kept, setKept] = useState(() => groupsOf(props.turned, true));
  const [shut, setShut] = useState<{ readonly at: FrameId; readonly groups: ReadonlySet<PacketGroup> }>(() => ({
    at: frame.id,
    groups: groupsOf(props.turned, false),
  }));
  const { hop, groups, sealed } = packetChange(story, frame);
  const place = placeName(hop);
  const closed = shut.at === frame.id ? shut.groups : new Set<PacketGroup>();
  const turn = (group: PacketGroup, open: boolean) => {
    setKept((before) => (open ? new Set([...before, group]) : without(before, group)));
    props.onTurned(group, open);
    setShut({ at: frame.id, groups: open ? without(closed, group) : new Set([...closed, group]) });
  };
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
          open={(each.concerned || kept.has(each.group)) && !closed.has(each.group)}
          sealed={sealed}
          onTurn={(open) => turn(each.group, open)}
          place={place.name}
          first={story.frames[0].id}
          {...props}
        />
      ))}
    </div>
  );
}

function groupsOf(turned: ReadonlyMap<string, boolean>, open: boolean): ReadonlySet<PacketGroup> {
  return new Set(packetGroups.filter((group) => turned.get(group) === open));
}

function without(groups: ReadonlySet<PacketGroup>, one: PacketGroup): ReadonlySet<PacketGroup> {
  return new Set([...groups].filter((each) => each !== one));
}
