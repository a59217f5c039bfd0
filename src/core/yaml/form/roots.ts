import type { NameKind } from '../../model/meshNames.ts';
import { map, naming, obj, type ObjSchema, required, type Schema, str } from '../schema/dsl.ts';
import { tables } from '../schema/tables.ts';
import { kubernetesTables } from './kubernetes.ts';

const text = (names: NameKind | null, doc: string) => (names === null ? str(doc) : naming(names, str(doc)));

const metadata = required(
  obj(
    {
      name: required(str('Name, unique among resources of this kind in the namespace.')),
      namespace: text('namespace', 'Namespace it lives in. Absent: default.'),
      labels: map(str('Value of the label.'), 'Labels of this resource itself, not of the pods it is for.'),
      annotations: map(str('Value of the annotation.'), 'Annotations of this resource.'),
    },
    'Name and place.',
  ),
);

/** The whole of a resource, from its root, as tables know it; null for kinds without a table. */
export function rootTable(kind: string): ObjSchema | null {
  const known = roots.get(kind);
  if (known !== undefined) return known;
  const spec = tables.get(kind) ?? kubernetesTables.get(kind);
  const root = spec === undefined ? null : rootOf(spec);
  roots.set(kind, root);
  return root;
}

const roots = new Map<string, ObjSchema | null>();

function rootOf(spec: Schema | null): ObjSchema {
  return obj({
    apiVersion: required(str('Group and version of the API.')),
    kind: required(str('Kind of the resource.')),
    metadata,
    ...(spec === null ? {} : { spec: { ...spec, doc: spec.doc === '' ? 'What is wanted.' : spec.doc } }),
  });
}
