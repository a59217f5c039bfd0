import type { FormNode } from '../../../core/model/form.ts';
import type { MeshNames, NameKind } from '../../../core/model/meshNames.ts';

export function namesListId(kind: NameKind): string {
  return `names-${kind}`;
}
export function labelListId(key: string): string {
  return `label-values-${key}`;
}

/** More than this many are not offered at once: nobody reads them. */
const most = 500;

/** What the mesh has to offer for the values of a form, one list for each kind of name. */
export function NameLists({ node, names }: { node: FormNode; names: MeshNames | null }) {
  if (names === null) return null;
  const { kinds, labels } = namesIn(node);
  return (
    <>
      {[...kinds].map((kind) => (
        <Options key={kind} id={namesListId(kind)} values={names.byKind[kind]} />
      ))}
      {[...labels].map((key) => (
        <Options key={key} id={labelListId(key)} values={names.labels[key] ?? []} />
      ))}
    </>
  );
}

function Options({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.slice(0, most).map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </datalist>
  );
}

function namesIn(node: FormNode, found = { kinds: new Set<NameKind>(), labels: new Set<string>() }) {
  if ('names' in node && node.names !== null) found.kinds.add(node.names);
  if (node.kind === 'object') for (const field of node.fields) namesIn(field.node, found);
  if (node.kind === 'list') for (const item of node.items) if (item !== null) namesIn(item, found);
  if (node.kind === 'map') {
    for (const entry of node.entries) {
      if (node.names === 'podLabel' || node.names === 'namespaceLabel') found.labels.add(entry.key);
      if (entry.node !== null) namesIn(entry.node, found);
    }
  }
  return found;
}
