import { valueAt } from '../../cluster/fields.ts';
import type { Attachment } from '../../controlplane/policyAttachment.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { LensNote } from '../../model/lens.ts';
import type { Resource } from '../../model/resource.ts';
import type { Setting } from '../ladder/setEach.ts';
import { type Guarded, guardedBy, waypointPrincipals } from './waypointTargets.ts';

/** What becomes of one policy where waypoints go. */
export interface Rewritten {
  readonly settings: readonly Setting[];
  /** It is for several Services, or for another namespace: it is written anew, once for each. */
  readonly added: readonly JsonObject[];
  readonly goes: boolean;
  readonly notes: readonly LensNote[];
}

/** A policy that a waypoint enforces, as policies for the pods behind it. Those that no waypoint enforces stay as they are. */
export function asSelectors(world: World, policy: Admitted<Attachment>): Rewritten {
  const { resource } = policy;
  const { guarded, unsaid } = guardedBy(world, policy);
  const notes = [
    ...unsaid.map((code) => ({ code, resource: resource.id, args: {} })),
    ...(guarded.length === 0 ? [] : addressNotes(resource)),
    ...goneNotes(world, resource),
  ];
  const [only] = guarded;
  if (only === undefined) return { settings: [], added: [], goes: false, notes };
  const written = valueAt(resource.body, ['spec']);
  const spec = isObject(written) ? written : {};
  if (guarded.length === 1 && only.namespace === resource.namespace) {
    const value = specFor(world, spec, resource, only);
    return { settings: [{ resource, path: ['spec'], value }], added: [], goes: false, notes };
  }
  const taken = new Set<string>();
  const added = guarded.map((each) => {
    const metadata = { ...metadataOf(resource), name: freeName(resource.name, each, taken), namespace: each.namespace };
    return { ...resource.body, metadata, spec: specFor(world, spec, resource, each) };
  });
  return { settings: [], added, goes: true, notes };
}

function metadataOf({ body }: Resource): JsonObject {
  const metadata = valueAt(body, ['metadata']);
  return isObject(metadata) ? metadata : {};
}

function freeName(name: string, { namespace, service }: Guarded, taken: Set<string>): string {
  const wanted = service === null ? name : `${name}-${service.name}`;
  let free = wanted;
  for (let count = 2; taken.has(`${namespace}/${free}`); count += 1) free = `${wanted}-${count}`;
  taken.add(`${namespace}/${free}`);
  return free;
}

const targets: ReadonlySet<string> = new Set(['targetRef', 'targetRefs', 'selector']);

function specFor(world: World, spec: JsonObject, { namespace }: Resource, to: Guarded): JsonObject {
  const rest = Object.fromEntries(Object.entries(spec).filter(([key]) => !targets.has(key)));
  const selector = to.labels === null ? {} : { selector: { matchLabels: { ...to.labels } } };
  const rules = rest['rules'];
  if (rules === undefined || !isList(rules)) return { ...selector, ...rest };
  return { ...selector, ...rest, rules: rules.map((rule) => ruleFor(world, rule, namespace, to)) };
}

/** "`ports`: service port" at a waypoint, the pod's own at a sidecar; and a bare account is one of the policy's namespace (2.1, 2.2). */
function ruleFor(world: World, rule: Json, home: string, to: Guarded): Json {
  const port = (value: Json): Json => podPort(world, value, to);
  const account = (value: Json): Json =>
    typeof value === 'string' && !value.includes('/') && to.namespace !== home ? `${home}/${value}` : value;
  const inEntry = (entry: Json, part: string, keys: readonly string[], change: (value: Json) => Json): Json => {
    const inner = isObject(entry) ? entry[part] : undefined;
    if (!isObject(entry) || inner === undefined || !isObject(inner)) return entry;
    const changed = Object.entries(inner).map(([key, value]) => [
      key,
      keys.includes(key) && isList(value) ? value.map(change) : value,
    ]);
    return { ...entry, [part]: Object.fromEntries(changed) };
  };
  if (!isObject(rule)) return rule;
  const { from, to: operations, when } = rule;
  return {
    ...rule,
    ...(from !== undefined && isList(from)
      ? { from: from.map((entry) => inEntry(entry, 'source', ['serviceAccounts', 'notServiceAccounts'], account)) }
      : {}),
    ...(operations !== undefined && isList(operations)
      ? { to: operations.map((entry) => inEntry(entry, 'operation', ['ports', 'notPorts'], port)) }
      : {}),
    ...(when !== undefined && isList(when)
      ? {
          when: when.map((condition) => {
            if (!isObject(condition)) return condition;
            const change =
              condition['key'] === 'destination.port'
                ? port
                : condition['key'] === 'source.serviceAccount'
                  ? account
                  : null;
            if (change === null) return condition;
            const values = Object.entries(condition).map(([key, value]) => [
              key,
              (key === 'values' || key === 'notValues') && isList(value) ? value.map(change) : value,
            ]);
            return Object.fromEntries(values);
          }),
        }
      : {}),
  };
}

function podPort({ cluster }: World, value: Json, { namespace, service }: Guarded): Json {
  const services =
    service === null ? [...cluster.services.values()].filter((each) => each.namespace === namespace) : [service];
  for (const each of services) {
    const port = each.ports.find((candidate) => String(candidate.port) === value);
    const [endpoint] = port === undefined ? [] : cluster.endpoints(each.hostname, port);
    if (endpoint !== undefined) return String(endpoint.port);
  }
  return value;
}

/** "`ipBlocks` never, `destination.ip` = VIP" at a waypoint (10.5): at a sidecar they are the addresses of pods. */
function addressNotes({ id, body }: Resource): readonly LensNote[] {
  const text = JSON.stringify(valueAt(body, ['spec', 'rules']) ?? null);
  const field = ['ipBlocks', 'notIpBlocks', 'source.ip', 'destination.ip'].find((each) => text.includes(`"${each}"`));
  return field === undefined ? [] : [{ code: 'lensAddress', resource: id, args: { field } }];
}

function goneNotes(world: World, { id, body }: Resource): readonly LensNote[] {
  const text = JSON.stringify(valueAt(body, ['spec', 'rules']) ?? null);
  const named = [...waypointPrincipals(world)].find((principal) => text.includes(`"${principal}"`));
  return named === undefined ? [] : [{ code: 'lensWaypointGone', resource: id, args: { principal: named } }];
}
