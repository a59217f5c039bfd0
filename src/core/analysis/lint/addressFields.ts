import { targetRefs } from '../../controlplane/policyAttachment.ts';
import type { Edit } from '../../model/lint.ts';
import { rename, set, warning } from './finding.ts';
import type { FieldLint } from './placedField.ts';
import { enforcedAt } from './policyTargets.ts';
import { actionOf } from './policies.ts';

const waypointKinds: readonly string[] = ['Service', 'ServiceEntry', 'GatewayClass'];

/** Whose address a proxy sees (2.5). */
export const addressFields: FieldLint = (facts, { policy, field }) => {
  const { resource, spec } = policy;
  const key = field.path.at(-1);
  const refs = targetRefs(spec);
  if (field.name === 'ipBlocks' || field.name === 'source.ip') {
    // "Waypoint: ipBlocks never match (not even 0.0.0.0/0), notIpBlocks always."
    if (refs.length === 0 || !refs.every(({ kind }) => waypointKinds.includes(kind))) return [];
    const fix: readonly Edit[] =
      field.part === 'from'
        ? [rename(resource, field.path, key === 'ipBlocks' ? 'remoteIpBlocks' : 'notRemoteIpBlocks')]
        : [set(resource, [...field.path.slice(0, -1), 'key'], 'remote.ip')];
    return [warning('addressAtWaypoint', resource, field.path, { args: { field: field.name }, on: 'key', fix })];
  }
  if (field.name !== 'remoteIpBlocks' && field.name !== 'remote.ip') return [];
  // "Sidecar HTTP: the last address in X-Forwarded-For: client-controllable inside the mesh."
  const workload = enforcedAt(facts, policy).find(({ proxy }) => proxy === 'sidecar');
  if (workload === undefined || actionOf(policy) === 'AUDIT') return [];
  return [
    warning('addressFromHeader', resource, field.path, {
      args: { field: field.name, workload: workload.name },
      on: 'key',
    }),
  ];
};
