import type { Resource } from '../../model/resource.ts';
import type { Attachment } from '../policyAttachment.ts';
import { type Finding, finding } from './finding.ts';
import { labelFindings } from './labels.ts';

const targets: readonly string[] = [
  '/Service',
  'core/Service',
  'networking.istio.io/ServiceEntry',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/GatewayClass',
];

/** What the webhook asks of every selector and target ref (9.1). */
export function attachmentFindings(spec: Attachment): readonly Finding[] {
  const found: Finding[] = [];
  const given = [spec.selector, spec.targetRef, spec.targetRefs?.length ? spec.targetRefs : undefined];
  // "More than one of selector, targetRef, targetRefs → error."
  if (given.filter((each) => each !== undefined).length > 1) found.push(finding('onlyOneOfSelectorAndRefs', ['spec']));
  found.push(...selectorFindings(spec.selector?.matchLabels ?? {}));
  if (spec.targetRef) found.push(...refFindings(spec.targetRef, ['spec', 'targetRef']));
  (spec.targetRefs ?? []).forEach((ref, index) => {
    found.push(...refFindings(ref, ['spec', 'targetRefs', index]));
  });
  return found;
}

/** What the webhook asks of a selector's labels. */
export function selectorFindings(labels: Readonly<Record<string, string>>): readonly Finding[] {
  return labelFindings(labels, ['spec', 'selector', 'matchLabels']);
}

function refFindings(
  ref: NonNullable<Attachment['targetRef']>,
  path: readonly (string | number)[],
): readonly Finding[] {
  const found: Finding[] = [];
  if (!ref.name) found.push(finding('refName', path));
  // "namespace must be empty (even if equal to the policy's own)."
  if (ref.namespace) found.push(finding('refNamespace', [...path, 'namespace'], ref.namespace));
  const target = `${ref.group ?? ''}/${ref.kind}`;
  if (!targets.includes(target)) found.push(finding('refKind', [...path, 'kind'], target));
  return found;
}

/** The values Go's ParseBool takes. */
const bools: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'];

/** The annotation `istio.io/dry-run`: ALLOW and DENY only, with a boolean (1.8, 9.1). `action` is null for other kinds. */
export function dryRunFindings(resource: Resource, action: string | null): readonly Finding[] {
  const value = resource.annotations['istio.io/dry-run'];
  if (value === undefined) return [];
  const path = ['metadata', 'annotations', 'istio.io/dry-run'];
  if (action === null) return [finding('dryRunUnsupportedKind', path, resource.kind)];
  if (action !== 'ALLOW' && action !== 'DENY') return [finding('dryRunUnsupportedAction', path, action)];
  return bools.includes(value) ? [] : [finding('dryRunValue', path, value)];
}
