import { useEffect } from 'react';
import { compromiseWords as words, sayReach } from '../../content/locales/en/compromise.ts';
import type { AttackedPort, ReachState } from '../../core/model/compromise.ts';
import { shortName } from '../../core/model/naming.ts';
import type { NodeId } from '../../core/model/overview.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { CanvasBar } from '../ui/CanvasBar.tsx';
import { useReach } from './useReach.ts';

/** Over the canvas while a workload counts as taken over: how far it reaches, in a sentence, and marks on the nodes. */
export function CompromiseBar() {
  const taken = useStore((state) => state.taken);
  const document = useStore((state) => state.good?.version.document ?? null);
  const reach = useReach(document, taken);
  useEffect(() => {
    useStore.setState({ reach: reach.done < 1 ? null : marksOf(reach.ports) });
    return () => useStore.setState({ reach: null });
  }, [reach]);
  if (taken === null) return null;
  const text =
    reach.done < 1
      ? words.asking(reach.done)
      : reach.failed
        ? words.failed
        : reach.ports.length === 0
          ? words.nobody
          : sayReach(shortName(taken), reach.ports);
  return (
    <CanvasBar label={words.bar}>
      <p role="status">{text}</p>
      <Button small look="line" onClick={() => useStore.setState({ dialog: { kind: 'compromise' } })}>
        {words.list}
      </Button>
      <Button small onClick={() => useStore.setState({ taken: null })}>
        {words.end}
      </Button>
    </CanvasBar>
  );
}

const weight = { stopped: 0, unclear: 1, past: 2, reached: 3 } as const satisfies Record<ReachState, number>;

/** The furthest that it gets at each node. */
function marksOf(ports: readonly AttackedPort[]): Readonly<Record<NodeId, ReachState>> {
  const marks: Record<NodeId, ReachState> = {};
  for (const { node, state } of ports) {
    const known = marks[node];
    if (known === undefined || weight[state] > weight[known]) marks[node] = state;
  }
  return marks;
}
