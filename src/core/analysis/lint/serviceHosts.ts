import { hostnameOf } from '../../cluster/services.ts';
import type { World } from '../../controlplane/world.ts';
import { completeHost, hostCovers } from '../../controlplane/visibility.ts';
import { nearestName } from './likeness.ts';

/** What a host of a DestinationRule or a route means: whether something is known by it, and what was probably meant. */
export interface NamedHost {
  readonly known: boolean;
  /** The name of a Service that was probably meant, in full. */
  readonly near: string | null;
}

/** "A short name (no dot) is completed with the namespace; `s.ns` has a dot, is taken literally, and matches no Kubernetes service" (3.4). */
export function namedHost(world: World, host: string, namespace: string): NamedHost {
  const full = completeHost(host, namespace).toLowerCase();
  if (full.includes('*'))
    return {
      known: [...world.registry.keys()].some((each) => hostCovers(full, each) || hostCovers(each, full)),
      near: null,
    };
  const known =
    world.registry.has(full) ||
    [...world.registry.keys()].some((each) => each.startsWith('*') && hostCovers(each, full));
  return { known, near: known ? null : near(world, host.toLowerCase(), namespace) };
}

function near({ cluster }: World, host: string, namespace: string): string | null {
  const [name = '', where] = host.replace(/\.svc(?:\.cluster\.local)?\.?$/, '').split('.');
  // `reviews.shop`, which names a Service everywhere else.
  if (where !== undefined && cluster.services.has(hostnameOf(name, where))) return hostnameOf(name, where);
  // The same name in the only other namespace that has it.
  const same = [...cluster.services.values()].filter((service) => service.name === name);
  const [only, ...others] = same;
  if (only !== undefined && others.length === 0) return only.hostname;
  const here = [...cluster.services.values()].filter((service) => service.namespace === (where ?? namespace));
  const alike = nearestName(
    name,
    here.map((service) => service.name),
  );
  return alike === null ? null : hostnameOf(alike, where ?? namespace);
}
