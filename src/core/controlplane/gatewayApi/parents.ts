import { hostnameOf } from '../../cluster/services.ts';
import type { Cluster } from '../../cluster/types.ts';
import type { ParentMiss } from '../../model/note.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { HttpRouteSpec } from '../../yaml/schema/gatewayApi/httpRoute.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { Listener } from './listeners.ts';
import { gatewayGroup, overlaps, subsetOf } from './names.ts';

export type ParentRef = NonNullable<HttpRouteSpec['parentRefs']>[number];

/** What a route of any kind says about where it belongs. */
export interface RouteHead {
  readonly parentRefs?: readonly ParentRef[] | undefined;
  readonly hostnames?: readonly string[] | undefined;
}

/** What one parentRef leads to. */
export type Parent =
  /** A listener that takes the route. */
  | { readonly kind: 'listener'; readonly listener: Listener; readonly others: readonly Listener[] }
  /** A Service or ServiceEntry: callers inside the mesh. */
  | { readonly kind: 'mesh'; readonly hosts: readonly string[]; readonly port: number | null }
  | { readonly kind: 'denied'; readonly denial: Denial };

/** A route that names a Gateway, none of whose listeners takes it. */
export interface Denial {
  readonly route: Resource;
  /** Of the parentRef. */
  readonly path: Path;
  /** `namespace/name` of the Gateway. */
  readonly gateway: string;
  readonly reason: ParentMiss;
}

/** What parents are looked up in. */
export interface Parents {
  readonly cluster: Cluster;
  readonly listeners: readonly Listener[];
  /** Services of ServiceEntries, by namespace. */
  readonly entries: ReadonlyMap<string, readonly MeshService[]>;
}

/** Where a route attaches: "each parentRef to each listener of its Gateway", or to the mesh. */
export function parentsOf(parents: Parents, route: Resource, head: RouteHead): readonly Parent[] {
  return (head.parentRefs ?? []).flatMap((ref, index) => parentsOfRef(parents, route, head, ref, index));
}

function parentsOfRef(
  parents: Parents,
  route: Resource,
  head: RouteHead,
  ref: ParentRef,
  index: number,
): readonly Parent[] {
  const { group = gatewayGroup, kind = 'Gateway', namespace = route.namespace, name, port = null } = ref;
  switch (`${group}/${kind}`) {
    case '/Service': {
      const host = hostnameOf(name, namespace);
      return parents.cluster.services.has(host) ? [{ kind: 'mesh', hosts: [host], port }] : [];
    }
    case 'networking.istio.io/ServiceEntry': {
      const services = (parents.entries.get(namespace) ?? []).filter(({ resource }) => resource.name === name);
      return services.length > 0 ? [{ kind: 'mesh', hosts: services.map(({ hostname }) => hostname), port }] : [];
    }
    case `${gatewayGroup}/Gateway`: {
      const own = parents.listeners.filter(
        ({ resource }) => resource.name === name && resource.namespace === namespace,
      );
      const found = own.map((listener): Parent => {
        const reason = denialOf(listener, route, head, ref);
        if (reason === null)
          return { kind: 'listener', listener, others: own.filter((each) => rivals(each, listener)) };
        const path = ['spec', 'parentRefs', index];
        return { kind: 'denied', denial: { route, path, gateway: `${namespace}/${name}`, reason } };
      });
      // One listener that takes it is enough: why the others do not is of no interest.
      const taken = found.filter((each) => each.kind !== 'denied');
      return taken.length > 0 ? taken : nearest(found);
    }
    default:
      // "Maybe it is for another controller."
      return [];
  }
}

const nearness: readonly ParentMiss[] = ['section', 'port', 'hostname', 'kind', 'namespace'];

/** Of listeners that all refuse, the one that came nearest to taking the route. */
function nearest(denied: readonly Parent[]): readonly Parent[] {
  const rank = (parent: Parent): number => (parent.kind === 'denied' ? nearness.indexOf(parent.denial.reason) : -1);
  const best = [...denied].sort((a, b) => rank(b) - rank(a))[0];
  return best ? [best] : [];
}

function rivals(a: Listener, b: Listener): boolean {
  return a !== b && a.spec.port === b.spec.port && a.spec.protocol === b.spec.protocol;
}

/** A parentRef that leads somewhere. */
export type Attached = Exclude<Parent, { kind: 'denied' }>;

/** Why a listener refuses a route; null: it takes it. */
function denialOf(listener: Listener, route: Resource, head: RouteHead, ref: ParentRef): ParentMiss | null {
  // "First, port and section."
  if (ref.port && ref.port !== listener.spec.port) return 'port';
  if (ref.sectionName && ref.sectionName !== listener.spec.name) return 'section';
  // "Next the hostnames: one of the route's must match, in both directions of a wildcard."
  const wanted = head.hostnames?.length ? head.hostnames : ['*'];
  const matching = listener.hosts
    .map((host) => host.split('/'))
    .filter(([, host = '']) => wanted.some((name) => overlaps(host, name)));
  if (matching.length === 0) return 'hostname';
  if (!matching.some(([namespace]) => namespace === '*' || namespace === route.namespace)) return 'namespace';
  // "Also make sure this route kind is allowed."
  return listener.kinds.includes(route.kind) ? null : 'kind';
}

/** "A host that another listener of this port and protocol serves more exactly belongs to that one alone." */
export function isolated(listener: Listener, others: readonly Listener[], host: string): boolean {
  const own = listener.spec.hostname ?? '';
  if (own !== '' && !own.startsWith('*')) return true;
  if (own !== '' && !overlaps(host, own)) return false;
  return !others.some(({ spec: { hostname = '' } }) => {
    return hostname !== own && own.length <= hostname.length && subsetOf(host, hostname);
  });
}
