import { security, selecting } from '../base.ts';
import { missing, type Pitfall, superfluous, wrong } from '../fault.ts';
import { typo } from '../typo.ts';

/** A policy is for other workloads than somebody thinks. */
export const targetPitfalls: readonly Pitfall[] = [
  {
    code: 'selectorTypo',
    needs: [],
    make: (mesh, random) => {
      const { back, server } = mesh.theme;
      const path = ['spec', 'selector', 'matchLabels', 'app'];
      return wrong(mesh, ['AuthorizationPolicy', back, `${server}-callers`], path, typo(server, random));
    },
  },
  {
    code: 'policyInCallersNamespace',
    needs: [],
    make: (mesh) => {
      const { front, back, server } = mesh.theme;
      return wrong(mesh, ['AuthorizationPolicy', back, `${server}-callers`], ['metadata', 'namespace'], front);
    },
  },
  {
    code: 'denyWithoutSelector',
    needs: [],
    make: (mesh) => missing(mesh, ['AuthorizationPolicy', mesh.theme.back, 'no-export'], ['spec', 'selector']),
  },
  {
    code: 'emptyPolicyLeft',
    needs: [],
    make: (mesh) => {
      const { front, neighbour } = mesh.theme;
      return superfluous(
        mesh,
        ['AuthorizationPolicy', front, 'test'],
        security('AuthorizationPolicy', front, 'test', selecting(neighbour)),
      );
    },
  },
  {
    code: 'firstAllow',
    needs: [],
    make: (mesh) => {
      const { front, neighbour } = mesh.theme;
      const rules = [{ to: [{ operation: { paths: ['/healthz'] } }] }];
      return superfluous(
        mesh,
        ['AuthorizationPolicy', front, 'health'],
        security('AuthorizationPolicy', front, 'health', { ...selecting(neighbour), action: 'ALLOW', rules }),
      );
    },
  },
];
