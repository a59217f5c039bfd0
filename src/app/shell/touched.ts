import type { FrameId, Story } from '../../core/model/story.ts';
import type { ResourceId, WorkloadId } from '../../core/model/resource.ts';

export interface Parts {
  readonly workload: WorkloadId | null;
  readonly resources: ReadonlySet<ResourceId>;
}

/** What the current step is about: where it happens, and the resources that decided it. */
export function touched(story: Story | null, id: FrameId | null): Parts {
  const frame = story?.frames.find((one) => one.id === id);
  const at = frame === undefined ? undefined : story?.hops[frame.hop]?.at;
  return {
    workload: at !== undefined && 'workload' in at ? at.workload : null,
    resources: new Set(frame?.decidingSources.map(({ resource }) => resource)),
  };
}
