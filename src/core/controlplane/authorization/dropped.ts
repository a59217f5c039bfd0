import type { Check } from '../../model/trace.ts';
import type { DroppedRule } from './rbac.ts';

const any = { kind: 'any' } as const;

/** A rule that has no entry in the filter: the part that took it out is the first thing not met. */
export function droppedCheck({ ref, path, reason, culprit, text }: DroppedRule): Check {
  const { resource } = ref;
  const part: Check = {
    kind: reason === 'httpOnlyOnTcp' ? 'httpOnly' : 'value',
    name: text,
    source: { resource, path: culprit },
    matched: false,
    expected: any,
    actual: { kind: 'none' },
    children: [],
  };
  const source = { resource, path };
  const name = String(ref.rule);
  return { kind: 'rule', name, source, matched: false, expected: any, actual: any, children: [part] };
}
