import type { Frame, Layer } from '../../core/model/story.ts';

/** The chips over the step list: one narrows to decisions, the others to layers. */
export const filters = ['decisions', 'L4', 'TLS', 'HTTP'] as const;
export type Filter = (typeof filters)[number];

/** Whether a step is listed: layers widen each other, "decisions" narrows; nothing chosen lists everything. */
export function isListed(frame: Frame, chosen: ReadonlySet<Filter>): boolean {
  const layers = filters.filter((filter) => filter !== 'decisions' && chosen.has(filter));
  if (layers.length > 0 && !layers.some((layer) => layer === (frame.layer satisfies Layer))) return false;
  return !chosen.has('decisions') || frame.deciding || frame.checks.length > 0;
}

/** The set with one filter switched. */
export function toggled(chosen: ReadonlySet<Filter>, filter: Filter): ReadonlySet<Filter> {
  const next = new Set(chosen);
  if (!next.delete(filter)) next.add(filter);
  return next;
}
