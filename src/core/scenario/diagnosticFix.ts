import type { Diagnostic } from '../model/diagnostic.ts';
import type { Edit } from '../model/lint.ts';
import type { RejectReason } from '../model/rejection.ts';
import type { Resource } from '../model/resource.ts';

const superfluous: ReadonlySet<string> = new Set([
  'providerWithoutCustom',
  'dryRunUnsupportedKind',
  'dryRunUnsupportedAction',
  'refNamespace',
  'portLevelEmpty',
  'targetPortUnused',
] satisfies RejectReason[]);

/** The changes that mend what the text's reader or istiod's webhook found; none: what is right cannot be known. */
export function diagnosticFix(
  { code, args, resource, path }: Diagnostic,
  resources: readonly Resource[],
): readonly Edit[] {
  if (resource === null || !resources.some(({ id }) => id === resource)) return [];
  // What Istio refuses for being there at all.
  if (code === 'rejected' && superfluous.has(args['reason'] ?? '')) return [{ op: 'remove', resource, path }];
  const suggestion = args['suggestion'] ?? '';
  if (suggestion === '') return [];
  if (code === 'unknownField') return [{ op: 'rename', resource, path, to: suggestion }];
  return code === 'wrongEnum' ? [{ op: 'set', resource, path, value: suggestion }] : [];
}
