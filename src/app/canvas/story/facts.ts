import type { MeshOverview, PolicyOverview, RequestOverview } from '../../../core/model/overview.ts';
import type { Story } from '../../../core/model/story.ts';

/** What the drawing of a story needs to know of the mesh around it. */
export interface StoryFacts {
  readonly requests: readonly Pick<RequestOverview, 'id' | 'to'>[];
  readonly policies: readonly PolicyOverview[];
}

/** Of all of a mesh, what is about this story: it stays the same through most edits. */
export function factsOf(story: Story | null, { requests, policies }: MeshOverview): StoryFacts {
  if (story === null) return { requests: [], policies: [] };
  const places = new Set(story.hops.flatMap(({ at }) => ('workload' in at ? [at.workload] : [])));
  const own = requests.filter(({ id }) => id === story.trace.request.id);
  return {
    requests: own.map(({ id, to }) => ({ id, to })),
    policies: policies.filter(({ selects }) => selects.some((id) => places.has(id))),
  };
}
