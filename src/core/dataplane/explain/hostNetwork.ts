import type { Workload } from '../../cluster/types.ts';
import { note } from '../../model/note.ts';
import type { Check } from '../../model/trace.ts';

/** "hostNetwork pods: never injected; node IP as source" (9.6): the line of the pod that says so, for one without a proxy. */
export function hostNetworkChecks(workload: Workload | undefined): readonly Check[] {
  if (!workload?.hostNetwork || workload.proxy !== 'none') return [];
  return [
    {
      kind: 'setting',
      name: 'hostNetwork',
      source: { resource: workload.resource.id, path: [...workload.podPath, 'spec', 'hostNetwork'] },
      matched: true,
      expected: { kind: 'any' },
      actual: { kind: 'value', value: workload.ip },
      children: [],
      note: note('pod.hostNetwork', {}),
    },
  ];
}
