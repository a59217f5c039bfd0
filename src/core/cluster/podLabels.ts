import type { Path } from '../model/resource.ts';
import type { Workload } from './types.ts';

/** Where the labels of a workload's pod are written. */
export function podLabelsPath({ podPath }: Pick<Workload, 'podPath'>): Path {
  return [...podPath, 'metadata', 'labels'];
}
