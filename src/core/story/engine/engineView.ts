import type { ResourceId } from '../../model/resource.ts';
import type { Frame, Story, StoryHop } from '../../model/story.ts';
import type { Place } from '../../model/trace.ts';
import type { EngineNode } from './node.ts';
import { nodesOf } from './nodes.ts';

/** What the proxy of a hop used of its configuration, in Envoy's names: no more than the steps tell. */
export interface EngineView {
  readonly hop: StoryHop;
  /** Null: no proxy stands here. */
  readonly proxy: 'envoy' | 'ztunnel' | null;
  readonly nodes: readonly EngineNode[];
}

/** The proxy's view of the hop of a frame. `until`: no step after this one is told. */
export function engineView(
  story: Story,
  shown: Frame,
  dryRun: ReadonlySet<ResourceId>,
  until: Frame | null = null,
): EngineView {
  const frame =
    shown.step.kind === 'answer' ? (story.frames.findLast(({ step }) => step.kind !== 'answer') ?? shown) : shown;
  const end = until === null ? story.frames.length : story.frames.indexOf(until) + 1;
  const frames = story.frames.slice(0, end).filter(({ hop }) => hop === frame.hop);
  const hop = story.hops[frame.hop] ?? { id: frame.id, at: story.trace.hops[0].at, frames: [frame.id] };
  const proxy = proxyAt(hop.at);
  return { hop, proxy, nodes: proxy === null ? [] : nodesOf(frames, dryRun, proxy) };
}

function proxyAt({ kind }: Place): EngineView['proxy'] {
  switch (kind) {
    case 'sidecar':
    case 'gateway':
    case 'waypoint':
      return 'envoy';
    case 'ztunnel':
      return 'ztunnel';
    case 'app':
    case 'client':
    case 'network':
    case 'outside':
      return null;
  }
}
