import { cidrContains, parseAddress } from '../../../controlplane/authorization/cidr.ts';
import type { RbacField } from '../../../controlplane/authorization/rbac.ts';
import type { Workload } from '../../../cluster/types.ts';
import { identityOf } from '../../../controlplane/certificates.ts';
import type { World } from '../../../controlplane/world.ts';
import { identityPart } from '../../../dataplane/filters/identityPart.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import { condition, matchersOf, textFormula, textHolds } from './fieldLanguage.ts';
import { type Formula, no, yes } from './formula.ts';
import type { Origin, Sight } from './sight.ts';

/** What fields look at in an identity. */
type IdentityPart = 'text' | 'namespace' | 'account';

/** What a field says of who the peer is. */
export function peerFormula(field: RbacField, { world, packet, identity }: Sight, of: IdentityPart = 'text'): Formula {
  // "No TLS or no client certificate: false, even for *" (4.4); "no identity: false, negatives true" (10.3).
  if (packet.peer === null) return no;
  if (identity === 'peer') return textFormula(field, 'identity', of);
  if (identity === 'fixed') return textHolds(field, partOf(packet.peer, of)) ? yes : no;
  return callerFormula(field, world, (workload) => textHolds(field, partOf(identityOf(world, workload), of)));
}

const names = { namespace: 'namespaces', account: 'serviceAccounts' } as const;

function partOf(identity: string, of: IdentityPart): string {
  if (of === 'text') return `spiffe://${identity}`;
  const part = identityPart(names[of], { kind: 'value', value: identity });
  return part.kind === 'value' ? part.value : '';
}

type Answers = Map<WorkloadId, boolean>;
const callers = new WeakMap<World, WeakMap<RbacField, Answers>>();

/** What a field says of each workload is worked out once: many classes ask. */
function callerFormula(field: RbacField, world: World, says: (workload: Workload) => boolean): Formula {
  const ofWorld = callers.get(world) ?? new WeakMap<RbacField, Answers>();
  callers.set(world, ofWorld);
  const answers: Answers = ofWorld.get(field) ?? new Map();
  ofWorld.set(field, answers);
  return condition(field, 'caller', {
    kind: 'caller',
    holds: (id) => {
      const known = answers.get(id);
      if (known !== undefined) return known;
      const workload = world.cluster.workloads.get(id);
      const made = workload !== undefined && says(workload);
      answers.set(id, made);
      return made;
    },
  });
}

/** What a field says of the address from which the connection comes. */
export function addressFormula(field: RbacField, { world, packet, source }: Sight): Formula {
  return addressOf(field, world, source, packet.source.ip ?? '');
}

export function addressOf(field: RbacField, world: World, source: Origin, ip: string): Formula {
  if (source === 'peer') return condition(field, 'address', { kind: 'address', ranges: rangesOf(field) });
  if (source === 'fixed') return isWithin(field, ip) ? yes : no;
  return callerFormula(field, world, (workload) => isWithin(field, workload.ip));
}

export function rangesOf(field: RbacField) {
  return matchersOf(field).flatMap((matcher) => (matcher.kind === 'cidr' ? [matcher.cidr] : []));
}

export function isWithin(field: RbacField, ip: string): boolean {
  const address = parseAddress(ip);
  return address !== null && rangesOf(field).some((cidr) => cidrContains(cidr, address));
}
