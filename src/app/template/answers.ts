import type { MeshOverview, NodeId } from '../../core/model/overview.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import type { Intent, TemplateAnswers, TemplateScope } from '../../core/model/template.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';

/** What each intent asks for. */
export type Ask = 'scope' | 'callers' | 'namespaces' | 'paths' | 'issuer' | 'host';

export const asksOf = {
  allowNothing: ['scope'],
  onlyCallers: ['scope', 'callers'],
  onlyNamespace: ['scope', 'namespaces'],
  denyPath: ['scope', 'paths'],
  requireMtls: ['scope'],
  requireJwt: ['scope', 'issuer'],
  allowHost: ['scope', 'host'],
  egressGateway: ['host'],
} as const satisfies Record<Intent, readonly Ask[]>;

/** Where each intent can hold; the first is what it begins with. */
export const scopesOf = {
  allowNothing: ['workload', 'namespace', 'mesh'],
  onlyCallers: ['workload', 'namespace'],
  onlyNamespace: ['workload', 'namespace'],
  denyPath: ['workload', 'namespace', 'mesh'],
  requireMtls: ['namespace', 'workload', 'mesh'],
  requireJwt: ['workload', 'namespace'],
  allowHost: ['namespace'],
  egressGateway: [],
} as const satisfies Record<Intent, readonly TemplateScope['kind'][]>;

/** What is asked first is what the open request is about: its caller and its callee. */
export function startAnswers(
  { overview, request, issuers, scenario }: Evaluation,
  from: NodeId | null,
  to: NodeId | null,
): TemplateAnswers {
  const open = overview.requests.find(({ id }) => id === request?.id);
  const caller = workloadOf(overview, from ?? open?.from ?? null);
  const callee =
    workloadOf(overview, to ?? open?.to ?? null) ?? overview.workloads.find(({ proxy }) => proxy !== 'none');
  const outside = to ?? open?.to ?? '';
  const payload = request?.payload;
  return {
    scope: { kind: 'workload', workload: callee?.id ?? ('' as WorkloadId) },
    callers: caller === undefined ? [] : [caller.principal],
    namespaces: caller === undefined ? [] : [caller.namespace],
    paths: payload?.kind === 'http' ? [payload.path.split('?')[0] ?? ''] : [],
    issuer: issuers[0]?.issuer ?? scenario.tokens.find(({ issuer }) => issuer !== null)?.issuer ?? '',
    host: outside.startsWith('external:') ? outside.slice('external:'.length) : (overview.externals[0]?.host ?? ''),
    port: outside.startsWith('external:') ? (request?.target.port ?? 443) : 443,
  };
}

function workloadOf({ workloads }: MeshOverview, node: NodeId | null) {
  return workloads.find(({ id }) => id === node);
}

/** The answers, with a scope that the intent allows; what is meant stays as near as can be. */
export function fitted(intent: Intent, answers: TemplateAnswers, callerNamespace: string): TemplateAnswers {
  const kinds: readonly TemplateScope['kind'][] = scopesOf[intent];
  const [first] = kinds;
  if (first === undefined) return answers;
  // A host is allowed for whoever calls it.
  if (intent === 'allowHost') return { ...answers, scope: { kind: 'namespace', namespace: callerNamespace } };
  return answers.scope.kind === first ? answers : { ...answers, scope: scopeAs(first, answers.scope) };
}

function scopeAs(kind: TemplateScope['kind'], scope: TemplateScope): TemplateScope {
  if (kind === 'namespace' && scope.kind === 'workload') {
    return { kind, namespace: scope.workload.slice(0, scope.workload.indexOf('/')) };
  }
  return scope;
}
