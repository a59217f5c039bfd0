import type { Workload } from '../../cluster/types.ts';
import { principalOf } from '../../controlplane/identity.ts';
import type { World } from '../../controlplane/world.ts';
import type { AllowedCaller } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';
import { languageOf } from '../difference/patterns/compileShape.ts';
import type { Language } from '../difference/patterns/language.ts';
import { anyText, choice, sequence, text } from '../difference/patterns/shape.ts';
import { inScope } from './scope.ts';

/** Identities in a namespace: of one service account, or of all; null: of all. */
interface Holders {
  readonly namespace: string;
  readonly account: string | null;
}

/** Whether somebody is one of those who may call. */
export function isCaller(world: World, allowed: readonly AllowedCaller[], caller: Request['caller']): boolean {
  switch (caller.kind) {
    case 'external':
      return allowed.some(({ kind }) => kind === 'outside');
    case 'kubelet':
      return false;
    case 'workload':
      return allowed.some((each) => each.kind !== 'outside' && inScope(each, caller.workload));
    case 'peer':
      // A hand-made client with the certificate of a workload is that workload.
      return caller.identity !== null && mayShow(world, allowed, caller.identity);
  }
}

function mayShow(world: World, allowed: readonly AllowedCaller[], identity: string): boolean {
  const [domain = '', , namespace, , account] = identity.split('/');
  if (!domainsOf(world).includes(domain)) return false;
  return holdersOf(world, allowed).some(
    (each) => each.namespace === namespace && (each.account === null || each.account === account),
  );
}

/**
 * All identities, as `spiffe://…`, that those who may call can show, and those of waypoints, behind which anybody may be;
 * null: too many to be looked at together.
 */
export function allowedIdentities(world: World, allowed: readonly AllowedCaller[]): Language | null {
  const waypoints = [...world.cluster.workloads.values()].filter(({ proxy }) => proxy === 'waypoint');
  return languageOf(
    choice(
      ...waypoints.map((each) => text(`spiffe://${principalOf(world.mesh, each)}`)),
      ...domainsOf(world).flatMap((domain) =>
        holdersOf(world, allowed).map(({ namespace, account }) => {
          const before = text(`spiffe://${domain}/ns/${namespace}/sa/`);
          return sequence(before, account === null ? anyText : text(account));
        }),
      ),
    ),
  );
}

/** "trustDomainAliases: the same identity in another domain is that identity." */
function domainsOf({ mesh }: World): readonly string[] {
  return mesh.trustDomainBundle.map((domain) => domain.replaceAll('@', '.'));
}

/** Asked again for every client. */
const known = new WeakMap<World, WeakMap<readonly AllowedCaller[], readonly Holders[]>>();

function holdersOf(world: World, allowed: readonly AllowedCaller[]): readonly Holders[] {
  const ofWorld = known.get(world) ?? new WeakMap<readonly AllowedCaller[], readonly Holders[]>();
  known.set(world, ofWorld);
  const holders = ofWorld.get(allowed) ?? readHolders(world, allowed);
  ofWorld.set(allowed, holders);
  return holders;
}

function readHolders({ cluster }: World, allowed: readonly AllowedCaller[]): readonly Holders[] {
  const meshed = [...cluster.workloads.values()].filter(({ proxy }) => proxy !== 'none');
  const holders = allowed.flatMap((each): readonly Holders[] => {
    switch (each.kind) {
      case 'outside':
        // Who comes through a gateway arrives with the gateway's certificate.
        return meshed.filter(({ proxy }) => proxy === 'gateway').map(holder);
      case 'workload':
        return meshed.filter(({ id }) => id === each.workload).map(holder);
      case 'namespace':
        return [{ namespace: each.namespace, account: null }];
      case 'all':
        return meshed.map(({ namespace }) => ({ namespace, account: null }));
    }
  });
  return [...new Map(holders.map((each) => [JSON.stringify(each), each])).values()];
}

function holder({ namespace, serviceAccount }: Workload): Holders {
  return { namespace, account: serviceAccount };
}
