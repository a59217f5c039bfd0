import { ambientNames } from '../ambientPart.ts';
import { missing, type Pitfall, superfluous, wrong } from '../fault.ts';
import { security, selecting } from '../base.ts';
import type { Where } from '../mesh.ts';

const { namespace, server, visitor } = ambientNames;
const space: Where = ['Namespace', '', namespace];
const readers: Where = ['AuthorizationPolicy', namespace, `${server}-readers`];
const labels = ['metadata', 'labels'];

/** Without sidecars somebody else reads HTTP, or nobody does. */
export const ambientPitfalls: readonly Pitfall[] = [
  {
    code: 'noWaypoint',
    needs: ['ambient'],
    make: (mesh) => missing(mesh, space, [...labels, 'istio.io/use-waypoint']),
  },
  {
    code: 'waypointForWorkloads',
    needs: ['ambient'],
    make: (mesh) => wrong(mesh, ['Gateway', namespace, 'waypoint'], [...labels, 'istio.io/waypoint-for'], 'workload'),
  },
  {
    code: 'targetTypo',
    needs: ['ambient'],
    make: (mesh) => wrong(mesh, readers, ['spec', 'targetRefs', 0, 'name'], `${server}-v2`),
  },
  {
    code: 'ztunnelReadsNoHttp',
    needs: ['ambient'],
    make: (mesh) => {
      const rules = [{ to: [{ operation: { methods: ['GET'] } }] }];
      return superfluous(
        mesh,
        ['AuthorizationPolicy', namespace, 'reads-only'],
        security('AuthorizationPolicy', namespace, 'reads-only', { ...selecting(server), action: 'ALLOW', rules }),
      );
    },
  },
  {
    code: 'ambientException',
    needs: ['ambient'],
    make: (mesh) =>
      superfluous(
        mesh,
        ['PeerAuthentication', namespace, 'migration'],
        security('PeerAuthentication', namespace, 'migration', {
          ...selecting(visitor),
          mtls: { mode: 'STRICT' },
          portLevelMtls: { [mesh.port]: { mode: 'PERMISSIVE' } },
        }),
      ),
  },
];
