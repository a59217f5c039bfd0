import { isList, isObject, type Json } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import { equalJson } from '../../yaml/plainEdit.ts';

/** What differs between the resources of two documents, whatever way they are written in. */
export interface ResourceEdits {
  /** Every resource that is there on one side only, or differs. */
  readonly changed: readonly Resource[];
  /** How many values differ; a resource that is there on one side only counts as one. */
  readonly places: number;
}

/** Compares two documents by what their resources say. */
export function editsBetween(before: readonly Resource[], after: readonly Resource[]): ResourceEdits {
  const changed: Resource[] = [];
  let places = 0;
  for (const resource of after) {
    const old = before.find(({ id }) => id === resource.id);
    const count = old === undefined ? 1 : differing(old.body, resource.body);
    if (count > 0) changed.push(resource);
    places += count;
  }
  for (const resource of before) {
    if (after.some(({ id }) => id === resource.id)) continue;
    // One that was moved or renamed is one edit, not a loss and a gain.
    const moved = changed.some(
      ({ id, kind, body }) =>
        kind === resource.kind &&
        equalJson(body['spec'], resource.body['spec']) &&
        !before.some((each) => each.id === id),
    );
    if (moved) continue;
    changed.push(resource);
    places += 1;
  }
  return { changed, places };
}

/** In how many places two values differ. */
function differing(a: Json | undefined, b: Json | undefined): number {
  if (equalJson(a, b)) return 0;
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].reduce((sum, key) => sum + differing(a[key], b[key]), 0);
  }
  return isList(a) && isList(b) ? differingItems(a, b) : 1;
}

/** What both lists begin and end with is the same; of the rest, items that stand in the same place belong together. */
function differingItems(a: readonly Json[], b: readonly Json[]): number {
  let start = 0;
  while (start < a.length && start < b.length && equalJson(a[start], b[start])) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && equalJson(a.at(-1 - end), b.at(-1 - end))) end += 1;
  const [old, now] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) =>
    index < old.length && index < now.length ? differing(old[index], now[index]) : 1,
  ).reduce((sum, count) => sum + count, 0);
}
