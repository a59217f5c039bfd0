import { missing, type Pitfall, wrong } from '../fault.ts';
import type { LabMesh, Where } from '../mesh.ts';

const entry = ({ theme: { shared } }: LabMesh): Where => ['ServiceEntry', shared, 'outside'];
const network = ({ theme: { back, server } }: LabMesh): Where => ['NetworkPolicy', back, server];

/** The proxy does not know the way, or the network does not let it. */
export const outsidePitfalls: readonly Pitfall[] = [
  {
    code: 'sidecarHosts',
    needs: ['scope'],
    make: (mesh) => missing(mesh, ['Sidecar', mesh.theme.front, 'default'], ['spec', 'egress', 0, 'hosts', 1]),
  },
  { code: 'exportToOwn', needs: ['wayOut'], make: (mesh) => wrong(mesh, entry(mesh), ['spec', 'exportTo'], ['.']) },
  {
    code: 'serviceEntryProtocol',
    needs: ['wayOut'],
    make: (mesh) => wrong(mesh, entry(mesh), ['spec', 'ports', 0, 'protocol'], 'HTTP'),
  },
  {
    code: 'scopeForgetsOutside',
    needs: ['wayOut', 'scope'],
    make: (mesh) => missing(mesh, ['Sidecar', mesh.theme.front, 'default'], ['spec', 'egress', 0, 'hosts', 2]),
  },
  {
    code: 'networkWithoutDns',
    needs: ['network'],
    make: (mesh) => missing(mesh, network(mesh), ['spec', 'egress', 1]),
  },
  {
    code: 'networkServicePort',
    needs: ['network'],
    make: (mesh) => wrong(mesh, network(mesh), ['spec', 'ingress', 0, 'ports', 0, 'port'], 80),
  },
  {
    code: 'networkLabel',
    needs: ['network'],
    make: (mesh) => {
      const path = ['spec', 'ingress', 0, 'from', 0, 'namespaceSelector', 'matchLabels'];
      return wrong(mesh, network(mesh), path, { name: mesh.theme.front });
    },
  },
];
