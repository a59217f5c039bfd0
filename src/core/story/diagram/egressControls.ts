import type { Frame, Story } from '../../model/story.ts';
import type { Control } from './controls.ts';
import { nameOf } from './nameOf.ts';

/**
 * What decides where a workload may go: the ServiceEntry of the host, and for hosts that nobody knows
 * outboundTrafficPolicy, with the Sidecar that sets it.
 */
export function egressControls(frames: readonly Frame[], story: Story): readonly Control[] {
  const stopped = frames.some(({ deciding }) => deciding);
  const unknown = unknownHost(frames, story);
  const entry = registered(frames);
  const rest = stopped && unknown === null ? 'notReached' : 'notNeeded';
  return [
    entry ?? { kind: 'ServiceEntry', did: unknown === null ? rest : 'absent', names: [], says: null },
    unknown ?? { kind: 'Sidecar', did: rest, names: [], says: null },
  ];
}

/** The same for a gateway that sends a request on: only what acts. */
export function handedOn(frames: readonly Frame[], story: Story): readonly Control[] {
  return [registered(frames), unknownHost(frames, story)].filter((control) => control !== null);
}

/** What becomes of a host that the proxy does not know; null: it knows it. */
function unknownHost(frames: readonly Frame[], { trace: { verdict } }: Story): Control | null {
  const cause = verdict.kind === 'denied' ? verdict.cause : null;
  const stop = frames.find(({ deciding }) => deciding);
  if (stop !== undefined && (cause === 'blackHole' || cause === 'blockAll')) {
    const names = stop.decidingSources.flatMap(({ resource }) => nameOf(resource, 'Sidecar'));
    return { kind: 'Sidecar', did: 'denied', names: [...new Set(names)], says: stop.short };
  }
  // "ALLOW_ANY: unknown hosts go to PassthroughCluster."
  const passed = frames.find(
    ({ step }) =>
      (step.kind === 'route' && step.virtualHost === 'allow_any') ||
      (step.kind === 'cluster' && step.cluster === 'PassthroughCluster'),
  );
  return passed === undefined ? null : { kind: 'Sidecar', did: 'passed', names: [], says: passed.short };
}

/** The ServiceEntry that makes a host outside the cluster known, by that host. */
function registered(frames: readonly Frame[]): Control | null {
  const chosen = frames.find(({ step }) => step.kind === 'cluster');
  if (chosen?.step.kind !== 'cluster') return null;
  const { cluster, endpoint } = chosen.step;
  // "Clusters are named `outbound|PORT|SUBSET|HOST`."
  const [direction, , , host = ''] = cluster.split('|');
  if (direction !== 'outbound' || endpoint !== null || host.endsWith('.svc.cluster.local')) return null;
  return { kind: 'ServiceEntry', did: chosen.deciding ? 'denied' : 'passed', names: [host], says: null };
}
