import { destinationRuleFor } from '../../controlplane/destinationRule.ts';
import { gatewayName } from '../../controlplane/httpRoutes.ts';
import { completeHost } from '../../controlplane/visibility.ts';
import { boundTo, type VirtualService } from '../../controlplane/virtualService.ts';
import type { World } from '../../controlplane/world.ts';
import { isList } from '../../model/json.ts';
import { objectsAt, valueAt } from '../../cluster/fields.ts';
import type { Finding } from '../../model/lint.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { clientsOf } from './clients.ts';
import type { Facts, Lint } from './facts.ts';
import { remove, set, warning } from './finding.ts';
import { nearestName } from './likeness.ts';
import { namedHost } from './serviceHosts.ts';

/** VirtualServices that lead nowhere, or that are never asked. */
export const virtualServices: Lint = (facts) =>
  facts.world.virtualServices
    .filter(({ made }) => made === undefined)
    .flatMap((service) => [
      ...destinations(facts, service),
      ...gateways(facts.world, service),
      ...unreachable(service),
      ...second(facts.world, service),
    ]);

interface Destination {
  readonly path: Path;
  readonly host: string;
  readonly subset: string | undefined;
  readonly port: number | undefined;
}

function destinationsOf({ spec }: VirtualService): readonly Destination[] {
  return (['http', 'tls', 'tcp'] as const).flatMap((kind) =>
    (spec[kind] ?? []).flatMap(({ route }, rule) =>
      (route ?? []).map(({ destination }, index) => ({
        path: ['spec', kind, rule, 'route', index, 'destination'],
        host: destination.host,
        subset: destination.subset,
        port: destination.port?.number,
      })),
    ),
  );
}

function destinations(facts: Facts, service: VirtualService): readonly Finding[] {
  const { resource } = service;
  const { world } = facts;
  return destinationsOf(service).flatMap(({ path, host, subset, port }): readonly Finding[] => {
    // "Not checked: destination host, unknown subset (⇒ NC)" (13).
    const { known, near } = namedHost(world, host, resource.namespace);
    if (!known) {
      const at = [...path, 'host'];
      return [
        warning('hostUnknown', resource, at, {
          args: { host, kind: resource.kind, where: resource.namespace, near: near ?? '' },
          fix: near === null ? [] : [set(resource, at, near)],
        }),
      ];
    }
    const [target] = world.registry.get(completeHost(host, resource.namespace).toLowerCase()) ?? [];
    if (target === undefined) return [];
    if (port !== undefined && !target.ports.some((each) => each.port === port)) {
      const ports = target.ports.map((each) => String(each.port));
      const only = target.ports.length === 1 ? target.ports[0]?.port : undefined;
      const at = [...path, 'port', 'number'];
      return [
        warning('routePortUnknown', resource, at, {
          args: { port: String(port), host, ports: ports.join(', ') },
          fix: only === undefined ? [] : [set(resource, at, only)],
        }),
      ];
    }
    return subset === undefined
      ? []
      : subsetFindings(facts, resource, [...path, 'subset'], subset, target.hostname, target.namespace);
  });
}

/** "VS subset not defined in any visible DR → 503 NC" (case 63): for no client at all. */
function subsetFindings(
  { world }: Facts,
  resource: Resource,
  path: Path,
  subset: string,
  host: string,
  namespace: string,
): readonly Finding[] {
  const clients = clientsOf(world);
  if (clients.length === 0) return [];
  const names = new Set(
    clients.flatMap((client) =>
      (destinationRuleFor(world, client, host, namespace).rule?.subsets ?? []).map(({ name }) => name),
    ),
  );
  if (names.has(subset)) return [];
  const near = nearestName(subset, names);
  return [
    warning('subsetUnknown', resource, path, {
      args: { subset, host },
      fix: near === null ? [] : [set(resource, path, near)],
    }),
  ];
}

function gateways(world: World, { resource, spec }: VirtualService): readonly Finding[] {
  const known = new Set(world.gateways.map(({ resource: { namespace, name } }) => `${namespace}/${name}`));
  return (spec.gateways ?? []).flatMap((written, index): readonly Finding[] => {
    const name = gatewayName(written, resource.namespace);
    if (name === 'mesh' || known.has(name)) return [];
    const path = ['spec', 'gateways', index];
    const same = [...known].filter((each) => each.split('/')[1] === name.split('/')[1]);
    const near = same.length === 1 ? same[0] : nearestName(name, known);
    return [
      warning('gatewayUnknown', resource, path, {
        args: { gateway: name },
        fix: near === null || near === undefined ? [] : [set(resource, path, near)],
      }),
    ];
  });
}

/** "Routes are matched in order, so after one that catches everything no more are sent." */
function unreachable({ resource, spec }: VirtualService): readonly Finding[] {
  const routes = spec.http ?? [];
  const last = routes.findIndex(({ match }) => (match?.length ?? 0) === 0);
  if (last < 0) return [];
  return routes.slice(last + 1).map((_, index) => {
    const path = ['spec', 'http', last + 1 + index];
    return warning('routeUnreachable', resource, path, {
      args: { by: String(last + 1), rule: String(last + 2 + index) },
      fix: order(resource, last),
    });
  });
}

/** The route that catches everything goes to the end. */
function order(resource: Resource, index: number) {
  const list = valueAt(resource.body, ['spec', 'http']);
  const route = objectsAt(resource.body, 'spec', 'http')[index];
  if (list === undefined || !isList(list) || route === undefined) return [];
  return [set(resource, ['spec', 'http', list.length], route), remove(resource, ['spec', 'http', index])];
}

/** "Two VirtualServices of one host: mesh → the oldest alone (no merging)" (11.H). They come oldest first. */
function second(world: World, service: VirtualService): readonly Finding[] {
  const { resource, spec } = service;
  if (!boundTo(service, 'mesh') || (spec.exportTo?.length ?? 0) > 0) return [];
  const hosts = (of: VirtualService): readonly string[] =>
    (of.spec.hosts ?? []).map((host) => completeHost(host, of.resource.namespace));
  const own = hosts(service);
  const position = world.virtualServices.indexOf(service);
  const kinds = (of: VirtualService) =>
    (['http', 'tls', 'tcp'] as const).filter((kind) => (of.spec[kind]?.length ?? 0) > 0);
  const first = world.virtualServices.slice(0, position).find(
    (other) =>
      other.made === undefined &&
      boundTo(other, 'mesh') &&
      (other.spec.exportTo?.length ?? 0) === 0 &&
      // Only where the older one has routes of every kind that this one has.
      kinds(service).every((kind) => kinds(other).includes(kind)) &&
      own.length > 0 &&
      own.every((host) => hosts(other).includes(host)),
  );
  return first === undefined
    ? []
    : [
        warning('virtualServiceSecond', resource, ['spec', 'hosts'], {
          args: { by: `${first.resource.namespace}/${first.resource.name}`, host: spec.hosts?.[0] ?? '' },
        }),
      ];
}
