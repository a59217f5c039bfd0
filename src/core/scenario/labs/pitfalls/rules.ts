import { isList, isObject } from '../../../model/json.ts';
import { valueAt } from '../../../yaml/plainEdit.ts';
import { missing, type Pitfall, wrong } from '../fault.ts';
import { isAt, type LabMesh, type Where } from '../mesh.ts';

const noExport = ({ theme: { back } }: LabMesh): Where => ['AuthorizationPolicy', back, 'no-export'];

/** Rules and policies come together otherwise than somebody thinks. */
export const rulePitfalls: readonly Pitfall[] = [
  {
    code: 'extraDash',
    needs: [],
    make: (mesh) => {
      const { back, server } = mesh.theme;
      const where: Where = ['AuthorizationPolicy', back, `${server}-callers`];
      const policy = mesh.policies.find((object) => isAt(object, where));
      const rules = policy === undefined ? undefined : valueAt(policy, ['spec', 'rules']);
      const [rule] = isList(rules) ? rules : [];
      if (!isObject(rule)) return null;
      const parts = Object.entries(rule).map(([key, value]) => ({ [key]: value }));
      return wrong(mesh, where, ['spec', 'rules'], parts);
    },
  },
  {
    code: 'denyTooWide',
    needs: [],
    make: (mesh) => {
      const path = ['spec', 'rules', 0, 'to', 0, 'operation', 'paths'];
      return wrong(mesh, noExport(mesh), path, [`${mesh.theme.path}*`]);
    },
  },
  {
    code: 'dryRunLeftOn',
    needs: [],
    make: (mesh) => wrong(mesh, noExport(mesh), ['metadata', 'annotations'], { 'istio.io/dry-run': 'true' }),
  },
  {
    code: 'actionForgotten',
    needs: [],
    make: (mesh) => missing(mesh, noExport(mesh), ['spec', 'action']),
  },
];
