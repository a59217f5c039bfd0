import type { PolicyCondition } from '../../../core/model/condition.ts';

/** In short what istiod says of a policy in its status; its own words are in `message`. */
export function sayCondition({ type, reason, status }: PolicyCondition): string {
  return type === 'ZtunnelAccepted' ? atZtunnel(status) : atWaypoint[reason];
}

const atZtunnel = (taken: boolean): string =>
  taken ? 'Ztunnel cannot check HTTP: it gets this without its HTTP parts.' : 'Ztunnel does not get this.';

const atWaypoint = {
  Accepted: 'Bound to its waypoint.',
  AncestorNotBound: 'Its target has no waypoint, so it takes no part.',
  TargetNotFound: 'Its target is not there, so it takes no part.',
  PartiallyInvalid: 'Some of its targets have no waypoint.',
  Invalid: 'No waypoint can bind it, so it takes no part.',
  UnsupportedValue: 'The waypoint does not support this.',
} as const satisfies Record<PolicyCondition['reason'], string>;
