import type { Request } from '../../model/request.ts';
import type { RbacAction, Step, StepDetail, Trace } from '../../model/trace.ts';
import { send } from '../send.ts';
import { type RandomMesh, worldOf } from './randomMesh.ts';

/** Every test draws the same worlds in every run. */
export const seed = 20260101;

/** The traces of requests through a mesh, in their order. */
export function tracesOf(mesh: RandomMesh, requests: readonly Request[]): readonly Trace[] {
  const world = worldOf(mesh);
  return requests.map((request) => send(world, request));
}

/** A verdict in a word or two: `allowed`, `denied rbacDenied`, `undetermined`. */
export function said({ verdict }: Trace): string {
  return verdict.kind === 'denied' ? `denied ${verdict.cause}` : verdict.kind;
}

export function allSaid(mesh: RandomMesh, requests: readonly Request[]): readonly string[] {
  return tracesOf(mesh, requests).map(said);
}

export function stepsOf(trace: Trace): readonly Step[] {
  return trace.hops.flatMap(({ steps }) => steps);
}

/** The server's RBAC step of an action, if the request came so far. */
export function rbacStep(trace: Trace, action: RbacAction): Extract<StepDetail, { kind: 'rbac' }> | undefined {
  return stepsOf(trace)
    .filter((step) => step.kind === 'rbac')
    .find((step) => step.action === action);
}
