import { type AutoAllow, autoAllowFlag } from '../../controlplane/ambient/autoAllow.ts';
import type { Check } from '../../model/trace.ts';

/** Whether a policy that istiod made up for a waypoint lets this peer in. */
export function admits({ principals }: AutoAllow, peer: string | null): boolean {
  return principals.some((principal) => peer === `spiffe://${principal}`);
}

export function autoCheck(auto: AutoAllow, peer: string | null): Check {
  const { ref, principals } = auto;
  const source = { resource: ref.resource, path: [] };
  const matched = admits(auto, peer);
  const any = { kind: 'any' } as const;
  const caller: Check = {
    kind: 'setting',
    name: autoAllowFlag,
    source,
    matched,
    expected: { kind: 'values', values: principals },
    actual: peer === null ? { kind: 'none' } : { kind: 'value', value: peer.replace(/^spiffe:\/\//, '') },
    children: [],
  };
  return { kind: 'policy', name: ref.name, source, matched, expected: any, actual: any, children: [caller] };
}
