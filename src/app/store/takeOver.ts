import type { WorkloadId } from '../../core/model/resource.ts';
import { useStore } from './store.ts';

/** From here on a workload counts as taken over; the list of what it reaches opens. */
export function takeOver(workload: WorkloadId): void {
  useStore.setState({ taken: workload, dialog: { kind: 'compromise' } });
}

/** The same for the one that is selected, the one that was taken over before, or the first that sends anything. */
export function takeOverSelected(): void {
  const { good, selected, taken } = useStore.getState();
  const workloads = (good?.evaluation.overview.workloads ?? []).filter(
    ({ proxy }) => proxy !== 'gateway' && proxy !== 'waypoint',
  );
  const chosen =
    workloads.find(({ id }) => id === selected) ?? workloads.find(({ id }) => id === taken) ?? workloads[0];
  if (chosen !== undefined) takeOver(chosen.id);
}
