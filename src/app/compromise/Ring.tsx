import { useEffect, useState } from 'react';
import { compromiseWords as words, sayVia } from '../../content/locales/en/compromise.ts';
import type { AttackedPort, SecondHand } from '../../core/model/compromise.ts';
import { type WorkloadId, workloadId } from '../../core/model/resource.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import styles from './Compromise.module.css';
import { isReached } from './useReach.ts';

export interface RingProps {
  document: HopwiseDocument | null;
  workload: WorkloadId;
  ports: readonly AttackedPort[];
}

const most = 40;

/** The second ring: what those that are reached reach in turn, and the first does not. */
export function Ring({ document, workload, ports }: RingProps) {
  const [ring, setRing] = useState<readonly SecondHand[]>([]);
  useEffect(() => {
    if (document === null) return;
    let current = true;
    const reached = ports.filter(isReached);
    const nodes = [...new Set(reached.flatMap(({ node, outside }) => (outside ? [] : [node])))];
    const known = reached.map(({ node, port }) => `${node} ${port}`);
    void engine.secondRing(document, workload, nodes.map(asWorkload), known).then((outcome) => {
      if (current && outcome.kind === 'answer') setRing(outcome.value);
    });
    return () => {
      current = false;
    };
  }, [document, workload, ports]);
  if (ring.length === 0) return null;
  return (
    <section aria-labelledby="reach-ring">
      <h3 id="reach-ring">{words.ring(ring.length)}</h3>
      <p className={styles.note}>{words.ringHint}</p>
      <ul>
        {ring.slice(0, most).map((each) => (
          <li key={`${each.node} ${each.port}`} className={styles.head}>
            <span className={styles.name} translate="no">
              {each.to}:{each.port}
            </span>
            <span className={styles.note}>{sayVia(each, nameOf)}</span>
          </li>
        ))}
        {ring.length > most && <li className={styles.more}>{words.more(ring.length - most)}</li>}
      </ul>
    </section>
  );
}

/** Nodes inside the mesh are workloads, named `namespace/name`. */
function asWorkload(node: string): WorkloadId {
  const at = node.indexOf('/');
  return workloadId(node.slice(0, at), node.slice(at + 1));
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
