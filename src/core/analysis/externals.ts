import { objectAt, valueAt } from '../cluster/fields.ts';
import type { World } from '../controlplane/world.ts';
import type { Json } from '../model/json.ts';
import type { ExternalOverview, RequestOverview } from '../model/overview.ts';

const prefix = 'external:';

/** Hosts outside the cluster: those that prepared requests dial, and those that ServiceEntries make known. */
export function externalsOf(world: World, requests: readonly RequestOverview[]): readonly ExternalOverview[] {
  const registered = registeredHosts(world);
  const dialled = requests.flatMap(({ to }) => (to.startsWith(prefix) ? [to.slice(prefix.length)] : []));
  // A wildcard is no place to draw; it registers what it covers.
  const named = registered.filter((host) => !host.includes('*') && !isInCluster(world, host));
  return [...new Set([...named, ...dialled])].map((host) => ({
    id: `${prefix}${host}`,
    host,
    registered: registered.some((known) => covers(known, host)),
  }));
}

function registeredHosts({ cluster }: World): readonly string[] {
  return cluster.byKind('ServiceEntry').flatMap(({ body }) => {
    const hosts = valueAt(objectAt(body, 'spec'), ['hosts']);
    return Array.isArray(hosts) ? hosts.filter((host: Json) => typeof host === 'string') : [];
  });
}

function isInCluster({ cluster }: World, host: string): boolean {
  return (
    host.endsWith('.svc.cluster.local') || cluster.services.get(host)?.hostname.endsWith('.svc.cluster.local') === true
  );
}

function covers(known: string, host: string): boolean {
  return known === host || known === '*' || (known.startsWith('*.') && host.endsWith(known.slice(1)));
}
