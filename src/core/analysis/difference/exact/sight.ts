import type { World } from '../../../controlplane/world.ts';
import type { Packet } from '../../../model/trace.ts';

/** Whose something is: the `caller`'s own, one that is free (`peer`), or that of a proxy on the way, the same for all (`fixed`). */
export type Origin = 'caller' | 'peer' | 'fixed';

/** What proxies on the way may have changed. */
export interface Rewritten {
  readonly path: boolean;
  readonly host: boolean;
  readonly headers: ReadonlySet<string>;
}

/** Which address `remote.ip` is. */
export type Remote =
  /** The one in the client's own X-Forwarded-For, else the peer's. */
  | { readonly kind: 'forwarded' }
  /** The one that a proxy before it has seen, or sees. */
  | { readonly kind: 'address'; readonly source: Origin; readonly ip: string }
  | { readonly kind: 'unknown' };

/** How a checkpoint sees the requests of a class: which of their parts it sees as they were sent. */
export interface Sight {
  readonly world: World;
  readonly packet: Packet;
  /** Whose address it sees. */
  readonly source: Origin;
  /** Whose certificate. */
  readonly identity: Origin;
  readonly remote: Remote;
  /** `source.ip` is none there: the address of a waypoint's internal listener. */
  readonly addressHidden: boolean;
  readonly layer: 'HTTP' | 'TCP';
  /** Of the TLS that came, in lower case. */
  readonly serverName: string;
  /** Whether it is free. */
  readonly freeServerName: boolean;
  /** Whether the Host header is free. */
  readonly freeHost: boolean;
  readonly rewritten: Rewritten;
  /** Headers that routes read, too: one line is meant. */
  readonly single: ReadonlySet<string>;
  /** Headers that its JWT filter writes, or takes tokens from. */
  readonly tokenHeaders: ReadonlySet<string>;
  /** Of a verified token. */
  readonly claims: boolean;
}
