import { useState } from 'react';
import { makeWords as words } from '../../../content/locales/en/make.ts';
import type { MadeChallenge } from '../../../core/model/lesson.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { engine } from '../../engine/client.ts';
import { type Making, noteMaking } from '../../store/making.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { GoalChoices } from './GoalChoices.tsx';
import { Made } from './Made.tsx';
import styles from './MakeDialog.module.css';
import { draftOf, proposalsOf } from './proposals.ts';
import { useStart } from './useStart.ts';

export interface MakeFormProps {
  making: Making;
  /** What is in the editor. */
  solution: HopwiseDocument;
  addressOf: (document: HopwiseDocument) => Promise<string>;
}

/** Title, task, goals and hints; then the engine says whether it is a challenge. */
export function MakeForm({ making, solution, addressOf }: MakeFormProps) {
  const now = useStore((state) => state.good?.evaluation ?? null);
  const start = useStart(making.start);
  const [answer, setAnswer] = useState<MadeChallenge | 'missing' | 'failed' | null>(null);
  if (now === null || start === null) return null;
  const { requests } = start.scenario;
  const proposals = proposalsOf(
    { requests, overview: now.overview.requests },
    start.overview.requests,
    start.scenario.invariants,
    making,
  );
  const chosen = proposals.filter((each) => each.chosen);
  const check = async (): Promise<void> => {
    const draft = draftOf(making, proposals);
    if (draft === null) {
      setAnswer('missing');
      return;
    }
    const outcome = await engine.makeChallenge(making.start, solution, draft);
    setAnswer(outcome.kind === 'answer' ? outcome.value : 'failed');
  };
  const hint = (at: 0 | 1 | 2, text: string): void => {
    const [where, what, edit] = making.hints;
    noteMaking({ hints: [at === 0 ? text : where, at === 1 ? text : what, at === 2 ? text : edit] });
  };
  return (
    <form
      className={styles.form}
      // What is written since is not what was checked.
      onChange={() => setAnswer(null)}
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={making.title}
        onChange={(title) => noteMaking({ title })}
      />
      <TextAreaField
        label={words.brief}
        hint={words.briefHint}
        rows={3}
        value={making.brief}
        onChange={(brief) => noteMaking({ brief })}
      />
      <GoalChoices proposals={proposals} goals={making.goals} />
      <fieldset className={styles.hints}>
        <legend>{words.hints}</legend>
        <TextField label={words.where} value={making.hints[0]} onChange={(text) => hint(0, text)} />
        <TextField label={words.what} value={making.hints[1]} onChange={(text) => hint(1, text)} />
        <TextField label={words.edit} value={making.hints[2]} onChange={(text) => hint(2, text)} />
      </fieldset>
      <Checkbox checked={making.one} onChange={(one) => noteMaking({ one })}>
        {words.one}
      </Checkbox>
      <div className={styles.actions}>
        <Button look="primary" type="submit">
          {words.solution}
        </Button>
      </div>
      <div role="status">
        {answer === 'missing' && <p>{words.missing}</p>}
        {answer === 'failed' && <p>{words.failed}</p>}
        {typeof answer === 'object' && answer?.kind === 'refused' && (
          <p>
            {words.refused[answer.why]} {answer.goal === null ? '' : chosen[answer.goal]?.text}
          </p>
        )}
      </div>
      {typeof answer === 'object' && answer?.kind === 'made' && (
        <Made document={answer.document} title={making.title} addressOf={addressOf} />
      )}
    </form>
  );
}
