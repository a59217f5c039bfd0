import { security, selecting } from '../base.ts';
import { type Pitfall, superfluous, wrong } from '../fault.ts';
import type { LabMesh, Where } from '../mesh.ts';

const rootRule: Where = ['PeerAuthentication', 'istio-system', 'default'];
const clientRule = ({ theme: { back, server } }: LabMesh): Where => ['DestinationRule', back, server];
const tls = ['spec', 'trafficPolicy', 'tls'];

/** Client and server do not speak the same, or take what they should not. */
export const mtlsPitfalls: readonly Pitfall[] = [
  {
    code: 'portByService',
    needs: ['portException'],
    make: (mesh) => {
      const { back, server } = mesh.theme;
      const exception = { 90: { mode: 'PERMISSIVE' } };
      return wrong(mesh, ['PeerAuthentication', back, server], ['spec', 'portLevelMtls'], exception);
    },
  },
  {
    code: 'wrongRootNamespace',
    needs: ['strictMesh'],
    make: (mesh) => wrong(mesh, rootRule, ['metadata', 'namespace'], 'istio-config'),
  },
  {
    code: 'selectorInRoot',
    needs: ['strictMesh'],
    make: (mesh) => wrong(mesh, rootRule, ['spec', 'selector'], { matchLabels: { mesh: 'production' } }),
  },
  {
    code: 'exceptionLeft',
    needs: ['strictMesh'],
    make: (mesh) => {
      const { front, neighbour } = mesh.theme;
      return superfluous(
        mesh,
        ['PeerAuthentication', front, 'migration'],
        security('PeerAuthentication', front, 'migration', { ...selecting(neighbour), mtls: { mode: 'PERMISSIVE' } }),
      );
    },
  },
  {
    code: 'destinationRuleDisable',
    needs: ['clientRule'],
    make: (mesh) => wrong(mesh, clientRule(mesh), [...tls, 'mode'], 'DISABLE'),
  },
  { code: 'emptyTls', needs: ['clientRule'], make: (mesh) => wrong(mesh, clientRule(mesh), tls, {}) },
  {
    code: 'subjectAltNameWrong',
    needs: ['clientRule'],
    make: (mesh) => {
      const { back, server } = mesh.theme;
      const value = [`spiffe://cluster.local/ns/${back}/sa/${server}-v2`];
      return wrong(mesh, clientRule(mesh), [...tls, 'subjectAltNames'], value);
    },
  },
  {
    code: 'noSidecar',
    needs: [],
    make: (mesh) => {
      const { front, caller } = mesh.theme;
      const path = ['spec', 'template', 'metadata', 'labels', 'sidecar.istio.io/inject'];
      return wrong(mesh, ['Deployment', front, caller], path, 'false');
    },
  },
  {
    code: 'portNamedTcp',
    needs: [],
    make: (mesh) => {
      const { back, server } = mesh.theme;
      return wrong(mesh, ['Service', back, server], ['spec', 'ports', 0, 'name'], 'tcp-web');
    },
  },
];
