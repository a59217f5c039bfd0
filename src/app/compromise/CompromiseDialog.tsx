import { useMemo } from 'react';
import { compromiseWords as words, sayReach } from '../../content/locales/en/compromise.ts';
import { type AttackedPort, reachStates } from '../../core/model/compromise.ts';
import type { Message } from '../../core/model/message.ts';
import { shortName } from '../../core/model/naming.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { sidesOf } from '../store/fork.ts';
import { useStore } from '../store/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { FieldFrame } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './Compromise.module.css';
import { Port } from './Port.tsx';
import { Ring } from './Ring.tsx';
import { type Reach, useReach } from './useReach.ts';

export interface CompromiseDialogProps {
  evaluation: Evaluation;
  say: (message: Message) => string;
  onClose: () => void;
}

/** What a workload reaches once it is taken over, with its sidecar and past it; beside a fork, what B changes of it. */
export function CompromiseDialog({ evaluation, say, onClose }: CompromiseDialogProps) {
  const taken = useStore((state) => state.taken);
  const fork = useStore((state) => state.fork);
  const document = useStore((state) => state.document);
  const shown = useStore((state) => state.good?.version.document ?? null);
  const sides = useMemo(() => sidesOf({ document, fork }), [document, fork]);
  const reach = useReach(sides === null ? shown : sides.b, taken);
  const before = useReach(sides?.a ?? null, taken);
  const choices = evaluation.overview.workloads.filter(({ proxy }) => proxy !== 'gateway' && proxy !== 'waypoint');
  const choose = (id: string): void => useStore.setState({ taken: choices.find((each) => each.id === id)?.id ?? null });
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.about}>{words.about}</p>
        <FieldFrame label={words.workload} wide>
          {({ id }) => (
            <Select id={id} data-first look="field" value={taken ?? ''} onChange={choose}>
              {choices.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.id}
                </option>
              ))}
            </Select>
          )}
        </FieldFrame>
        <div role="status" className={styles.sum}>
          {sides !== null && <Sum side={words.inA} name={taken} reach={before} />}
          <Sum side={sides === null ? null : words.inB} name={taken} reach={reach} />
        </div>
        {sides !== null && reach.done === 1 && before.done === 1 && (
          <Changed before={before.ports} after={reach.ports} say={say} />
        )}
        {reachStates.map((state) => {
          const ports = reach.ports.filter((port) => port.state === state);
          if (ports.length === 0) return null;
          return (
            <section key={state} aria-labelledby={`reach-${state}`}>
              <h3 id={`reach-${state}`}>{words.group(state, ports.length)}</h3>
              <Ports ports={ports} say={say} />
            </section>
          );
        })}
        {taken !== null && reach.done === 1 && (
          <Ring document={sides === null ? shown : sides.b} workload={taken} ports={reach.ports} />
        )}
      </div>
    </Dialog>
  );
}

function Sum({ side, name, reach }: { side: string | null; name: WorkloadId | null; reach: Reach }) {
  const text =
    reach.done < 1
      ? words.asking(reach.done)
      : reach.failed
        ? words.failed
        : reach.ports.length === 0
          ? words.nobody
          : sayReach(name === null ? '' : shortName(name), reach.ports);
  return (
    <p>
      {side !== null && <b>{side} </b>}
      {text}
    </p>
  );
}

interface ChangedProps extends Pick<CompromiseDialogProps, 'say'> {
  before: readonly AttackedPort[];
  after: readonly AttackedPort[];
}

function Changed({ before, after, say }: ChangedProps) {
  const old = new Map(before.map((port) => [keyOf(port), port]));
  const changed = after.filter((port) => (old.get(keyOf(port))?.state ?? port.state) !== port.state);
  return (
    <section aria-labelledby="reach-changed">
      <h3 id="reach-changed">{words.changed(changed.length)}</h3>
      <ul>
        {changed.map((port) => (
          <Port key={keyOf(port)} port={port} before={old.get(keyOf(port)) ?? null} say={say} />
        ))}
      </ul>
    </section>
  );
}

/** More rows than this are counted. */
const most = 80;

function Ports({ ports, say }: { ports: readonly AttackedPort[] } & Pick<CompromiseDialogProps, 'say'>) {
  return (
    <ul>
      {ports.slice(0, most).map((port) => (
        <Port key={keyOf(port)} port={port} before={null} say={say} />
      ))}
      {ports.length > most && <li className={styles.more}>{words.more(ports.length - most)}</li>}
    </ul>
  );
}

function keyOf({ to, port, node }: AttackedPort): string {
  return `${node} ${to} ${port}`;
}
