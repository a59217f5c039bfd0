import type { NameKind } from '../../model/meshNames.ts';
import { map, naming, obj, type ObjSchema, required, type Schema, str } from '../schema/dsl.ts';
import { tables } from '../schema/tables.ts';

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
  const spec = tables.get(kind);
  return spec === undefined ? null : rootOf(spec);
}

const roots = new WeakMap<Schema, ObjSchema>();

function rootOf(spec: Schema): ObjSchema {
  const known = roots.get(spec);
  if (known !== undefined) return known;
  const root = obj({
    apiVersion: required(str('Group and version of the API.')),
    kind: required(str('Kind of the resource.')),
    metadata,
    spec: { ...spec, doc: spec.doc === '' ? 'What is wanted.' : spec.doc },
  });
  roots.set(spec, root);
  return root;
}
