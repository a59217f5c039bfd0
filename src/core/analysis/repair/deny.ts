import { objectAt, objectsAt, valueAt } from '../../cluster/fields.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Edit } from '../../model/lint.ts';
import type { RepairEdit } from '../../model/repair.ts';
import type { Path, ResourceId } from '../../model/resource.ts';
import { pathOf } from './allow.ts';
import { bodyOf, type Site } from './site.ts';

/** A rule of a DENY or CUSTOM policy matched: it leaves out the caller or the path, or the policy only says what it would do. */
export function denyRepairs(site: Site): readonly RepairEdit[] {
  const { determining, packet } = site;
  if (determining?.kind !== 'matched') return [];
  const [{ resource, rule }] = determining.rules;
  const body = bodyOf(site, resource);
  if (body === null) return [];
  const at: Path = ['spec', 'rules', rule];
  const { peer, http } = packet;
  const repairs: RepairEdit[] = [];
  if (peer !== null) {
    const edits = leftOut(body, resource, at, 'from', 'source', 'notPrincipals', peer);
    repairs.push({ code: 'exemptCaller', args: { resource, value: peer }, edits });
  }
  if (http !== null) {
    const path = pathOf(http.path);
    const edits = leftOut(body, resource, at, 'to', 'operation', 'notPaths', path);
    repairs.push({ code: 'exemptPath', args: { resource, value: path }, edits });
  }
  // "A dry-run policy is evaluated in the shadow"; not so one of action CUSTOM.
  if (valueAt(body, ['spec', 'action']) === 'DENY') {
    const path = ['metadata', 'annotations', 'istio.io/dry-run'];
    repairs.push({ code: 'dryRun', args: { resource }, edits: [{ op: 'set', resource, path, value: 'true' }] });
  }
  return repairs;
}

/** One value more in a negative field of every entry of a rule: each of them might match again. */
function leftOut(
  body: JsonObject,
  resource: ResourceId,
  rule: Path,
  list: 'from' | 'to',
  part: 'source' | 'operation',
  field: string,
  value: string,
): readonly Edit[] {
  const entries = objectsAt(body, ...rule, list);
  if (entries.length === 0) {
    const only: Json = [{ [part]: { [field]: [value] } }];
    // An empty rule `{}` has nothing that an entry could be put beside.
    const whole = Object.keys(objectAt(body, ...rule)).length === 0;
    const change = whole ? { path: rule, value: { [list]: only } } : { path: [...rule, list], value: only };
    return [{ op: 'set', resource, ...change }];
  }
  return entries.map((entry, index): Edit => {
    const at: Path = [...rule, list, index, part, field];
    const known = valueAt(entry, [part, field]);
    const count = Array.isArray(known) ? known.length : 0;
    return count === 0
      ? { op: 'set', resource, path: at, value: [value] }
      : { op: 'set', resource, path: [...at, count], value };
  });
}
