/** A status condition that istiod writes on an AuthorizationPolicy, in its own words. */
export interface PolicyCondition {
  readonly type: 'ZtunnelAccepted' | 'WaypointAccepted';
  readonly status: boolean;
  readonly reason:
    | 'Accepted'
    | 'UnsupportedValue'
    | 'Invalid'
    | 'TargetNotFound'
    | 'AncestorNotBound'
    | 'PartiallyInvalid';
  readonly message: string;
}
