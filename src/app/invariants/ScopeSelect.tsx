import { invariantWords as words } from '../../content/locales/en/invariantWords.ts';
import type { Scope } from '../../core/model/invariant.ts';
import type { MeshOverview } from '../../core/model/overview.ts';
import { FieldFrame } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { nameOf, scopesIn } from './scopes.ts';

export interface ScopeSelectProps {
  label: string;
  overview: MeshOverview;
  scope: Scope | null;
  onScope: (scope: Scope) => void;
}

/** A workload, a namespace, or all of the mesh. */
export function ScopeSelect({ label, overview, scope, onScope }: ScopeSelectProps) {
  const { namespaces, workloads } = scopesIn(overview);
  const all: readonly Scope[] = [{ kind: 'all' }, ...namespaces, ...workloads];
  const choose = (name: string): void => {
    const found = all.find((each) => nameOf(each) === name);
    if (found !== undefined) onScope(found);
  };
  return (
    <FieldFrame label={label}>
      {({ id }) => (
        <Select look="field" id={id} value={scope === null ? '' : nameOf(scope)} onChange={choose}>
          {scope === null && <option value="">{words.choose}</option>}
          <option value="*">{words.wholeMesh}</option>
          <ScopeOptions label={words.namespaces} scopes={namespaces} />
          <ScopeOptions label={words.workloads} scopes={workloads} />
        </Select>
      )}
    </FieldFrame>
  );
}

/** Some parts of a mesh, under one heading. */
export function ScopeOptions({ label, scopes }: { label: string; scopes: readonly Scope[] }) {
  return (
    <optgroup label={label}>
      {scopes.map((each) => (
        <option key={nameOf(each)} value={nameOf(each)}>
          {nameOf(each)}
        </option>
      ))}
    </optgroup>
  );
}
