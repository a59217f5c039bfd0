import type { VerdictKind } from '../../core/model/trace.ts';
import { Button } from '../ui/Button.tsx';
import { CheckIcon, LinkIcon } from '../ui/icons.tsx';
import styles from './Card.module.css';
import type { WhyWords } from '../../content/locales/en/why.ts';

/** What can be done next; null where it cannot. */
export interface WhyActions {
  fix: (() => void) | null;
  /** Edits that would stop an allowed request. */
  stop?: (() => void) | null;
  whatIf: (() => void) | null;
  showRule: (() => void) | null;
  copyLink: (() => void) | null;
  /** The story as a picture. */
  diagram: (() => void) | null;
  /** Leads to the list of what is modelled; for a verdict that cannot be told. */
  modelled?: (() => void) | null;
}

export interface CardActionsProps {
  verdict: VerdictKind;
  actions: WhyActions;
  linkCopied: boolean;
  words: WhyWords;
}

type ActionName = 'fix' | 'stop' | 'whatIf' | 'modelled';

/** The actions of each verdict in order; the first that exists is the primary one. */
const offered = {
  allowed: ['stop', 'whatIf'],
  denied: ['fix', 'whatIf'],
  undetermined: ['modelled', 'whatIf'],
} satisfies Record<VerdictKind, readonly ActionName[]>;

export function CardActions({ verdict, actions, linkCopied, words }: CardActionsProps) {
  const names: readonly ActionName[] = offered[verdict];
  const leading = names.flatMap((name) => {
    const run = actions[name];
    return run == null ? [] : [{ name, run }];
  });
  return (
    <div className={styles.actions}>
      {leading.map(({ name, run }, index) => (
        <Button key={name} look={index === 0 ? 'primary' : 'line'} onClick={run}>
          {words[name]}
        </Button>
      ))}
      {actions.showRule !== null && <Button onClick={actions.showRule}>{words.showRule}</Button>}
      {actions.diagram !== null && <Button onClick={actions.diagram}>{words.diagram}</Button>}
      {actions.copyLink !== null && (
        <Button
          square
          className={styles.copy}
          aria-label={words.copyLink}
          title={words.copyLink}
          onClick={actions.copyLink}
        >
          {linkCopied ? <CheckIcon /> : <LinkIcon />}
        </Button>
      )}
      <span className="sr" aria-live="polite">
        {linkCopied ? words.linkCopied : ''}
      </span>
    </div>
  );
}
