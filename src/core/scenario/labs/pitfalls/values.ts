import type { Path } from '../../../model/resource.ts';
import { principal } from '../base.ts';
import { missing, type Pitfall, wrong } from '../fault.ts';
import type { LabMesh, Where } from '../mesh.ts';
import { typo } from '../typo.ts';

const callers = ({ theme: { back, server } }: LabMesh): Where => ['AuthorizationPolicy', back, `${server}-callers`];
const first: Path = ['spec', 'rules', 0];
const principals: Path = [...first, 'from', 0, 'source', 'principals'];
const operation = (field: string): Path => [...first, 'to', 0, 'operation', field];

/** A rule names something that nobody is, or nothing sends. */
export const valuePitfalls: readonly Pitfall[] = [
  {
    code: 'spiffePrefix',
    needs: [],
    make: (mesh) => {
      const { front, caller } = mesh.theme;
      return wrong(mesh, callers(mesh), principals, [`spiffe://${principal(front, caller)}`]);
    },
  },
  {
    code: 'wrongNamespaceInPrincipal',
    needs: [],
    make: (mesh) => {
      const { back, caller } = mesh.theme;
      return wrong(mesh, callers(mesh), principals, [principal(back, caller)]);
    },
  },
  {
    code: 'accountTypo',
    needs: [],
    make: (mesh, random) => {
      const { front, caller } = mesh.theme;
      return wrong(mesh, callers(mesh), principals, [principal(front, typo(caller, random))]);
    },
  },
  {
    code: 'trustDomainWrong',
    needs: [],
    make: (mesh) => {
      const { front, caller } = mesh.theme;
      return wrong(mesh, callers(mesh), principals, [`svc.cluster.local/ns/${front}/sa/${caller}`]);
    },
  },
  {
    code: 'starInside',
    needs: [],
    make: (mesh) => {
      const { caller } = mesh.theme;
      return wrong(mesh, callers(mesh), principals, [principal('*', caller)]);
    },
  },
  {
    code: 'methodCase',
    needs: [],
    make: (mesh) => wrong(mesh, callers(mesh), operation('methods'), ['get', 'post']),
  },
  {
    code: 'methodForgotten',
    needs: [],
    make: (mesh) => missing(mesh, callers(mesh), [...operation('methods'), 1]),
  },
  {
    code: 'trailingSlash',
    needs: [],
    make: (mesh) => wrong(mesh, callers(mesh), [...operation('paths'), 0], `${mesh.theme.path}/`),
  },
  {
    code: 'pathWithoutSlash',
    needs: [],
    make: (mesh) => wrong(mesh, callers(mesh), [...operation('paths'), 0], mesh.theme.path.slice(1)),
  },
  {
    code: 'pathWithoutStar',
    needs: [],
    make: (mesh) => wrong(mesh, callers(mesh), [...operation('paths'), 1], `${mesh.theme.path}/`),
  },
  {
    code: 'pathWithQuery',
    needs: [],
    make: (mesh) => wrong(mesh, callers(mesh), [...operation('paths'), 0], `${mesh.theme.path}?*`),
  },
  {
    code: 'servicePortInRule',
    needs: [],
    make: (mesh) => wrong(mesh, callers(mesh), operation('ports'), ['80']),
  },
  {
    code: 'hostWithPort',
    needs: ['hostRule'],
    make: (mesh) => {
      const { back, server } = mesh.theme;
      const where: Where = ['AuthorizationPolicy', back, `${server}-by-host`];
      return wrong(mesh, where, operation('hosts'), [`${server}.${back}:80`]);
    },
  },
  {
    code: 'httpRuleOnTcp',
    needs: [],
    make: (mesh) => {
      const { back, store } = mesh.theme;
      return wrong(mesh, ['AuthorizationPolicy', back, `${store}-writers`], operation('methods'), ['POST']);
    },
  },
];
