import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Edit } from '../../model/lint.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { selectorOf } from '../ladder/labels.ts';
import type { Labels } from './facts.ts';
import { remove, rename, set } from './finding.ts';
import { likeness } from './likeness.ts';

interface Near {
  readonly workload: Workload;
  readonly edits: readonly Edit[];
  readonly score: number;
}

/** The changes that make a selector pick the workload it most probably means; none if no workload is near. */
export function nearestLabels(
  world: World,
  resource: Resource,
  path: Path,
  wanted: Labels,
  workloads: readonly Workload[],
): readonly Edit[] {
  let best: Near | null = null;
  for (const workload of workloads) {
    const found = near(resource, path, wanted, workload);
    if (found !== null && (best === null || found.score > best.score)) best = found;
  }
  if (best !== null) return best.edits;
  const [only, ...others] = workloads;
  // One workload can only be that one.
  return only === undefined || others.length > 0 ? [] : [set(resource, path, selectorOf(world, only).labels)];
}

/** Label by label: kept where it is right, with the workload's own value or key where it is nearly right. */
function near(resource: Resource, path: Path, wanted: Labels, { labels, ...rest }: Workload): Near | null {
  const edits: Edit[] = [];
  let score = 0;
  let alike = false;
  for (const [key, value] of Object.entries(wanted)) {
    if (labels[key] === value) {
      score += 2;
      continue;
    }
    const own = labels[key];
    const other = Object.entries(labels).find(([name, text]) => text === value && !(name in wanted))?.[0];
    if (other !== undefined) {
      edits.push(rename(resource, [...path, key], other));
      [score, alike] = [score + 1.5, true];
    } else if (own !== undefined && likeness(own, value) > 0) {
      edits.push(set(resource, [...path, key], own));
      [score, alike] = [score + likeness(own, value), true];
    } else if (Object.keys(wanted).length > 1) {
      edits.push(remove(resource, [...path, key]));
    } else return null;
  }
  // With nothing alike and nothing kept it would be a guess.
  return alike || score >= 2 ? { workload: { labels, ...rest }, edits, score } : null;
}
