import { objectsAt } from '../../cluster/fields.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Edit } from '../../model/lint.ts';
import type { RepairEdit } from '../../model/repair.ts';
import { type Path, resourceId } from '../../model/resource.ts';
import type { Check } from '../../model/trace.ts';
import { besideOf, bodyOf, freeName, meaning, type Site } from './site.ts';

/** No ALLOW policy matched: a value more in a rule that misses little, a rule more, or a policy more. */
export function allowRepairs(site: Site): readonly RepairEdit[] {
  const { step, determining } = site;
  if (determining?.kind !== 'unmatched') return [];
  const asked = determining.policies.map(({ resource }) => resource);
  const near = step.checks.filter(({ source }) => source !== null && asked.includes(source.resource));
  return [...near.flatMap(nearMisses), ...ruleRepairs(site), ...policyRepairs(site)];
}

/** More values than this to add, and another rule says it better. */
const most = 2;

function nearMisses(policy: Check): readonly RepairEdit[] {
  const rules = policy.children.filter(({ kind }) => kind === 'rule');
  return rules.flatMap((rule): readonly RepairEdit[] => {
    const missing = missingIn(rule);
    if (missing === null || missing.length === 0 || missing.length > most) return [];
    const [first, second] = missing.map(({ name, actual }) => [name, actual.kind === 'value' ? actual.value : '']);
    const args = {
      resource: policy.source?.resource ?? '',
      ...(first ? { field: first[0] ?? '', value: first[1] ?? '' } : {}),
      ...(second ? { field2: second[0] ?? '', value2: second[1] ?? '' } : {}),
    };
    return [{ code: 'addValue', args, edits: missing.map(added) }];
  });
}

/** The fields of a rule that would have to take one value more; null: that is not what it misses. */
function missingIn(rule: Check): readonly Check[] | null {
  const missing: Check[] = [];
  for (const kind of ['from', 'to'] as const) {
    const entries = rule.children.filter((child) => child.kind === kind);
    if (entries.length === 0 || entries.some(({ matched }) => matched)) continue;
    const least = entries
      .map((entry) => unmetFields(entry.children))
      .filter((fields) => fields !== null)
      .sort((a, b) => a.length - b.length)[0];
    if (least === undefined) return null;
    missing.push(...least);
  }
  const conditions = unmetFields(rule.children.filter(({ kind }) => kind === 'when').flatMap(conditionFields));
  return conditions === null ? null : [...missing, ...conditions];
}

function conditionFields(when: Check): readonly Check[] {
  return when.children.some(({ kind }) => kind === 'field') ? when.children : [when];
}

/** Fields that did not match; null if one of them can take no value more. */
function unmetFields(fields: readonly Check[]): readonly Check[] | null {
  const unmet = fields.filter(({ matched }) => !matched);
  return unmet.every(takesMore) ? unmet : null;
}

function takesMore({ kind, name, source, expected, actual }: Check): boolean {
  const negative = /^not[A-Z]/.test(name) || expected.kind === 'not';
  return kind === 'field' && source !== null && !negative && actual.kind === 'value' && actual.value !== '';
}

function added({ source, children, actual }: Check): Edit {
  const { resource, path } = source ?? { resource: resourceId('', '', ''), path: [] };
  const count = children.filter(({ kind }) => kind === 'value').length;
  return { op: 'set', resource, path: [...path, count], value: actual.kind === 'value' ? actual.value : '' };
}

function ruleRepairs(site: Site): readonly RepairEdit[] {
  const { determining, place, world } = site;
  if (determining?.kind !== 'unmatched') return [];
  const own = determining.policies.filter(({ namespace }) => namespace !== world.mesh.rootNamespace);
  const rule = ruleFor(site);
  return own.slice(0, 2).flatMap(({ resource }): readonly RepairEdit[] => {
    const body = bodyOf(site, resource);
    if (body === null || place === undefined) return [];
    const rules = objectsAt(body, 'spec', 'rules').length;
    const path: Path = rules === 0 ? ['spec', 'rules'] : ['spec', 'rules', rules];
    const change: Edit = { op: 'set', resource, path, value: rules === 0 ? [rule] : rule };
    return [{ code: 'addRule', args: { resource }, edits: [change] }];
  });
}

function policyRepairs(site: Site): readonly RepairEdit[] {
  const { world, place, sender } = site;
  if (place === undefined) return [];
  const { namespace } = place;
  const kind = 'AuthorizationPolicy';
  const name = freeName(world, kind, namespace, `allow-${sender?.name ?? 'caller'}-to-${place.name}`);
  const resource = resourceId(kind, namespace, name);
  const gateway = place.labels['gateway.networking.k8s.io/gateway-name'];
  const attached: JsonObject =
    place.proxy === 'waypoint' && gateway !== undefined
      ? { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway }] }
      : { selector: { matchLabels: meaning(place) } };
  const body: JsonObject = {
    apiVersion: 'security.istio.io/v1',
    kind,
    metadata: { name, namespace },
    spec: { ...attached, action: 'ALLOW', rules: [ruleFor(site)] },
  };
  return [
    {
      code: 'newAllow',
      args: { resource },
      edits: [{ op: 'add', beside: besideOf(world, kind, place), manifest: body }],
    },
  ];
}

/** This caller, and what it asks for, as narrow as the place can tell. */
export function ruleFor({ packet, step }: Site): JsonObject {
  const { peer, source, destination, http } = packet;
  const who: JsonObject | null = peer !== null ? { principals: [peer] } : source.ip ? { ipBlocks: [source.ip] } : null;
  const readable = step.kind === 'rbac' && step.layer === 'HTTP' && http !== null;
  const operation: Record<string, Json> = readable
    ? { methods: [http.method], paths: [pathOf(http.path)], ports: [String(destination.port)] }
    : { ports: [String(destination.port)] };
  return { ...(who === null ? {} : { from: [{ source: who }] }), to: [{ operation }] };
}

/** "Paths without query." */
export function pathOf(path: string): string {
  return path.replace(/[?#].*$/s, '');
}
