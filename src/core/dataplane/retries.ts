import type { World } from '../controlplane/world.ts';
import type { HttpRoute } from '../controlplane/virtualService.ts';
import type { ServerEnd } from './serverEnd.ts';

/** When a route's requests are tried again, and how often. */
export interface Retries {
  readonly attempts: number;
  readonly on: readonly string[];
}

/** "Every normal route gets 2 retries on connect-failure, refused-stream, unavailable, cancelled, retriable-status-codes" (0). */
export const usualRetries: Retries = {
  attempts: 2,
  on: ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'],
};

/** What a VirtualService says, else the mesh, else the usual; null: nothing is tried again (istio `retry.go` ConvertPolicy). */
export function retriesOf(world: World, written?: HttpRoute['retries']): Retries | null {
  const policy = written ?? world.mesh.defaultHttpRetryPolicy;
  if (policy === null) return usualRetries;
  const { attempts = 0, retryOn = '' } = policy;
  // "Explicitly disabling the retry policy."
  if (attempts <= 0) return null;
  const on = retryOn.split(',').flatMap((each) => each.trim() || []);
  return { attempts, on: retryOn === '' ? usualRetries.on : on };
}

/** Whether it is tried again where the connection does not come about: nothing of the request has left (Envoy `retry_state_impl.cc`). */
export function retriesConnecting({ on }: Retries): boolean {
  return retriesReset({ on }) || on.includes('connect-failure') || on.includes('reset-before-request');
}

/** The same where it ends after the request has left. "An upstream reset counts as a 5xx." */
export function retriesReset({ on }: Pick<Retries, 'on'>): boolean {
  return ['reset', '5xx', 'gateway-error'].some((each) => on.includes(each));
}

/** The same for an answer, by its status or that of gRPC. */
export function retriesAnswer({ on }: Retries, { status, headers }: Extract<ServerEnd, { kind: 'response' }>): boolean {
  const grpc = headers.find(([name]) => name === 'grpc-status')?.[1];
  return on.some((each) => {
    if (each === '5xx') return status >= 500;
    if (each === 'gateway-error') return status >= 502 && status <= 504;
    if (each === 'retriable-4xx') return status === 409;
    return each === String(status) || (grpc !== undefined && grpcStatuses.get(each) === grpc);
  });
}

const grpcStatuses: ReadonlyMap<string, string> = new Map([
  ['cancelled', '1'],
  ['deadline-exceeded', '4'],
  ['resource-exhausted', '8'],
  ['internal', '13'],
  ['unavailable', '14'],
]);
