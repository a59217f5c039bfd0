import type { JsonObject } from '../../model/json.ts';

/** What an RBAC filter sees of a connection and a request. */
export interface RbacInput {
  /** `spiffe://…`, or null: no verified peer. */
  readonly peer: string | null;
  readonly directRemoteIp: string | null;
  readonly remoteIp: string | null;
  readonly destinationIp: string | null;
  readonly destinationPort: number;
  /** Lower case; '' on plaintext. */
  readonly sni: string;
  /** Header lines by lower-case name, pseudo headers included; null on a TCP chain. */
  readonly headers: ReadonlyMap<string, readonly string[]> | null;
  /** The verified token's payload. */
  readonly claims: JsonObject | null;
  /** Dynamic metadata of other filters: `envoy.filters.x` → key → value. */
  readonly metadata: JsonObject | null;
}
