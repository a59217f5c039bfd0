import type { Workload } from '../../cluster/types.ts';
import { workloadPeerMode } from '../../controlplane/peerAuthentication.ts';
import { hasSelector } from '../../controlplane/selector.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Edit } from '../../model/lint.ts';
import { selectorOf } from '../ladder/labels.ts';

/** More changes than this are a plan, not a quick fix. */
const most = 4;

/**
 * The changes after which workloads take only mTLS: where a PeerAuthentication of their own or of their namespace has set the mode, there;
 * else a new one, for a single workload by its labels, for several of a namespace without. None if it takes too many.
 */
export function askForMtls(world: World, workloads: readonly Workload[]): readonly Edit[] {
  const edits = new Map<string, Edit>();
  const unset = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { setter, source } = workloadPeerMode(world, workload, null);
    if (setter !== null && source !== null && setter.scope !== 'mesh') {
      const path = source.path.at(-1) === 'mode' ? source.path : [...source.path, 'mode'];
      edits.set(`${source.resource} ${path.join('.')}`, {
        op: 'set',
        resource: source.resource,
        path,
        value: 'STRICT',
      });
    } else unset.set(workload.namespace, [...(unset.get(workload.namespace) ?? []), workload]);
  }
  for (const [namespace, list] of unset) {
    const added = addition(world, namespace, list);
    if (added === null) return [];
    edits.set(namespace, added);
  }
  return edits.size > most ? [] : [...edits.values()];
}

function addition(world: World, namespace: string, [first, ...others]: readonly Workload[]): Edit | null {
  const known = world.peerAuthentications.get(namespace) ?? [];
  if (first === undefined || namespace === world.mesh.rootNamespace) return null;
  if (others.length > 0) {
    // "One winner per class: the oldest" (2.2): beside another of the namespace a new one would be nobody's.
    if (known.some(({ spec }) => !hasSelector(spec))) return null;
    return add(first, 'default', {});
  }
  const { labels, alone } = selectorOf(world, first);
  return alone ? add(first, first.name, { selector: { matchLabels: { ...labels } } }) : null;

  function add({ resource }: Workload, name: string, whom: JsonObject): Edit | null {
    if (known.some((each) => each.resource.name === name)) return null;
    const manifest = {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name, namespace },
      spec: { ...whom, mtls: { mode: 'STRICT' } },
    };
    return { op: 'add', beside: resource.id, manifest };
  }
}
