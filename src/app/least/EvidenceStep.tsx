import { useId, useState, type DragEvent } from 'react';
import { leastWords as words, sayUnderstood } from '../../content/locales/en/least.ts';
import { requestWords } from '../../core/model/naming.ts';
import { type WorkloadId } from '../../core/model/resource.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { FieldFrame, TextAreaField } from '../ui/Field.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './LeastDialog.module.css';
import type { LogHold } from './useLog.ts';

export interface EvidenceStepProps {
  log: LogHold;
  evaluation: Evaluation | null;
  ticked: ReadonlySet<string>;
  onTick: (ticked: ReadonlySet<string>) => void;
  /** How many requests are wanted so far. */
  wanted: number;
  onNext: (step: number) => void;
}

/** What speaks for a policy: a log, or a tick. */
export function EvidenceStep({ log, evaluation, ticked, onTick, wanted, onNext }: EvidenceStepProps) {
  const { state } = log;
  return (
    <>
      <p className={styles.about}>{words.about}</p>
      <div className={styles.columns}>
        <Bring log={log} />
        {evaluation !== null && <Ticks evaluation={evaluation} ticked={ticked} onTick={onTick} />}
      </div>
      {evaluation !== null && state.kind === 'read' && <Writer log={log} evaluation={evaluation} />}
      <footer className={styles.foot}>
        <p role="status">
          {state.kind === 'placing' && words.placing}
          {state.kind === 'read' && sayUnderstood(state.log)}
          {state.kind === 'none' && wanted === 0 && words.nothing}
        </p>
        {state.kind === 'read' && (
          <Button look="line" onClick={() => onNext(1)}>
            {words.toUnderstood}
          </Button>
        )}
        <Button look="primary" disabled={wanted === 0} onClick={() => onNext(2)}>
          {words.propose}
        </Button>
      </footer>
    </>
  );
}

function Bring({ log: { state, bring, cancel, forget } }: { log: LogHold }) {
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const files = useId();
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const { files: dropped } = event.dataTransfer;
    if (dropped.length > 0) bring([...dropped]);
    else if (event.dataTransfer.getData('text/plain').trim() !== '') bring([event.dataTransfer.getData('text/plain')]);
  };
  return (
    <section
      className={styles.bring}
      aria-label={words.log}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <h3>{words.logs}</h3>
      <p>{words.formats}</p>
      <p>
        {words.drop}{' '}
        <label htmlFor={files} className={styles.choose}>
          {words.choose}
        </label>
        <input
          id={files}
          data-first
          className={styles.files}
          type="file"
          multiple
          onChange={(event) => {
            if (event.target.files !== null && event.target.files.length > 0) bring([...event.target.files]);
            event.target.value = '';
          }}
        />
      </p>
      <TextAreaField wide label={words.paste} rows={4} value={text} onChange={setText} hint={words.promise} />
      <div className={styles.row}>
        <Button look="line" small disabled={text.trim() === ''} onClick={() => bring([text])}>
          {words.read}
        </Button>
        {state.kind === 'read' && (
          <Button small onClick={forget}>
            {words.forget}
          </Button>
        )}
      </div>
      {state.kind === 'reading' && (
        <div className={styles.progress}>
          <progress value={state.done} max={1} aria-label={words.reading} />
          <Button small onClick={cancel}>
            {words.cancel}
          </Button>
        </div>
      )}
      {state.kind === 'failed' && <p role="alert">{state.why === 'binary' ? words.binary : words.failed}</p>}
    </section>
  );
}

function Writer({ log: { writer, setWriter }, evaluation }: { log: LogHold; evaluation: Evaluation }) {
  const proxied = evaluation.overview.workloads.filter(({ proxy }) => proxy === 'sidecar' || proxy === 'gateway');
  const choose = (id: string): void => {
    const chosen: WorkloadId | undefined = proxied.find((each) => each.id === id)?.id;
    setWriter(chosen ?? null);
  };
  return (
    <FieldFrame label={words.writer} wide>
      {({ id }) => (
        <>
          <Select id={id} look="field" value={writer ?? ''} onChange={choose}>
            <option value="">{words.writerNobody}</option>
            {proxied.map((each) => (
              <option key={each.id} value={each.id}>
                {each.id}
              </option>
            ))}
          </Select>
          <p className={styles.hint}>
            <Marked text={words.writerHint} />
          </p>
        </>
      )}
    </FieldFrame>
  );
}

interface TicksProps extends Pick<EvidenceStepProps, 'ticked' | 'onTick'> {
  evaluation: Evaluation;
}

function Ticks({ evaluation: { scenario, overview }, ticked, onTick }: TicksProps) {
  const set = (id: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    onTick(next);
  };
  const passing = overview.requests.filter(({ verdict }) => verdict === 'allowed').map(({ id }) => id);
  return (
    <section className={styles.ticks}>
      <h3>{words.ticks}</h3>
      <p className={styles.hint}>{words.ticksHint}</p>
      <div className={styles.row}>
        <Button small look="line" onClick={() => onTick(new Set(passing))}>
          {words.passingNow}
        </Button>
        <Button small disabled={ticked.size === 0} onClick={() => onTick(new Set())}>
          {words.none}
        </Button>
      </div>
      <ul>
        {scenario.requests.map((request) => {
          const verdict = overview.requests.find(({ id }) => id === request.id)?.verdict ?? 'undetermined';
          return (
            <li key={request.id}>
              <Checkbox checked={ticked.has(request.id)} onChange={(on) => set(request.id, on)}>
                {request.title === '' ? request.id : request.title}
              </Checkbox>
              <code translate="no">{requestWords(request)}</code>
              <Glyph verdict={verdict} title={words.now(verdict)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
