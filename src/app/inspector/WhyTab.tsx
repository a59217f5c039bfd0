import { type ReactNode, useMemo } from 'react';
import type { Draws } from '../../core/model/draw.ts';
import type { Certificate } from '../../core/model/certificate.ts';
import type { Message } from '../../core/model/message.ts';
import type { ResourceId, SourceRef } from '../../core/model/resource.ts';
import type { Frame, Story, StoryHop } from '../../core/model/story.ts';
import type { CallerView, Check, LogLine, Term } from '../../core/model/trace.ts';
import { plainText } from '../ui/marks.ts';
import type { WhyActions } from './CardActions.tsx';
import { CheckTree } from './CheckTree.tsx';
import { DryRunNote } from './DryRunNote.tsx';
import { dryRunsAt } from './dryRuns.ts';
import { explainedBy, forest } from './forest.ts';
import { HandshakeSides } from './HandshakeSides.tsx';
import type { SayCheck } from './rowText.ts';
import { StepCard } from './StepCard.tsx';
import { VerdictCard } from './VerdictCard.tsx';
import styles from './WhyTab.module.css';
import { whyWords } from '../../content/locales/en/why.ts';
import type { WhyWords } from '../../content/locales/en/why.ts';

export interface WhyTabProps {
  story: Story;
  frame: Frame;
  /** False while the opening story is on its way to the verdict. */
  revealed: boolean;
  say: (message: Message) => string;
  sayTerm: (term: Term) => string;
  sayCheck: SayCheck;
  callerSees: (view: CallerView) => string;
  logSays: (lines: LogLine[]) => string;
  placeName: (hop: StoryHop) => { name: string; part: string };
  sayTime: (time: string) => string;
  onRef: (ref: SourceRef) => void;
  onCertificate: (certificate: Certificate, of: string) => void;
  /** Plays the same request as if other branches were drawn. */
  onDraw: (draws: Draws) => void;
  selectedRef: SourceRef | null;
  /** Rows of checks that were turned by hand at this step. */
  turned: ReadonlyMap<string, boolean>;
  onTurn: (row: string, open: boolean) => void;
  actions: WhyActions;
  linkCopied: boolean;
  /** Whether to list what was looked at and has no part in the step. */
  asides: boolean;
  /** Policies that only run dry. */
  dryRun: ReadonlySet<ResourceId>;
  /** What can be done about the step on show, below the card. */
  beside?: ReactNode;
  words?: WhyWords;
}

/** Why: the verdict on its card, and below it what the current step checked. */
export function WhyTab(props: WhyTabProps) {
  const { story, frame, say, words = whyWords } = props;
  const explained = explainedBy(story, frame, props.asides);
  // A policy that decides nothing must not look as if it did.
  const sayCheck: WhyTabProps['sayCheck'] = (check) => {
    const said = props.sayCheck(check);
    const dry = check.kind === 'policy' && check.source !== null && props.dryRun.has(check.source.resource);
    return dry ? { ...said, name: words.dryRunName(said.name) } : said;
  };
  const trees = useMemo(() => forest(story, explained, props.asides), [story, explained, props.asides]);
  return (
    <div className={styles.why}>
      {props.revealed ? (
        <VerdictCard
          story={story}
          say={say}
          callerSees={props.callerSees}
          logSays={props.logSays}
          onRef={props.onRef}
          onDraw={props.onDraw}
          actions={props.actions}
          linkCopied={props.linkCopied}
          dryRun={props.dryRun}
          words={words}
        />
      ) : (
        <StepCard story={story} frame={frame} say={say} placeName={props.placeName} words={words} />
      )}
      {props.beside}
      <DryRunNote runs={dryRunsAt(explained, props.dryRun)} onRef={props.onRef} words={words} />
      {explained.step.kind === 'handshake' && (
        <HandshakeSides
          checks={explained.checks}
          step={explained.step}
          sayTime={props.sayTime}
          onCertificate={props.onCertificate}
        />
      )}
      {explained.step.kind === 'handshake' && !hasPlaces(explained.checks) ? null : trees.some(
          (tree) => tree.nodes.length > 0,
        ) ? (
        <CheckTree
          key={explained.id}
          trees={trees}
          caption={explained.id === story.verdictFrame ? null : plainText(say(explained.short))}
          sayTerm={props.sayTerm}
          sayCheck={sayCheck}
          selectedRef={props.selectedRef}
          onRef={props.onRef}
          turned={props.turned}
          onTurn={props.onTurn}
          words={words}
        />
      ) : (
        <p className={styles.nothing}>{words.noChecks}</p>
      )}
    </div>
  );
}

/** Whether checks lead anywhere: what both sides verify is told by their columns already. */
function hasPlaces(checks: readonly Check[]): boolean {
  return checks.some(({ source, children }) => source !== null || children.length > 0);
}
