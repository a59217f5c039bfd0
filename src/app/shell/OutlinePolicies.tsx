import type { MeshOverview } from '../../core/model/overview.ts';
import type { ResourceId } from '../../core/model/resource.ts';
import type { Parts } from './touched.ts';
import styles from './Outline.module.css';

export interface OutlinePoliciesProps {
  overview: MeshOverview;
  parts: Parts;
  onResource: (id: ResourceId) => void;
}

export function OutlinePolicies({ overview, parts, onResource }: OutlinePoliciesProps) {
  return (
    <section>
      <h2>Policies</h2>
      {overview.policies.length === 0 && <p className={styles.empty}>None. Istio allows by default.</p>}
      <ul>
        {overview.policies.map(({ id, kind, namespace, name, word, rejected }) => (
          <li key={id}>
            <button
              type="button"
              className={`${styles.row} ${parts.resources.has(id) ? styles.active : ''}`}
              title={`${kind} ${namespace}/${name}`}
              onClick={() => onResource(id)}
            >
              <span className={styles.text}>{name}</span>
              <span className={styles.note}>{rejected ? 'rejected' : word}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
