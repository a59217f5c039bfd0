import { type MouseEvent, useMemo } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import type { ResourceId } from '../../core/model/resource.ts';
import type { MenuTarget } from '../store/state.ts';
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
    <nav className={styles.outline} aria-label={shellWords.outline} onContextMenu={openRowMenu}>
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
      <footer>{shellWords.semantics}</footer>
    </nav>
  );
}

/** A row has the menu of what it stands for on the canvas. */
function openRowMenu(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  const row = event.target.closest<HTMLElement>('[data-menu-node], [data-menu-namespace], [data-menu-edge]');
  const target = row === null ? null : targetOf(row.dataset);
  if (row === null || target === null) return;
  event.preventDefault();
  const { left, bottom } = row.getBoundingClientRect();
  useStore.setState({ menu: { target, at: { x: event.clientX || left, y: event.clientY || bottom } } });
}

function targetOf({ menuNode, menuNamespace, menuEdge }: DOMStringMap): MenuTarget | null {
  if (menuNode !== undefined) return { kind: 'node', id: menuNode };
  if (menuNamespace !== undefined) return { kind: 'namespace', name: menuNamespace };
  const [from, to] = menuEdge?.split('\n') ?? [];
  return from === undefined || to === undefined ? null : { kind: 'edge', from, to };
}
