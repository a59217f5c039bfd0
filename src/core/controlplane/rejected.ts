import { objectsAt, textAt } from '../cluster/fields.ts';
import { type Note, note } from '../model/note.ts';
import { isRejectReason } from '../model/rejection.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { Rejected, World } from './world.ts';

/** A resource that was not stored, the first thing that is wrong with it, and where. */
export interface RejectedResource {
  readonly resource: Resource;
  readonly note: Note;
  readonly path: Path;
}

/** The resources of a kind in some namespaces that the API server or istiod's webhook refuses. */
export function rejectedIn(world: World, kind: string, namespaces: ReadonlySet<string>): readonly RejectedResource[] {
  return world.rejected.flatMap((each) =>
    each.resource.kind === kind && namespaces.has(each.resource.namespace) ? [explained(each)] : [],
  );
}

/** The Gateway API routes of some kinds that name a Gateway, and that the API server refuses. */
export function rejectedRoutes(
  world: World,
  gateway: Pick<Resource, 'namespace' | 'name'>,
  kinds: readonly string[],
): readonly RejectedResource[] {
  const names = ({ namespace, body }: Resource): boolean =>
    objectsAt(body, 'spec', 'parentRefs').some(
      (ref) =>
        textAt(ref, 'name') === gateway.name &&
        (textAt(ref, 'namespace') ?? namespace) === gateway.namespace &&
        (textAt(ref, 'kind') ?? 'Gateway') === 'Gateway',
    );
  return world.rejected.flatMap((each) =>
    kinds.includes(each.resource.kind) && names(each.resource) ? [explained(each)] : [],
  );
}

function explained({ resource, diagnostics }: Rejected): RejectedResource {
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0];
  const { reason = '', value = '' } = first?.args ?? {};
  const why = isRejectReason(reason) ? note('rejected.webhook', { reason, value }) : note('rejected.schema', {});
  return { resource, note: why, path: first?.path ?? [] };
}
