import type { Name } from './message.ts';

/** What the steps of ambient mode can say. */
export interface AmbientStepArgs {
  /** `direction`: of the connection, as the workload sees it. */
  'capture.ztunnel': { readonly workload: Name; readonly direction: 'outbound' | 'inbound' };
  'nextHop.waypoint': { readonly service: string | null; readonly waypoint: Name };
  'nextHop.endpoint': { readonly service: string | null; readonly endpoint: Name; readonly address: string };
  'nextHop.passthrough': { readonly address: string };
  'nextHop.nowhere': { readonly service: string | null; readonly port: number };
  'transport.hbone': { readonly presents: string; readonly to: Name; readonly service: string | null };
  'transport.noHbone': { readonly to: Name };
  'connect.ends': {
    readonly at: Name;
    readonly place: 'ztunnel' | 'waypoint' | 'sidecar';
    readonly authority: string;
    readonly peer: string;
  };
  'listener.waypoint': { readonly chain: string };
  'listener.waypointNone': { readonly server: Name; readonly port: number };
  'rbac.strictPassed': { readonly server: Name };
  'rbac.strict': { readonly server: Name; readonly policy: string };
}
