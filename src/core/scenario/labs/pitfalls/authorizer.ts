import { type Pitfall, wrong } from '../fault.ts';
import type { LabMesh, Where } from '../mesh.ts';

const publishing = ({ theme: { front } }: LabMesh): Where => ['AuthorizationPolicy', front, 'publishing'];

/** Somebody else is asked, or nobody who is there. */
export const authorizerPitfalls: readonly Pitfall[] = [
  {
    code: 'providerMissing',
    needs: ['authorizer'],
    make: (mesh) => wrong(mesh, publishing(mesh), ['spec', 'provider', 'name'], 'approval'),
  },
  {
    code: 'customTooWide',
    needs: ['authorizer'],
    make: (mesh) => {
      const path = ['spec', 'rules', 0, 'to', 0, 'operation', 'paths'];
      return wrong(mesh, publishing(mesh), path, [`${mesh.theme.list}*`]);
    },
  },
];
