import { useMemo } from 'react';
import type { ResourceId } from '../../core/model/resource.ts';
import { useStore } from '../store/store.ts';
import { OutlineAuthorizers } from './OutlineAuthorizers.tsx';
import { OutlineMesh } from './OutlineMesh.tsx';
import { OutlinePolicies } from './OutlinePolicies.tsx';
import { OutlineRequests } from './OutlineRequests.tsx';
import { touched } from './touched.ts';
import styles from './Outline.module.css';

/** The mesh as text: the accessible twin of the canvas. */
export function Outline({ onResource }: { onResource: (id: ResourceId) => void }) {
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  const frame = useStore((state) => state.frame);
  const parts = useMemo(() => touched(evaluation?.story ?? null, frame), [evaluation, frame]);
  return (
    <nav className={styles.outline} aria-label="Outline">
      {evaluation !== null && (
        <>
          <OutlineRequests overview={evaluation.overview} />
          <OutlineMesh overview={evaluation.overview} parts={parts} />
          <OutlinePolicies
            overview={evaluation.overview}
            diagnostics={evaluation.diagnostics}
            parts={parts}
            onResource={onResource}
          />
          <OutlineAuthorizers authorizers={evaluation.authorizers} />
        </>
      )}
      <footer>Istio 1.31 semantics</footer>
    </nav>
  );
}
