import { missing, type Pitfall, wrong } from '../fault.ts';
import { gatewayNames, publicHost } from '../gatewayPart.ts';
import type { LabMesh, Where } from '../mesh.ts';
import { typo } from '../typo.ts';

const { namespace, label } = gatewayNames;
const door: Where = ['Gateway', namespace, 'public'];
const route = ({ theme: { front } }: LabMesh): Where => ['VirtualService', front, 'public'];

/** At the front door names decide: of labels, of hosts, and of where a route or a policy is for. */
export const gatewayPitfalls: readonly Pitfall[] = [
  {
    code: 'gatewaySelector',
    needs: ['gateway'],
    make: (mesh, random) => wrong(mesh, door, ['spec', 'selector', 'istio'], typo(label.istio, random)),
  },
  {
    code: 'gatewayHost',
    needs: ['gateway'],
    make: (mesh) => wrong(mesh, door, ['spec', 'servers', 0, 'hosts', 0], publicHost(mesh).replace(/^www\./, '')),
  },
  {
    code: 'routeForMeshOnly',
    needs: ['gateway'],
    make: (mesh) => missing(mesh, route(mesh), ['spec', 'gateways']),
  },
  {
    code: 'gatewayWithoutNamespace',
    needs: ['gateway'],
    make: (mesh) => wrong(mesh, route(mesh), ['spec', 'gateways', 0], 'public'),
  },
  {
    code: 'gatewayPolicyElsewhere',
    needs: ['gateway'],
    make: (mesh) =>
      wrong(mesh, ['AuthorizationPolicy', namespace, 'drafts'], ['metadata', 'namespace'], mesh.theme.front),
  },
];
