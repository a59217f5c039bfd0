import { compareAge, compareText } from '../../cluster/age.ts';
import type { Resource } from '../../model/resource.ts';
import type { VirtualService } from '../virtualService.ts';
import type { MadeRoute } from './httpRules.ts';
import { type Attached, isolated } from './parents.ts';
import { byPrecedence } from './precedence.ts';

/** The routes of one resource for one host at one listener, or for one host of the mesh. */
export interface BaseRoutes {
  /** What is merged has one key. */
  readonly key: string;
  readonly resource: Resource;
  readonly gateway: string;
  readonly host: string;
  readonly routes: readonly MadeRoute[];
}

/** "One VirtualService per gateway and host; in the mesh one per namespace, port and host." */
export function baseRoutes(
  resource: Resource,
  hostnames: readonly string[],
  parent: Attached,
  routes: readonly MadeRoute[],
): readonly BaseRoutes[] {
  if (routes.length === 0) return [];
  if (parent.kind === 'mesh') {
    const { port, hosts } = parent;
    const place = port === null ? resource.namespace : `${resource.namespace}/${port}`;
    const own = port === null ? routes : routes.map((each) => onPort(each, port));
    return hosts.map((host) => ({ key: `${place}/${host}`, resource, gateway: 'mesh', host, routes: own }));
  }
  const { listener, others } = parent;
  const { gateway } = listener;
  return (hostnames.length > 0 ? hostnames : ['*'])
    .filter((host) => isolated(listener, others, host))
    .map((host) => ({ key: `${gateway}/${host}`, resource, gateway, host, routes }));
}

function onPort({ route, origin }: MadeRoute, port: number): MadeRoute {
  const match = route.match?.length ? route.match.map((each) => ({ ...each, port })) : [{ port }];
  return { route: { ...route, match }, origin };
}

/** "What has one key is merged, oldest first, and sorted by precedence." */
export function mergedServices(bases: readonly BaseRoutes[]): readonly VirtualService[] {
  const byKey = new Map<string, BaseRoutes[]>();
  for (const base of bases) {
    const known = byKey.get(base.key);
    if (known) known.push(base);
    else byKey.set(base.key, [base]);
  }
  return [...byKey].flatMap(([key, group]) => {
    const sorted = [...group].sort((a, b) => older(a.resource, b.resource));
    const [first] = sorted;
    if (!first) return [];
    const routes = sorted.flatMap((each) => each.routes).sort((a, b) => byPrecedence(a.route, b.route));
    return [
      {
        resource: first.resource,
        spec: { hosts: [first.host], gateways: [first.gateway], http: routes.map(({ route }) => route) },
        made: { name: key.replaceAll('/', '~'), origins: routes.map(({ origin }) => origin) },
      },
    ];
  });
}

/** "By age, then by namespace, then by name." */
function older(a: Resource, b: Resource): number {
  return compareAge(a, b) || compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}
