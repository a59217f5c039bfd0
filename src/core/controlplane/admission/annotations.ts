import type { Resource } from '../../model/resource.ts';
import type { Admitted } from '../world.ts';
import { type Finding, finding } from './finding.ts';

/** "Annotations reserved by Istio (always-reject, internal parents) → error." */
const reserved: readonly string[] = [
  'internal.istio.io/webhook-always-reject',
  'internal.istio.io/parent-namespace',
  'internal.istio.io/parents',
];

/** The values Go's ParseBool takes. */
const bools: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'];

/** What the webhook asks of the annotations of every kind (1.8, 9.1). `action`: null for kinds other than AuthorizationPolicy. */
export function annotationFindings(resource: Resource, action: string | null): readonly Finding[] {
  const forbidden = reserved
    .filter((name) => resource.annotations[name] !== undefined)
    .map((name) => finding('reservedAnnotation', ['metadata', 'annotations', name], name));
  return [...dryRunFindings(resource, action), ...forbidden];
}

/** A check of a kind that knows no dry run, with that of its annotations before it. */
export function annotated<Spec>(
  check: (candidate: Admitted<Spec>) => readonly Finding[],
): (candidate: Admitted<Spec>) => readonly Finding[] {
  return (candidate) => [...annotationFindings(candidate.resource, null), ...check(candidate)];
}

/** "`istio.io/dry-run`: on other kinds → error; on AUDIT or CUSTOM → error; unparsable bool → error." */
function dryRunFindings(resource: Resource, action: string | null): readonly Finding[] {
  const value = resource.annotations['istio.io/dry-run'];
  if (value === undefined) return [];
  const path = ['metadata', 'annotations', 'istio.io/dry-run'];
  if (action === null) return [finding('dryRunUnsupportedKind', path, resource.kind)];
  if (action !== 'ALLOW' && action !== 'DENY') return [finding('dryRunUnsupportedAction', path, action)];
  return bools.includes(value) ? [] : [finding('dryRunValue', path, value)];
}
