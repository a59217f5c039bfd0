import type { Request } from './request.ts';
import type { WorkloadId } from './resource.ts';
import type { Name } from './message.ts';

/** The name of a workload without its namespace. */
export function shortName(workload: WorkloadId): string {
  return workload.slice(workload.indexOf('/') + 1);
}

/** The service account of an identity, `sa/reviews` of `cluster.local/ns/shop/sa/reviews`; the identity itself if it has none. */
export function accountOf(identity: string): string {
  const at = identity.lastIndexOf('/sa/');
  return at < 0 ? identity : identity.slice(at + 1);
}

/** Who calls, by name; null for outside callers and peers without identity. */
export function callerName({ caller }: Request): Name {
  if (caller.kind === 'workload') return shortName(caller.workload);
  if (caller.kind === 'kubelet') return 'kubelet';
  return caller.kind === 'peer' && caller.identity !== null ? accountOf(caller.identity) : null;
}

/** What is dialled: `backend.payments:8080`, `payments/backend:8080`. */
export function dialled({ target }: Request): string {
  return `${target.kind === 'host' ? target.host : target.workload}:${target.port}`;
}

/** `GET /charges`, `TCP 5432`: a request in two words. */
export function requestWords({ payload, target, tls }: Request): string {
  if (tls !== null) return `TLS ${target.port}`;
  return payload.kind === 'http' ? `${payload.method} ${payload.path}` : `TCP ${target.port}`;
}
