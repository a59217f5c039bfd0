import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import { isAddress, type Needs } from './imports.ts';
import { grouped, manifest, type Namer, type Written } from './written.ts';

const networking = 'networking.istio.io/v1';

/**
 * What proxies know of the world: nothing but what their namespace wants, and REGISTRY_ONLY for the rest (YAML-2).
 * A setting of the caller's own proxy: it informs and keeps order, and the network policies beneath are the wall.
 */
export function outwardScope(
  world: World,
  needs: readonly Needs[],
  name: Namer,
  /** Namespaces whose proxies let pass what they do not know: something there dials addresses that have no name. */
  open: ReadonlySet<string> = new Set(),
): readonly Written[] {
  const namespaces = new Set(
    [...world.cluster.workloads.values()].flatMap(({ namespace, proxy }) => (proxy === 'sidecar' ? [namespace] : [])),
  );
  return [
    rootSidecar(world, name),
    ...[...namespaces].flatMap((namespace) => {
      const own = needs.filter(({ client }) => client.namespace === namespace);
      const entries = serviceEntries(namespace, own, name);
      const hosts = new Set([...own.flatMap((each) => each.hosts), ...entries.map(({ host }) => `./${host}`)]);
      const because = [...new Set(own.map(({ request }) => request))];
      return [...entries, sidecar(namespace, [...hosts].sort(), because, name, open.has(namespace))];
    }),
  ];
}

function sidecarSpec(hosts: readonly string[], open = false): JsonObject {
  return { egress: [{ hosts }], outboundTrafficPolicy: { mode: open ? 'ALLOW_ANY' : 'REGISTRY_ONLY' } };
}

/** "A selector-less Sidecar of the root namespace is for every namespace without its own" (4.9). */
function rootSidecar({ mesh }: World, name: Namer): Written {
  const root = mesh.rootNamespace;
  const spec = sidecarSpec(['./*', `${root}/*`]);
  return {
    note: { kind: 'rootSidecar' },
    body: manifest(networking, 'Sidecar', root, name('Sidecar', root, 'default'), spec),
  };
}

function sidecar(
  namespace: string,
  hosts: readonly string[],
  because: readonly string[],
  name: Namer,
  open: boolean,
): Written {
  // "~/*": nothing at all.
  const spec = sidecarSpec(hosts.length === 0 ? ['~/*'] : hosts, open);
  return {
    note: { kind: 'sidecar', namespace, hosts: hosts.length },
    body: manifest(networking, 'Sidecar', namespace, name('Sidecar', namespace, 'default'), spec),
    because: [because],
  };
}

/** A ServiceEntry for each outside host that nobody has registered, for this namespace alone. */
function serviceEntries(namespace: string, needs: readonly Needs[], name: Namer) {
  const wanted = needs.flatMap(({ outside }) => (outside === null || isAddress(outside.host) ? [] : [outside]));
  return grouped(wanted, ({ host }) => host).map((same): Written & { readonly host: string } => {
    const [{ host }] = same;
    const ports = grouped(same, ({ port }) => String(port)).map(([{ port, protocol }]) => ({
      number: port,
      name: `${protocol.toLowerCase()}-${port}`,
      protocol,
    }));
    const spec = { hosts: [host], exportTo: ['.'], location: 'MESH_EXTERNAL', resolution: 'DNS', ports };
    return {
      host,
      note: { kind: 'serviceEntry', host, namespace },
      body: manifest(networking, 'ServiceEntry', namespace, name('ServiceEntry', namespace, host), spec),
      because: [[...new Set(same.map(({ request }) => request))]],
    };
  });
}
