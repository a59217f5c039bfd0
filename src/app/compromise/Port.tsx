import { compromiseWords as words, wayWords } from '../../content/locales/en/compromise.ts';
import { reachWords } from '../../content/locales/en/takenOver.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import type { AttackedOperation, AttackedPort, ReachState } from '../../core/model/compromise.ts';
import { type Message, sentence } from '../../core/model/message.ts';
import { shortName } from '../../core/model/naming.ts';
import type { VerdictKind } from '../../core/model/trace.ts';
import { run } from '../store/run.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './Compromise.module.css';

export interface PortProps {
  port: AttackedPort;
  /** The same port in the other version; null: it is not compared. */
  before: AttackedPort | null;
  say: (message: Message) => string;
}

const verdicts = {
  reached: 'allowed',
  past: 'allowed',
  unclear: 'undetermined',
  stopped: 'denied',
} as const satisfies Record<ReachState, VerdictKind>;

/** One port: whether it is reached, and each operation to play. */
export function Port({ port, before, say }: PortProps) {
  const { to, port: number, state, operations } = port;
  // All that get through, and of the others as many as fit at a glance.
  const first = Math.max(operations.filter(({ verdict }) => verdict === 'allowed').length, 4);
  const allowed = operations.filter(({ verdict }) => verdict === 'allowed').length;
  return (
    <li className={styles.port}>
      <p className={styles.head}>
        {before !== null && (
          <>
            <Glyph verdict={verdicts[before.state]} size={14} title={`${words.inA}: ${reachWords[before.state]}`} />
            <span aria-hidden="true">→</span>
          </>
        )}
        <Glyph verdict={verdicts[state]} size={14} title={reachWords[state]} />
        <span className={styles.name} translate="no">
          {to}:{number}
        </span>
        <span className={styles.note}>{words.operations(allowed, operations.length)}</span>
      </p>
      <Operations operations={operations.slice(0, first)} to={to} say={say} />
      {operations.length > first && (
        <details className={styles.rest}>
          <summary>{words.more(operations.length - first)}</summary>
          <Operations operations={operations.slice(first)} to={to} say={say} />
        </details>
      )}
    </li>
  );
}

function Operations({
  operations,
  to,
  say,
}: { operations: readonly AttackedOperation[]; to: string } & Pick<PortProps, 'say'>) {
  return (
    <ul>
      {operations.map((operation) => (
        <li key={`${operation.words} ${operation.way}`}>
          <Operation operation={operation} to={to} say={say} />
        </li>
      ))}
    </ul>
  );
}

interface OperationProps extends Pick<PortProps, 'say'> {
  operation: AttackedOperation;
  to: string;
}

function Operation({ operation, to, say }: OperationProps) {
  const { words: what, verdict, way, request, cause, policies, through } = operation;
  const server = to.slice(to.indexOf('/') + 1);
  const stops =
    cause === null ? '' : say(sentence('blocker', { cause, policies: policies.map(({ name }) => name), server }));
  return (
    <button
      type="button"
      className={styles.operation}
      title={words.play}
      onClick={() => run(named(request, operation, to))}
    >
      <Glyph verdict={verdict} size={14} title={verdictWords[verdict]} />
      <code translate="no">{what}</code>
      <span className={styles.note}>
        {verdict === 'allowed' ? wayWords[way] : stops !== '' && <Marked text={`${words.stops} ${stops}`} />}
        {through.length > 0 && ` ${words.through(through.map(shortName).join(', '))}`}
      </span>
    </button>
  );
}

/** A request made by hand has a name of its own in the address. */
function named(request: AttackedOperation['request'], { words: what, way }: AttackedOperation, to: string) {
  const from = request.caller.kind === 'workload' ? shortName(request.caller.workload) : '';
  const id = `${from}-${to}-${what}-${way}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return { ...request, id: id.replaceAll(/^-|-$/g, '') };
}
