import { valueAt } from '../../cluster/fields.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Edit } from '../../model/lint.ts';
import type { Resource } from '../../model/resource.ts';
import type { Copy } from './rebind.ts';

/** A policy becomes its copies: one where it stands, the others beside it. None: it stays as it is. */
export function writeCopies(
  resource: Resource,
  copies: readonly Copy[],
  freeName: (name: string, namespace: string) => string,
): readonly Edit[] {
  const inPlace = copies.find(({ namespace }) => namespace === resource.namespace) ?? copies[0];
  if (inPlace === undefined) return [];
  const { id, body, name } = resource;
  const set = (path: readonly string[], value: Json): Edit => ({
    op: 'set',
    resource: id,
    path,
    value,
  });
  const added = copies
    .filter((copy) => copy !== inPlace)
    .map((copy): Edit => {
      const metadata = {
        ...objectAt(body, 'metadata'),
        name: freeName(name, copy.namespace),
        namespace: copy.namespace,
      };
      return { op: 'add', beside: id, manifest: { ...body, metadata, spec: specOf(body, copy) } };
    });
  const moves = inPlace.namespace !== resource.namespace;
  const moved = (namespace: string): Edit => {
    const free = freeName(name, namespace);
    if (free === name) return set(['metadata', 'namespace'], namespace);
    return set(['metadata'], { ...objectAt(body, 'metadata'), name: free, namespace });
  };
  const { to, rules } = inPlace;
  const had = objectAt(body, 'spec');
  const selector = 'selector' in to ? to.selector : null;
  return [
    ...added,
    ...('targetRefs' in to ? [set(['spec', 'targetRefs'], to.targetRefs)] : []),
    ...(selector === null
      ? 'selector' in had
        ? [{ op: 'remove', resource: id, path: ['spec', 'selector'] } as const]
        : []
      : [set(['spec', 'selector'], selector)]),
    ...(rules === undefined || JSON.stringify(rules) === JSON.stringify(had['rules'])
      ? []
      : [set(['spec', 'rules'], rules)]),
    // The last: with it the object has another id.
    ...(moves ? [moved(inPlace.namespace)] : []),
  ];
}

function specOf(body: JsonObject, { to, rules }: Copy): JsonObject {
  const kept = Object.entries(objectAt(body, 'spec')).filter(([key]) => key !== 'selector' && key !== 'rules');
  const selector = 'selector' in to ? to.selector : null;
  return {
    ...('targetRefs' in to ? { targetRefs: to.targetRefs } : selector === null ? {} : { selector }),
    ...Object.fromEntries(kept),
    ...(rules === undefined ? {} : { rules }),
  };
}

function objectAt(body: JsonObject, key: string): JsonObject {
  const value = valueAt(body, [key]);
  return isObject(value) ? value : {};
}
