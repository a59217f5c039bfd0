import type { Workload } from '../cluster/types.ts';
import type { ChainLayer } from '../controlplane/authorization/compile.ts';
import type { RbacRule } from '../controlplane/authorization/rbac.ts';
import type { CustomFilter } from '../controlplane/extAuthz.ts';
import { type ExtAuthzProvider, namesHeader } from '../controlplane/extAuthzProvider.ts';
import type { World } from '../controlplane/world.ts';
import type { JsonObject } from '../model/json.ts';
import { isNonEmpty } from '../model/nonEmpty.ts';
import type { Check, DenyCause, Determining, HttpHead, LogLine } from '../model/trace.ts';
import { askAuthorizer } from './authorizer.ts';
import type { Arrive } from './doors.ts';
import { factsOf } from './filters/facts.ts';
import type { RbacInput } from './filters/input.ts';
import { afterBroken, afterCustom } from './filters/metadata.ts';
import { checkRule } from './filters/rule.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { type Journey, record, refuse } from './journey.ts';
import { localReply, rbacBody, type ServerEnd } from './serverEnd.ts';

export interface CustomContext {
  readonly journey: Journey;
  readonly world: World;
  readonly server: Workload;
  /** Null on a TCP chain. */
  readonly http: HttpHead | null;
  readonly log: (fields: Partial<LogLine>) => void;
  readonly arrive: Arrive;
}

/** Passed, perhaps with changed headers; or stopped. */
export type CustomResult =
  | { readonly kind: 'passed'; readonly http: HttpHead | null }
  | { readonly kind: 'stopped'; readonly result: InboundResult };

/** What the rules of one provider say to a request. */
export interface CustomMatch {
  readonly checks: readonly Check[];
  /** The first that matches, in the order of their ids. */
  readonly first: RbacRule | null;
  /** What later filters can see of it. */
  readonly metadata: JsonObject | null;
}

export function matchCustom(filter: CustomFilter, layer: ChainLayer, input: RbacInput): CustomMatch {
  const facts = factsOf(input);
  const checks = filter.rules.map((rule) => checkRule(rule, facts));
  const first = filter.rules.find((_, index) => checks[index]?.matched) ?? null;
  const { metadata: before } = input;
  const metadata =
    filter.authorizer === null ? afterBroken(before, layer) : afterCustom(before, layer, first?.id ?? null);
  return { checks, first, metadata };
}

/** One provider's CUSTOM rules: if one matches, the authorizer is asked; nothing else is (7.2). */
export function custom(filter: CustomFilter, { checks, first }: CustomMatch, context: CustomContext): CustomResult {
  const { journey, http } = context;
  const detail = { kind: 'extAuthz', provider: filter.provider } as const;
  if (!first) {
    record(journey, detail, 'passed', policyChecks(filter, checks), filter.provider);
    return { kind: 'passed', http };
  }
  const refs = filter.rules.filter((_, index) => checks[index]?.matched).map((rule) => rule.ref);
  const determining: Determining | null = isNonEmpty(refs) ? { kind: 'matched', rules: refs } : null;
  if (filter.authorizer === null) return broken(filter, context, first.id, determining, checks);
  const { answer, logs } = askAuthorizer(
    context.world,
    filter.authorizer,
    context.server,
    http,
    journey.depth,
    context.arrive,
  );
  journey.logs.push(...logs);
  const passed = (changed: HttpHead | null): CustomResult => {
    journey.packet = { ...journey.packet, http: changed };
    record(journey, detail, 'passed', policyChecks(filter, checks), filter.provider);
    return { kind: 'passed', http: changed };
  };
  switch (answer.kind) {
    case 'allow':
      return passed(withAnswer(http, answer.headers, filter.authorizer));
    case 'unknown':
      record(journey, detail, 'undetermined', policyChecks(filter, checks), filter.provider);
      journey.limits.push(
        answer.why === 'notSaid'
          ? { code: 'answerNotSaid', resource: null, name: filter.provider }
          : { code: 'trafficNotModelled', resource: null, name: 'authorizer' },
      );
      return { kind: 'stopped', result: { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null } };
    case 'deny': {
      const end = refusal(http, answer.status, answer.body, answer.headers);
      return refusedBy(filter, context, checks, end, 'ext_authz_denied', determining);
    }
    case 'error': {
      // "Error → failOpen: true allow, else statusOnError (default 403)."
      if (filter.authorizer.failOpen) return passed(http);
      const end = refusal(http, filter.authorizer.statusOnError, '');
      return refusedBy(filter, context, checks, end, 'ext_authz_error', determining);
    }
  }
}

/** "Broken provider: the CUSTOM rules themselves become an enforced DENY" (7.3). */
function broken(
  filter: CustomFilter,
  { journey, http, log }: CustomContext,
  rule: string,
  determining: Determining | null,
  checks: readonly Check[],
): CustomResult {
  if (waived(filter, journey, 'rbacDenied', checks)) return { kind: 'passed', http };
  const details = `rbac_access_denied_matched_policy[${rule}-deny-due-to-bad-CUSTOM-action]`;
  const end: ServerEnd = http ? localReply(http, 403, rbacBody) : { kind: 'closed' };
  if (end.kind === 'response') log({ status: end.status, details });
  else log({ connectionTermination: details });
  return { kind: 'stopped', result: stopped(end, 'rbacDenied', determining) };
}

/** Records the refusal of one provider's filter; true: it is waived. */
function waived(filter: CustomFilter, journey: Journey, cause: DenyCause, checks: readonly Check[]): boolean {
  const { provider } = filter;
  return refuse(journey, { kind: 'extAuthz', provider }, cause, policyChecks(filter, checks), provider);
}

function refusedBy(
  filter: CustomFilter,
  { journey, http, log }: CustomContext,
  checks: readonly Check[],
  end: ServerEnd,
  details: 'ext_authz_denied' | 'ext_authz_error',
  determining: Determining | null,
): CustomResult {
  const cause = details === 'ext_authz_denied' ? 'extAuthzDenied' : 'extAuthzError';
  if (waived(filter, journey, cause, checks)) return { kind: 'passed', http };
  log({ status: end.kind === 'response' ? end.status : null, flags: ['UAEX'], details });
  return { kind: 'stopped', result: stopped(end, cause, determining) };
}

function refusal(http: HttpHead | null, status: number, body: string, headers: HttpHead['headers'] = []): ServerEnd {
  return http ? localReply(http, status, body, headers) : { kind: 'closed' };
}

/** "HTTP provider headers not listed in headersToUpstreamOnAllow are dropped; gRPC may add any" (7.8). */
function withAnswer(
  http: HttpHead | null,
  headers: readonly (readonly [string, string])[],
  provider: ExtAuthzProvider,
): HttpHead | null {
  if (http === null) return null;
  const added =
    provider.protocol === 'grpc' ? headers : headers.filter(([name]) => namesHeader(provider.headersToUpstream, name));
  const names = new Set(added.map(([name]) => name.toLowerCase()));
  return { ...http, headers: [...http.headers.filter(([name]) => !names.has(name.toLowerCase())), ...added] };
}

function policyChecks(filter: CustomFilter, rules: readonly Check[]): readonly Check[] {
  return filter.policies.map(({ resource }) => {
    const children = rules.filter((check) => check.source?.resource === resource.id);
    return {
      kind: 'policy',
      name: resource.name,
      source: { resource: resource.id, path: [] },
      matched: children.some((child) => child.matched),
      expected: { kind: 'any' },
      actual: { kind: 'any' },
      children,
    };
  });
}
