import type { NodeId } from '../../../core/model/overview.ts';
import type { Caller } from '../../../core/model/request.ts';
import type { Story, StoryHop } from '../../../core/model/story.ts';
import { kubeletId, outsideId } from '../layout/meshGraph.ts';
import type { StoryFacts } from './facts.ts';

/** What a hop is on the canvas. `entry` is a proxy that lets in; `stay` the app or outside server that answers. */
export type Role = 'start' | 'exit' | 'wire' | 'entry' | 'stay';

/** One stretch from a node to the next node that takes the request in. */
export interface Segment {
  readonly from: NodeId;
  /** Null where the request gets no further and nobody knows where it was going. */
  readonly to: NodeId | null;
  /** Index of the hop whose proxy lets the request in; null without one. */
  readonly entry: number | null;
}

export interface HopPlace {
  readonly segment: number;
  readonly role: Role;
}

export interface Stretches {
  readonly segments: readonly Segment[];
  /** Beside `story.hops`: the stretch of each hop, and what it is there. */
  readonly hops: readonly HopPlace[];
}

/** Cuts a story's hops into stretches between nodes. Every story has at least one. */
export function stretches(story: Story, facts: StoryFacts): Stretches {
  const { request } = story.trace;
  const segments: Segment[] = [];
  let open: Segment = { from: callerNode(request.caller), to: null, entry: null };
  const hops = story.hops.map((hop): HopPlace => {
    // The last hop is the answer at the caller: the request itself goes nowhere in it.
    if (hop.frames[0] === 'answer') return { segment: segments.length, role: 'start' };
    const role = roleOf(hop, open, segments.length);
    // What leaves a node that has taken the request in begins another stretch.
    if (open.to !== null && role !== 'stay' && role !== 'start') {
      segments.push(open);
      open = { from: open.to, to: null, entry: null };
    }
    const segment = segments.length;
    if (role === 'entry') open = { ...open, to: nodeOf(hop), entry: story.hops.indexOf(hop) };
    if (role === 'stay') open = { ...open, to: open.to ?? nodeOf(hop) };
    return { segment, role };
  });
  const meant = facts.requests.find((one) => one.id === request.id)?.to ?? null;
  const dialled = request.target.kind === 'workload' ? request.target.workload : meant;
  segments.push(open.to === null && dialled !== open.from ? { ...open, to: dialled } : open);
  return { segments, hops };
}

/** Every node that a story comes to, or would have. */
export function waypoints(story: Story, facts: StoryFacts): readonly NodeId[] {
  return stretches(story, facts).segments.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
}

export function callerNode(caller: Caller): NodeId {
  if (caller.kind === 'kubelet') return kubeletId;
  return caller.kind === 'workload' ? caller.workload : outsideId;
}

function roleOf(hop: StoryHop, open: Segment, finished: number): Role {
  switch (hop.at.kind) {
    case 'client':
      return 'start';
    case 'app':
      return finished === 0 && open.to === null && hop.at.workload === open.from ? 'start' : 'stay';
    case 'sidecar':
    case 'ztunnel':
      return hop.at.side === 'outbound' ? 'exit' : 'entry';
    case 'network':
      return 'wire';
    case 'gateway':
    case 'waypoint':
      return 'entry';
    case 'outside':
      return 'stay';
  }
}

function nodeOf(hop: StoryHop): NodeId | null {
  switch (hop.at.kind) {
    case 'app':
    case 'sidecar':
    case 'gateway':
    case 'ztunnel':
    case 'waypoint':
      return hop.at.workload;
    case 'client':
      return outsideId;
    case 'outside':
      return `external:${hop.at.host}`;
    case 'network':
      return null;
  }
}
