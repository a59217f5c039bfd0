import type { LensNote } from '../../../core/model/lens.ts';
import { bold, code } from './names.ts';

/** What of a mesh in ambient mode sidecars cannot say, in a sentence. */
export function sayLensNote({ code: about, resource, args }: LensNote): string {
  const [, namespace = '', name = ''] = resource.split('/');
  return words[about](bold(`${namespace}/${name}`), args);
}

const words = {
  lensExternalTarget: (policy) =>
    `${policy} has a ServiceEntry as its target. Only a waypoint asks a policy on the way out; a sidecar does not.`,
  lensNoSelector: (policy) =>
    `${policy} has a Service as its target that selects no pods, so there is nothing that a selector could name.`,
  lensNoLabels: (policy) => `${policy} is for a pod without labels, which no selector can name.`,
  lensAddress: (policy, { field = '' }) =>
    `${policy} asks for ${code(field)}. A waypoint sees another address than a sidecar does, so it may decide otherwise.`,
  lensWaypointGone: (policy, { principal = '' }) =>
    `${policy} names ${code(principal)}, the identity of a waypoint. With sidecars nobody has it.`,
} as const satisfies Record<LensNote['code'], (policy: string, args: LensNote['args']) => string>;

/** The words around them. */
export const lensWords = {
  whatToAdd: 'What to add…',
  leftBehind: (count: number): string => `Not carried over into B · ${count}`,
} as const;
