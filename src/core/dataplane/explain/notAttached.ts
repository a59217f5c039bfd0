import { textAt } from '../../cluster/fields.ts';
import type { Workload } from '../../cluster/types.ts';
import {
  type Attachment,
  attachment,
  type AttachmentReason,
  type Chain,
  chainOf,
  searchedNamespaces,
  targetRefs,
} from '../../controlplane/policyAttachment.ts';
import type { MeshService } from '../../controlplane/serviceEntry.ts';
import { notSent } from '../../controlplane/ambient/ztunnelPolicies.ts';
import { rejectedIn } from '../../controlplane/rejected.ts';
import { labelMisses } from '../../controlplane/selector.ts';
import type { World } from '../../controlplane/world.ts';
import { type NotForZtunnel, note } from '../../model/note.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Check, RbacAction, Term } from '../../model/trace.ts';
import { asked, had } from './peerMode.ts';

/** What a policy is about: an action of AuthorizationPolicy, or a RequestAuthentication's tokens. */
export type Concern = RbacAction | 'CUSTOM' | 'JWT';

const any = { kind: 'any' } as const;
const none = { kind: 'none' } as const;

interface Candidate {
  readonly resource: Resource;
  readonly spec: Attachment;
}

/**
 * The policies of the searched namespaces, "{root, N}" (1.2), that do not act on a workload's proxy, and why.
 * For the eye only: no verdict asks for it.
 */
export function notAttached(
  world: World,
  workload: Workload,
  concern: Concern,
  service: MeshService | null = null,
): readonly Check[] {
  const namespaces = new Set(searchedNamespaces(world, workload, service));
  const kind = concern === 'JWT' ? 'RequestAuthentication' : 'AuthorizationPolicy';
  const stored = [...namespaces].flatMap((namespace) => candidates(world, namespace, concern));
  const refused = rejectedIn(world, kind, namespaces).filter(({ resource }) => isAbout(resource, concern));
  return [
    ...stored.flatMap((candidate) => missed(world, candidate, workload, chainOf(world, service))),
    ...refused.map(({ resource, path, note: why }) => ({ ...check(resource, path, any, any), note: why })),
  ];
}

function candidates(world: World, namespace: string, concern: Concern): readonly Candidate[] {
  if (concern === 'JWT') return world.requestAuthentications.get(namespace) ?? [];
  return (world.authorizationPolicies.get(namespace) ?? []).filter(({ spec }) => (spec.action ?? 'ALLOW') === concern);
}

/** A refused resource has no spec that could be read: its text says what it was meant for. */
function isAbout({ body }: Resource, concern: Concern): boolean {
  return concern === 'JWT' || (textAt(body, 'spec', 'action') ?? 'ALLOW') === concern;
}

function missed(world: World, candidate: Candidate, workload: Workload, chain: Chain): readonly Check[] {
  const { resource, spec } = candidate;
  if (workload.proxy === 'ambient') return missedByZtunnel(world, candidate, workload);
  const { attached, reason } = attachment(resource, spec, workload, chain);
  return attached ? [] : [explain[reason](resource, spec, workload)];
}

/** Why a policy takes no part at ztunnel: istiod does not send it, or lists it on no such workload (10.2, 10.3). */
function missedByZtunnel(world: World, { resource, spec }: Candidate, workload: Workload): readonly Check[] {
  const tokens = resource.kind === 'RequestAuthentication';
  const why = tokens ? 'tokens' : (notSent(world, { resource, spec }) ?? emptySelector(spec));
  if (why !== null) {
    const path = why === 'targetRefs' ? refsPath(spec) : why === 'action' ? ['spec', 'action'] : [];
    return [{ ...check(resource, path, any, any), note: note('attach.notForZtunnel', { why }) }];
  }
  return labelMisses(spec, workload).length > 0 ? [explain.selectorMisses(resource, spec, workload)] : [];
}

function emptySelector({ selector }: Attachment): NotForZtunnel | null {
  return selector !== undefined && selector.matchLabels === undefined ? 'emptySelector' : null;
}

type Explain = (resource: Resource, spec: Attachment, workload: Workload) => Check;

const taken: Explain = (resource) => check(resource, [], any, any);

const explain = {
  all: taken,
  selectorMatches: taken,
  targetRefMatches: taken,
  selectorMisses: (resource, spec, workload) => {
    const [label] = labelMisses(spec, workload);
    const why = note('attach.selectorMisses', {});
    if (label === undefined) return { ...check(resource, ['spec', 'selector'], any, any), note: why };
    const path = ['spec', 'selector', 'matchLabels', label.key];
    return { ...check(resource, path, asked(label), had(label)), note: why };
  },
  selectorAtWaypoint: (resource) => ({
    ...check(resource, ['spec', 'selector'], any, any),
    note: note('attach.selectorAtWaypoint', {}),
  }),
  selectorAtGateway: (resource) => ({
    ...check(resource, ['spec', 'selector'], any, any),
    note: note('attach.selectorAtGateway', {}),
  }),
  targetRefAtSidecar: (resource, spec) => ({
    ...check(resource, refsPath(spec), named(spec), any),
    note: note('attach.targetRefAtSidecar', {}),
  }),
  targetRefMisses: (resource, spec, { labels }) => ({
    ...check(resource, refsPath(spec), named(spec), gatewayOf(labels['gateway.networking.k8s.io/gateway-name'])),
    note: note('attach.targetRefMisses', {}),
  }),
} as const satisfies Record<AttachmentReason, Explain>;

function refsPath({ targetRefs: refs }: Attachment): Path {
  return ['spec', refs?.length ? 'targetRefs' : 'targetRef'];
}

function named(spec: Attachment): Term {
  return { kind: 'values', values: targetRefs(spec).map(({ name }) => name) };
}

function gatewayOf(name: string | undefined): Term {
  return name === undefined ? none : { kind: 'value', value: name };
}

function check({ id, name }: Resource, path: Path, expected: Term, actual: Term): Check {
  return { kind: 'notAttached', name, source: { resource: id, path }, matched: false, expected, actual, children: [] };
}
