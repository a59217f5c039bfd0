import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RepairEdit } from '../../model/repair.ts';
import type { Request } from '../../model/request.ts';
import { type ResourceId, resourceId } from '../../model/resource.ts';
import type { Determining, Packet, Step, Trace } from '../../model/trace.ts';

/** Where a request was stopped. */
export interface Site {
  readonly world: World;
  readonly request: Request;
  readonly trace: Trace;
  readonly step: Step;
  readonly packet: Packet;
  readonly determining: Determining | null;
  /** Whose packet it was there: the caller, or a gateway on the way. */
  readonly sender: Workload | undefined;
  /** Whose place it was. */
  readonly place: Workload | undefined;
}

/** Edits that may let a request past the place where it was stopped; whether they do is found by sending it again. */
export type Repairs = (site: Site) => readonly RepairEdit[];

/** The deciding step of a denied request and who met there; null: it was not denied. */
export function siteOf(world: World, request: Request, trace: Trace): Site | null {
  const { verdict, hops } = trace;
  if (verdict.kind !== 'denied') return null;
  const hop = hops[hops.length - 1];
  const step = hop?.steps.find(({ id }) => id === verdict.step);
  if (hop === undefined || step === undefined) return null;
  const workloadAt = (id: Workload['id'] | null): Workload | undefined =>
    id === null ? undefined : world.cluster.workloads.get(id);
  const { packet } = step;
  const at = 'workload' in hop.at ? hop.at.workload : packet.destination.workload;
  const { determining } = verdict;
  const sender = workloadAt(packet.source.workload);
  return { world, request, trace, step, packet, determining, sender, place: workloadAt(at) };
}

/** The object as the API server has it. */
export function bodyOf({ world }: Site, id: ResourceId): JsonObject | null {
  return world.cluster.resource(id)?.body ?? null;
}

/** A name of a kind in a namespace that nobody has yet. */
export function freeName({ cluster }: World, kind: string, namespace: string, wanted: string): string {
  const base = wanted
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base || 'repair' : `${base || 'repair'}-${count}`;
    if (cluster.resource(resourceId(kind, namespace, name)) === undefined) return name;
  }
}

/** The object whose file a new one is put into: the last of its kind, else the workload that it is about. */
export function besideOf({ cluster }: World, kind: string, workload: Workload): ResourceId {
  return cluster.byKind(kind).at(-1)?.id ?? workload.resource.id;
}

/** Labels by which a workload is meant: `app` alone where it has one, else those that are its own. */
export function meaning({ labels }: Workload): Readonly<Record<string, string>> {
  for (const key of ['app', 'app.kubernetes.io/name']) {
    const value = labels[key];
    if (value !== undefined) return { [key]: value };
  }
  const own = Object.entries(labels).filter(([key]) => !key.includes('istio.io/') && key !== 'pod-template-hash');
  return Object.fromEntries(own);
}
