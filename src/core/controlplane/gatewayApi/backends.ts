import { hostnameOf } from '../../cluster/services.ts';
import type { Cluster } from '../../cluster/types.ts';
import type { RouteFault } from '../../model/note.ts';
import type { Path } from '../../model/resource.ts';
import type { ReferenceGrantSpec } from '../../yaml/schema/gatewayApi/referenceGrant.ts';
import type { BackendOrigin, BackendProblem } from '../made.ts';
import type { Registry } from '../registry.ts';
import type { Admitted } from '../world.ts';
import { isGranted } from './grants.ts';

/** What conversion looks up. */
export interface Lookup {
  readonly cluster: Cluster;
  readonly registry: Registry;
  readonly grants: readonly Admitted<ReferenceGrantSpec>[];
}

/** Who refers to a backend. */
export interface Referrer {
  readonly kind: string;
  readonly namespace: string;
  /** "Routes of the mesh need no ReferenceGrant." */
  readonly mesh: boolean;
}

/** A reference to where requests go. */
export interface BackendRef {
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly port?: number | undefined;
  readonly weight?: number | undefined;
}

export interface Backend {
  readonly destination: { readonly host: string; readonly port?: { readonly number: number } };
  readonly problem: BackendProblem | null;
}

/** The share of a backend: "default 1". */
export const weightOf = ({ weight = 1 }: BackendRef): number => weight;

/** Where a backend leads, or why its whole route is left out. "An invalid backend stays, without a host": 500. */
export function backendOf(lookup: Lookup, from: Referrer, ref: BackendRef): Backend | RouteFault {
  const { group = '', kind = 'Service', namespace = from.namespace, name, port } = ref;
  const nowhere = (problem: BackendProblem): Backend => ({ destination: { host: '' }, problem });
  const to = { group, kind, namespace, name };
  const foreign = ref.namespace !== undefined && ref.namespace !== from.namespace;
  if (!from.mesh && foreign && !isGranted(lookup.grants, { kind: from.kind, namespace: from.namespace, to }))
    return nowhere('notGranted');
  const host = hostOf(lookup, from, ref);
  if (host === null) return nowhere('unsupportedKind');
  // "The name of the Service must be used, not the hostname; a Hostname has no namespace."
  if (host === 'badName') return 'backendName';
  // "port is required in backendRef."
  if (port === undefined) return 'backendPort';
  return { destination: { host: host.name, port: { number: port } }, problem: host.exists ? null : 'notFound' };
}

function hostOf({ cluster, registry }: Lookup, from: Referrer, ref: BackendRef) {
  const { group = '', kind = 'Service', namespace = from.namespace, name } = ref;
  const asService = (): { readonly name: string; readonly exists: boolean } => {
    const hostname = hostnameOf(name, namespace);
    return { name: hostname, exists: cluster.services.has(hostname) };
  };
  switch (`${group}/${kind}`) {
    case '/Service':
      return name.includes('.') ? 'badName' : asService();
    case 'networking.istio.io/Hostname':
      return ref.namespace === undefined ? { name, exists: registry.has(name) } : 'badName';
    case 'multicluster.x-k8s.io/ServiceImport':
      return asService();
    default:
      return null;
  }
}

/** The backends that get a share, in the words of a VirtualService; `more` adds what a kind of route has beside. */
export function destinationsOf<Ref extends BackendRef, More extends object>(
  lookup: Lookup,
  from: Referrer,
  refs: readonly Ref[],
  path: Path,
  more: (ref: Ref) => More | RouteFault,
): { readonly route: readonly Destination<More>[]; readonly backends: readonly BackendOrigin[] } | RouteFault {
  const route: Destination<More>[] = [];
  const backends: BackendOrigin[] = [];
  // "Backends of weight 0 are left out; one alone needs no weight."
  const taken = [...refs.entries()].filter(([, ref]) => weightOf(ref) !== 0);
  for (const [index, ref] of taken) {
    const backend = backendOf(lookup, from, ref);
    if (typeof backend === 'string') return backend;
    const beside = more(ref);
    if (typeof beside === 'string') return beside;
    const weight = taken.length === 1 ? 0 : weightOf(ref);
    route.push({ ...beside, destination: backend.destination, weight });
    const weighted = ref.weight !== undefined;
    backends.push({ path: [...path, 'backendRefs', index], weighted, problem: backend.problem });
  }
  return { route, backends };
}

export type Destination<More> = More & { readonly destination: Backend['destination']; readonly weight: number };
