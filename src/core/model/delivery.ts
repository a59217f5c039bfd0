import type { WorkloadId } from './resource.ts';

/** What the application that answered has seen. */
export interface Delivery {
  readonly workload: WorkloadId | null;
  /** `IP:port` of an outside server. */
  readonly external: string | null;
  readonly port: number;
  readonly method: string | null;
  readonly path: string | null;
  readonly host: string | null;
  /** The verified identity in x-forwarded-client-cert. */
  readonly peer: string | null;
  readonly headers: readonly (readonly [string, string])[];
  /** The application terminated TLS itself, for this server name. */
  readonly tls: string | null;
}
