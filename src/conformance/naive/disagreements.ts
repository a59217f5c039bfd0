import { send } from '../../core/dataplane/send.ts';
import { allObjects, type RandomCase, worldOf } from '../../core/dataplane/properties/randomMesh.ts';
import type { Request } from '../../core/model/request.ts';
import { engineOutcome } from './engineOutcome.ts';
import { readMesh } from './mesh.ts';
import { decide, type Outcome } from './model.ts';

export interface Disagreement {
  readonly request: Request;
  readonly naive: Outcome;
  readonly engine: string;
}

export interface Compared {
  readonly disagreements: readonly Disagreement[];
  /** What both said, for each request that the naive model judged. */
  readonly outcomes: readonly Outcome[];
}

/** Asks both models about every request of a case. */
export function compareModels({ mesh, requests }: RandomCase): Compared {
  const world = worldOf(mesh);
  const plain = readMesh(allObjects(mesh), mesh.settings);
  const judged = requests.flatMap((request) => {
    const naive = decide(plain, request);
    return naive === null ? [] : [{ request, naive, engine: engineOutcome(send(world, request)) }];
  });
  return {
    disagreements: judged.filter(({ naive, engine }) => naive !== engine),
    outcomes: judged.map(({ naive }) => naive),
  };
}
