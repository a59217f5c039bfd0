import type { AllowedCaller, Scope } from '../../model/invariant.ts';
import type { Json } from '../../model/json.ts';
import { readWorkload } from '../caller.ts';

/** `namespace/workload`, `namespace`, or `*` for all of the mesh; null if it is written otherwise. */
export function readScope(json: Json | undefined): Scope | null {
  if (json === '*') return { kind: 'all' };
  if (typeof json !== 'string') return null;
  const workload = readWorkload(json);
  if (workload !== null) return { kind: 'workload', workload };
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(json) ? { kind: 'namespace', namespace: json } : null;
}

/** A part of the mesh, or `outside`: whoever is outside the cluster. */
export function readAllowedCaller(json: Json | undefined): AllowedCaller | null {
  return json === 'outside' ? { kind: 'outside' } : readScope(json);
}

/** As `readScope` reads it. */
export function writeScope(scope: AllowedCaller): string {
  switch (scope.kind) {
    case 'all':
      return '*';
    case 'outside':
      return 'outside';
    case 'namespace':
      return scope.namespace;
    case 'workload':
      return scope.workload;
  }
}
