import { templateWords } from '../../content/locales/en/templates.ts';
import type { MeshOverview } from '../../core/model/overview.ts';
import type { Intent, TemplateScope } from '../../core/model/template.ts';
import { FieldFrame } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { scopesOf } from './answers.ts';

export interface ScopeFieldProps {
  intent: Intent;
  overview: MeshOverview;
  scope: TemplateScope;
  onScope: (scope: TemplateScope) => void;
}

/** Where it is to hold: one workload, a namespace, or everywhere. */
export function ScopeField({ intent, overview, scope, onScope }: ScopeFieldProps) {
  const kinds: readonly TemplateScope['kind'][] = scopesOf[intent];
  const options = new Map<string, TemplateScope>();
  for (const { id } of overview.workloads.filter(({ proxy }) => proxy !== 'none')) {
    if (kinds.includes('workload'))
      options.set(keyOf({ kind: 'workload', workload: id }), { kind: 'workload', workload: id });
  }
  for (const { name } of overview.namespaces) {
    if (kinds.includes('namespace'))
      options.set(keyOf({ kind: 'namespace', namespace: name }), { kind: 'namespace', namespace: name });
  }
  if (kinds.includes('mesh')) options.set('mesh', { kind: 'mesh' });
  const entries = [...options];
  const group = (kind: TemplateScope['kind']) => entries.filter(([, each]) => each.kind === kind);
  return (
    <FieldFrame label={intent === 'allowHost' ? templateWords.forCallersIn : templateWords.where}>
      {({ id }) => (
        <Select look="field" id={id} value={keyOf(scope)} onChange={(key) => onScope(options.get(key) ?? scope)}>
          {!options.has(keyOf(scope)) && <option value={keyOf(scope)}>{templateWords.choose}</option>}
          {group('workload').length > 0 && (
            <optgroup label={templateWords.oneWorkload}>
              {group('workload').map(([key, each]) => (
                <option key={key} value={key}>
                  {each.kind === 'workload' ? each.workload : ''}
                </option>
              ))}
            </optgroup>
          )}
          {group('namespace').length > 0 && (
            <optgroup label={templateWords.aWholeNamespace}>
              {group('namespace').map(([key, each]) => (
                <option key={key} value={key}>
                  {each.kind === 'namespace' ? each.namespace : ''}
                </option>
              ))}
            </optgroup>
          )}
          {kinds.includes('mesh') && <option value="mesh">{templateWords.theWholeMesh}</option>}
        </Select>
      )}
    </FieldFrame>
  );
}

function keyOf(scope: TemplateScope): string {
  switch (scope.kind) {
    case 'mesh':
      return 'mesh';
    case 'namespace':
      return `namespace ${scope.namespace}`;
    case 'workload':
      return `workload ${scope.workload}`;
  }
}
