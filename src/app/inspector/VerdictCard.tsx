import type { Draws } from '../../core/model/draw.ts';
import type { Message } from '../../core/model/message.ts';
import type { ResourceId, SourceRef } from '../../core/model/resource.ts';
import type { Story } from '../../core/model/story.ts';
import type { CallerView, LogLine } from '../../core/model/trace.ts';
import { frameById } from '../../core/story/playhead.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './Card.module.css';
import { CardActions } from './CardActions.tsx';
import type { CardActionsProps } from './CardActions.tsx';
import { deciders } from './deciders.ts';
import { deciderOf, tellingRuns } from './dryRuns.ts';
import { Named } from './Named.tsx';
import { Observed } from './Observed.tsx';
import { ChanceRows } from './ChanceRows.tsx';
import type { WhyWords } from '../../content/locales/en/why.ts';

export interface VerdictCardProps extends Omit<CardActionsProps, 'verdict' | 'words'> {
  story: Story;
  say: (message: Message) => string;
  callerSees: (view: CallerView) => string;
  logSays: (lines: LogLine[]) => string;
  onRef: (ref: SourceRef) => void;
  onDraw: (draws: Draws) => void;
  dryRun: ReadonlySet<ResourceId>;
  words: WhyWords;
}

/** The answer: verdict, place, because, what caller and log show, who decided, what else would block, what to do next. */
export function VerdictCard(props: VerdictCardProps) {
  const { story, say, callerSees, logSays, onRef, onDraw, dryRun, words, ...actions } = props;
  const { chances } = story;
  const { verdict, caller, logs } = story.trace;
  const hop = story.hops[frameById(story, story.verdictFrame)?.hop ?? -1];
  const log = logSays([...logs]);
  const runs = tellingRuns(story, dryRun);
  // Where no proxy stands at the destination, there is no policy to ask.
  const guarded =
    verdict.kind !== 'allowed' ||
    story.trace.hops.some(({ at }) => at.kind === 'waypoint' || ('side' in at && at.side === 'inbound'));
  return (
    <section className={styles.card} aria-label={words.verdict} data-verdict={verdict.kind}>
      <header className={styles.head}>
        <Glyph verdict={verdict.kind} size={36} />
        <h2 className={styles.word}>{words.verdicts[verdict.kind]}</h2>
        {hop !== undefined && (
          <span className={styles.place}>
            {[shareOf(chances, words), words.at(verdict.kind, hop.at)].filter(Boolean).join(', ')}
          </span>
        )}
      </header>
      <p className={styles.because}>
        <Marked text={say(story.because)} />
      </p>
      <dl className={styles.rows}>
        <dt>{words.callerSees}</dt>
        <dd>
          <Observed text={callerSees(caller)} raw={caller.kind === 'http'} />
        </dd>
        <dt>{words.logSays}</dt>
        <dd>{log === '' ? words.nothingLogged : <Observed text={log} raw />}</dd>
        {chances !== null && (
          <>
            <dt>{words.byChance}</dt>
            <dd>
              <ChanceRows chances={chances} verdict={verdict.kind} onDraw={onDraw} words={words} />
            </dd>
          </>
        )}
        <dt>{words.decidedBy}</dt>
        <dd>
          <Named
            things={deciders(story, words)}
            nothing={guarded ? words.nothingDecided[verdict.kind] : words.unguarded}
            onRef={onRef}
            words={words}
          />
        </dd>
        <dt>{words.alsoBlockedBy}</dt>
        <dd>
          <Named
            things={story.blockers.map(({ message, source }) => ({ text: say(message), ref: source }))}
            nothing={words.notBlocked[verdict.kind]}
            onRef={onRef}
            words={words}
          />
        </dd>
        {runs.length > 0 && (
          <>
            <dt>{words.dryRun}</dt>
            <dd>
              <Named things={runs.map((run) => deciderOf(run, words))} nothing="" onRef={onRef} words={words} />
            </dd>
          </>
        )}
      </dl>
      <CardActions verdict={verdict.kind} words={words} {...actions} />
    </section>
  );
}

/** How often this verdict falls; nothing where it always does, or nobody can count. */
function shareOf(chances: Story['chances'], words: WhyWords): string {
  return chances === null || chances.certain || chances.share === null ? '' : words.inShare(chances.share);
}
