import type { Attachment } from '../policyAttachment.ts';
import { type Finding, finding } from './finding.ts';
import { selectorLabelFindings } from './labels.ts';

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
  return selectorLabelFindings(labels, ['spec', 'selector', 'matchLabels']);
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
