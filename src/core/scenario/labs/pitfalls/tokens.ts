import { missing, type Pitfall, wrong } from '../fault.ts';
import type { LabMesh, Where } from '../mesh.ts';

const login = ({ theme: { front } }: LabMesh): Where => ['RequestAuthentication', front, 'login'];
const members = ({ theme: { front } }: LabMesh): Where => ['AuthorizationPolicy', front, 'members'];
const issuer = 'https://login.example.com';

/** Tokens are read otherwise than they are made, or not asked for. */
export const tokenPitfalls: readonly Pitfall[] = [
  {
    code: 'issuerSlash',
    needs: ['login'],
    make: (mesh) => wrong(mesh, login(mesh), ['spec', 'jwtRules', 0, 'issuer'], `${issuer}/`),
  },
  {
    code: 'audienceWrong',
    needs: ['login'],
    make: (mesh) => wrong(mesh, login(mesh), ['spec', 'jwtRules', 0, 'audiences'], [mesh.theme.caller]),
  },
  {
    code: 'claimMisspelt',
    needs: ['login'],
    make: (mesh) => wrong(mesh, members(mesh), ['spec', 'rules', 1, 'when', 0, 'key'], 'request.auth.claims[group]'),
  },
  {
    code: 'issuerAlone',
    needs: ['login'],
    make: (mesh) => {
      const path = ['spec', 'rules', 0, 'from', 0, 'source', 'notRequestPrincipals'];
      return wrong(mesh, members(mesh), path, [issuer]);
    },
  },
  {
    code: 'notRequired',
    needs: ['login'],
    make: (mesh) => missing(mesh, members(mesh), ['spec', 'rules', 0]),
  },
];
