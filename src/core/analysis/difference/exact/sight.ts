import type { World } from '../../../controlplane/world.ts';
import type { Packet } from '../../../model/trace.ts';

/** How a checkpoint sees the requests of a class: which of their parts it sees as they were sent. */
export interface Sight {
  readonly world: World;
  readonly packet: Packet;
  /**
   * Whose address and identity it sees: the `caller`'s own, one that is free (`peer`), or that of a proxy on the way, the
   * same for all (`fixed`).
   */
  readonly source: 'caller' | 'peer' | 'fixed';
  readonly layer: 'HTTP' | 'TCP';
  /** Of the TLS that came, in lower case. */
  readonly serverName: string;
  /** Whether it is free. */
  readonly freeServerName: boolean;
  /** Whether the Host header is free. */
  readonly freeHost: boolean;
  /** The path, or headers, that a route on the way may have changed. */
  readonly rewritten: { readonly path: boolean; readonly headers: ReadonlySet<string> };
  /** Headers that routes read, too: one line is meant. */
  readonly single: ReadonlySet<string>;
  /** Headers that its JWT filter writes, or takes tokens from. */
  readonly tokenHeaders: ReadonlySet<string>;
  /** Of a verified token. */
  readonly claims: boolean;
}
