import type { HttpMatch, RouteEntry } from './httpRoutes.ts';
import { originOf } from './made.ts';
import type { HttpRoute, VirtualService } from './virtualService.ts';
import { exportedTo } from './visibility.ts';
import type { World } from './world.ts';

type StringMatch = NonNullable<HttpMatch['uri']>;
type Table = Readonly<Record<string, StringMatch>>;

/**
 * The routes that a delegating entry stands for: those of a VirtualService without hosts, each with both conditions (11.H).
 * None where there is no such VirtualService, or it is not exported to the parent's namespace.
 */
export function delegated(world: World, parent: VirtualService, root: HttpRoute): readonly RouteEntry[] {
  const { name = '', namespace } = root.delegate ?? {};
  const owner = namespace || parent.resource.namespace;
  const service = world.virtualServices.find(
    ({ resource, spec }) =>
      resource.name === name &&
      resource.namespace === owner &&
      (spec.hosts ?? []).length === 0 &&
      exportedTo(spec.exportTo, world.mesh.defaultVirtualServiceExportTo, owner, parent.resource.namespace),
  );
  if (!service) return [];
  return (service.spec.http ?? []).flatMap((leaf, index): readonly RouteEntry[] => {
    const matches = mergedMatches(root.match ?? [], leaf.match ?? []);
    const route = mergedRoute(root, leaf);
    if (matches === null) return [];
    const origin = originOf(service, 'http', index);
    if (matches.length === 0) return [{ service, index, origin, route, match: null }];
    return matches.map((match) => ({ service, index, origin, route, match }));
  });
}

/** "What the child does not say, the parent's route says." */
function mergedRoute(root: HttpRoute, leaf: HttpRoute): HttpRoute {
  const { delegate: _, match: __, ...rest } = root;
  const name = [root.name, leaf.name].filter(Boolean).join('-');
  return { ...rest, ...leaf, ...(name === '' ? {} : { name }) };
}

/** "Each condition of the child must find one of the parent's that it does not contradict"; null: it finds none, and the route is left out. */
function mergedMatches(roots: readonly HttpMatch[], leaves: readonly HttpMatch[]): readonly HttpMatch[] | null {
  if (roots.length === 0) return leaves;
  if (leaves.length === 0) return roots;
  const merged: HttpMatch[] = [];
  for (const leaf of leaves) {
    const fitting = roots.filter((root) => !conflicts(root, leaf));
    if (fitting.length === 0) return null;
    merged.push(...fitting.map((root) => mergedMatch(root, leaf)));
  }
  return merged;
}

function mergedMatch(root: HttpMatch, leaf: HttpMatch): HttpMatch {
  const name = [root.name, leaf.name].filter(Boolean).join('-');
  return {
    ...root,
    ...leaf,
    ...(name === '' ? {} : { name }),
    headers: { ...root.headers, ...leaf.headers },
    withoutHeaders: { ...root.withoutHeaders, ...leaf.withoutHeaders },
    queryParams: { ...root.queryParams, ...leaf.queryParams },
    sourceLabels: { ...root.sourceLabels, ...leaf.sourceLabels },
  };
}

function conflicts(root: HttpMatch, leaf: HttpMatch): boolean {
  const texts = (['uri', 'scheme', 'method', 'authority'] as const).some((key) => textConflicts(root[key], leaf[key]));
  const tables = (['headers', 'withoutHeaders', 'queryParams'] as const).some((key) =>
    tableConflicts(root[key] ?? {}, leaf[key] ?? {}),
  );
  const cases = (root.ignoreUriCase ?? false) !== (leaf.ignoreUriCase ?? false);
  const ports = Boolean(root.port && leaf.port && root.port !== leaf.port);
  // istiod takes a child that names no namespace as one that contradicts the parent's.
  const places = Boolean(root.sourceNamespace) && leaf.sourceNamespace !== root.sourceNamespace;
  const labels = Object.entries(leaf.sourceLabels ?? {}).some(([key, value]) => {
    const own = root.sourceLabels?.[key];
    return own !== undefined && own !== value;
  });
  const within = root.gateways ?? [];
  const gateways = within.length > 0 && (leaf.gateways ?? []).some((name) => !within.includes(name));
  return texts || tables || cases || ports || places || labels || gateways;
}

function tableConflicts(root: Table, leaf: Table): boolean {
  return Object.entries(leaf).some(([key, value]) => textConflicts(root[key], value));
}

/** "The child's condition must be narrower: an exact value or longer prefix under the parent's prefix"; regular expressions never are. */
function textConflicts(root: StringMatch | undefined, leaf: StringMatch | undefined): boolean {
  if (!root || !leaf) return false;
  if (root.exact !== undefined) return leaf.exact !== root.exact;
  const narrower = leaf.exact ?? leaf.prefix ?? '';
  // Where the parent asks for presence alone, nothing is narrower, not even the same.
  return !root.prefix || !narrower.startsWith(root.prefix);
}
