import { memo } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import type { MeshOverview, WorkloadOverview } from '../../core/model/overview.ts';
import { pressNode } from '../store/connect.ts';
import { isFolded, setFolded } from '../store/folds.ts';
import { useStore } from '../store/store.ts';
import { ChevronIcon, ChevronRightIcon } from '../ui/icons.tsx';
import type { Parts } from './touched.ts';
import styles from './Outline.module.css';

export function OutlineMesh({ overview, parts }: { overview: MeshOverview; parts: Parts }) {
  return (
    <section>
      <h2>{shellWords.mesh}</h2>
      <ul>
        {overview.namespaces.map(({ name }) => (
          <Namespace
            key={name}
            name={name}
            workloads={overview.workloads.filter(({ namespace }) => namespace === name)}
            parts={parts}
          />
        ))}
        {overview.externals.map(({ id, host, registered }) => (
          <li key={id}>
            <NodeRow id={id} name={host} note={registered ? shellWords.external : shellWords.unknown} active={false} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Namespace({ name, workloads, parts }: { name: string; workloads: readonly WorkloadOverview[]; parts: Parts }) {
  const open = useStore((state) => !isFolded(state, name));
  if (workloads.length === 0) return null;
  return (
    <li>
      <button
        type="button"
        className={`${styles.row} ${styles.group}`}
        aria-expanded={open}
        data-menu-namespace={name}
        onClick={() => setFolded(name, open)}
      >
        {open ? <ChevronIcon size={14} /> : <ChevronRightIcon size={14} />}
        <span className={styles.text} translate="no">
          {name}
        </span>
        <span className={styles.note}>{workloads.length}</span>
      </button>
      {open && (
        <ul>
          {workloads.map((workload) => (
            <li key={workload.id}>
              <NodeRow
                id={workload.id}
                name={workload.name}
                note={noteOf(workload)}
                active={workload.id === parts.workload}
                inset
              />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface NodeRowProps {
  id: string;
  name: string;
  note: string;
  active: boolean;
  inset?: boolean;
}

/** Of hundreds of rows a key changes one or two. */
const NodeRow = memo(function NodeRow({ id, name, note, active, inset = false }: NodeRowProps) {
  const selected = useStore((state) => state.selected === id);
  return (
    <button
      type="button"
      className={`${styles.row} ${inset ? styles.inset : ''} ${active ? styles.active : ''}`}
      aria-pressed={selected}
      title={name}
      data-menu-node={id}
      onClick={() => pressNode(id)}
    >
      <span className={styles.text} translate="no">
        {name}
      </span>
      <span className={styles.note}>{note}</span>
    </button>
  );
});

function noteOf({ proxy, policies, waiting }: WorkloadOverview): string {
  if (waiting !== undefined) return waiting === 'proxy' ? shellWords.notReady : shellWords.notThere;
  if (proxy === 'none') return shellWords.noSidecar;
  if (proxy === 'gateway' && policies.length === 0) return shellWords.gateway;
  return policies.length === 0 ? '' : shellWords.policyCount(policies.length);
}
