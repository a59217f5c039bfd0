import type { Workload } from '../cluster/types.ts';
import type { MeshService } from './serviceEntry.ts';
import type { World } from './world.ts';

/** "`meshConfig.serviceEntryVisibility` can cap ServiceEntries by namespace labels" (4.16); by which, is not modelled. */
export function mayBeHidden({ mesh }: World, { proxy }: Workload, { entry }: MeshService): boolean {
  const ambient = proxy === 'waypoint' || proxy === 'ambient';
  return entry !== undefined && (mesh.entriesHidden === 'fromAll' || (ambient && mesh.entriesHidden !== 'fromNone'));
}
