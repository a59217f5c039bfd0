import type { LoggedEntry, UnplacedReason } from '../../model/accessLog.ts';
import type { ApplicationTls, Caller, Payload, Request, Target } from '../../model/request.ts';

/** A request as a log knows it, or why there is none. */
export type Placed =
  | { readonly kind: 'request'; readonly request: Omit<Request, 'id' | 'title'> }
  | { readonly kind: 'unplaced'; readonly reason: UnplacedReason; readonly value: string };

export type ProxyEntry = Extract<LoggedEntry, { kind: 'proxy' }>;

/** A line that is no request of this mesh, as far as anybody can tell. */
export function unplaced(reason: UnplacedReason, value: string): Placed {
  return { kind: 'unplaced', reason, value };
}

/** A line as the request that its caller sent. */
export function asRequest(caller: Caller, target: Target, payload: Payload, tls: ApplicationTls | null): Placed {
  return { kind: 'request', request: { caller, target, payload, tls } };
}
