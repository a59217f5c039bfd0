import { type Note, note } from '../../model/note.ts';
import type { Check } from '../../model/trace.ts';
import type { DroppedRule } from './rbac.ts';

const any = { kind: 'any' } as const;
const why = {
  httpOnlyOnTcp: note('rule.httpOnlyOnTcp', {}),
  httpOnlyAtZtunnel: note('rule.httpOnlyAtZtunnel', {}),
  unknownKey: note('rule.unknownKey', {}),
  badValue: note('rule.badValue', {}),
} as const satisfies Record<DroppedRule['reason'], Note>;

/** A rule that has no entry in the filter: the part that took it out is the first thing not met. */
export function droppedCheck({ ref, path, reason, culprit, text }: DroppedRule): Check {
  const { resource } = ref;
  const onTcp = reason === 'httpOnlyOnTcp' || reason === 'httpOnlyAtZtunnel';
  const part: Check = {
    kind: onTcp ? 'httpOnly' : 'value',
    name: text,
    source: { resource, path: culprit },
    matched: false,
    expected: onTcp ? { kind: 'value', value: 'HTTP' } : any,
    actual: onTcp ? { kind: 'value', value: 'TCP' } : { kind: 'none' },
    children: [],
    note: why[reason],
  };
  const source = { resource, path };
  const name = String(ref.rule);
  return { kind: 'rule', name, source, matched: false, expected: any, actual: any, children: [part] };
}
