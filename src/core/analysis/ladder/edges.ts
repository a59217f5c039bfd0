import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Hop, HttpHead, Step, Trace } from '../../model/trace.ts';

/** A proxy's door that a wanted request comes through, as the policies of that proxy see it. */
export interface Door {
  readonly server: Workload;
  /** The verified identity of who knocks; null: none. */
  readonly peer: string | null;
  readonly port: number;
  /** Null on a TCP chain. */
  readonly http: HttpHead | null;
  /** The port declares no protocol: what comes is looked at to tell. */
  readonly sniffed: boolean;
  /** The issuer of the token that was verified there; '' for any. Null: it came without. */
  readonly issuer: string | null;
  readonly request: string;
}

/** A connection of a wanted request as the network sees it: from pod to pod, or out. */
export interface Leg {
  /** Undefined: from outside the cluster. */
  readonly from: Workload | undefined;
  /** Undefined: out of the cluster. */
  readonly to: Workload | undefined;
  readonly port: number;
}

/** Every door that a delivered request passed. The world has an ALLOW policy on each, so that each left a step. */
export function doorsOf({ cluster }: World, { hops, request }: Trace): readonly Door[] {
  return hops.flatMap(({ at, steps }): Door[] => {
    if (at.kind !== 'gateway' && !(at.kind === 'sidecar' && at.side === 'inbound')) return [];
    const server = cluster.workloads.get(at.workload);
    const step = steps.find((each) => each.kind === 'rbac' && each.action === 'ALLOW');
    if (server === undefined || step?.kind !== 'rbac') return [];
    const { peer, http, destination } = step.packet;
    const read = step.layer === 'HTTP' ? http : null;
    const sniffed = steps.some((each) => each.kind === 'filterChain' && each.protocol === 'AUTO');
    const issuer = issuerOf(steps);
    return [{ server, peer, port: destination.port, http: read, sniffed, issuer, request: request.id }];
  });
}

function issuerOf(steps: readonly Step[]): string | null {
  const checks = steps.find(({ kind }) => kind === 'jwt')?.checks ?? [];
  return checks.find(({ actual }) => actual.kind === 'value' && actual.value === 'valid')?.name ?? null;
}

/** Every connection that a request made. */
export function legsOf({ cluster }: World, { hops }: Trace): readonly Leg[] {
  const find = (id: Workload['id'] | null): Workload | undefined =>
    id === null ? undefined : cluster.workloads.get(id);
  return hops.flatMap(({ steps }: Hop) =>
    steps.flatMap(({ kind, packet }): Leg[] => {
      if (kind !== 'wire') return [];
      const { source, destination } = packet;
      return [{ from: find(source.workload), to: find(destination.workload), port: destination.port }];
    }),
  );
}
