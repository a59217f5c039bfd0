import { useMemo } from 'react';
import type { Message } from '../../core/model/message.ts';
import type { SourceRef } from '../../core/model/resource.ts';
import type { Frame, Story, StoryHop } from '../../core/model/story.ts';
import type { CallerView, Check, LogLine, Term } from '../../core/model/trace.ts';
import { plainText } from '../ui/marks.ts';
import type { WhyActions } from './CardActions.tsx';
import { CheckTree } from './CheckTree.tsx';
import { explainedBy, forest } from './forest.ts';
import { StepCard } from './StepCard.tsx';
import { VerdictCard } from './VerdictCard.tsx';
import styles from './WhyTab.module.css';
import { english } from './words.ts';
import type { WhyWords } from './words.ts';

export interface WhyTabProps {
  story: Story;
  frame: Frame;
  /** False while the opening story is on its way to the verdict. */
  revealed: boolean;
  say: (message: Message) => string;
  sayTerm: (term: Term) => string;
  sayCheck: (check: Check) => { name: string };
  callerSees: (view: CallerView) => string;
  logSays: (lines: LogLine[]) => string;
  placeName: (hop: StoryHop) => { name: string; part: string };
  onRef: (ref: SourceRef) => void;
  selectedRef: SourceRef | null;
  actions: WhyActions;
  linkCopied: boolean;
  words?: WhyWords;
}

/** Why: the verdict on its card, and below it what the current step checked. */
export function WhyTab(props: WhyTabProps) {
  const { story, frame, say, words = english } = props;
  const explained = explainedBy(story, frame);
  const trees = useMemo(() => forest(story, explained), [story, explained]);
  return (
    <div className={styles.why}>
      {props.revealed ? (
        <VerdictCard
          story={story}
          say={say}
          callerSees={props.callerSees}
          logSays={props.logSays}
          onRef={props.onRef}
          actions={props.actions}
          linkCopied={props.linkCopied}
          words={words}
        />
      ) : (
        <StepCard story={story} frame={frame} say={say} placeName={props.placeName} words={words} />
      )}
      {trees.some((tree) => tree.nodes.length > 0) ? (
        <CheckTree
          key={explained.id}
          trees={trees}
          caption={explained.id === story.verdictFrame ? null : plainText(say(explained.short))}
          sayTerm={props.sayTerm}
          sayCheck={props.sayCheck}
          selectedRef={props.selectedRef}
          onRef={props.onRef}
          words={words}
        />
      ) : (
        <p className={styles.nothing}>{words.noChecks}</p>
      )}
    </div>
  );
}
