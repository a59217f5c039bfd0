import { compareText } from '../cluster/age.ts';
import { numberAt, objectAt, textAt, valueAt } from '../cluster/fields.ts';
import type { Service, ServicePort } from '../cluster/types.ts';
import { isList, type Json, type JsonObject } from '../model/json.ts';
import type { Policy } from './authorization/attached.ts';
import { type ChainLayer, compileRule } from './authorization/compile.ts';
import type { RbacRule } from './authorization/rbac.ts';
import type { World } from './world.ts';

/** An external authorizer of `meshConfig.extensionProviders` that istiod can configure. */
export interface ExtAuthzProvider {
  readonly name: string;
  readonly protocol: 'http' | 'grpc';
  readonly service: Service;
  /** Null: the service lacks it; ext_authz then calls a cluster that does not exist (7.3). */
  readonly port: ServicePort | null;
  readonly failOpen: boolean;
  readonly statusOnError: number;
  /** Request headers that an HTTP authorizer gets to see, beside Host, method and path. */
  readonly includeHeaders: readonly string[];
  readonly headersToUpstream: readonly string[];
  /** Headers of a refusal that the client gets to see, beside `location` (7.7). */
  readonly headersToDownstream: readonly string[];
  /** Put before the path of an HTTP check. */
  readonly pathPrefix: string;
}

/** The rules of all CUSTOM policies that name one provider, as a shadow RBAC filter followed by ext_authz (7.2). */
export interface CustomFilter {
  readonly provider: string;
  /** Null: broken, so the rules themselves deny (7.3, 7.4). */
  readonly authorizer: ExtAuthzProvider | null;
  readonly policies: readonly Policy[];
  /** In the order of their ids. */
  readonly rules: readonly RbacRule[];
}

/** The CUSTOM filters of a chain, by provider name. */
export function customFilters(world: World, attached: readonly Policy[], layer: ChainLayer): readonly CustomFilter[] {
  const custom = attached.filter(({ spec }) => spec.action === 'CUSTOM');
  const names = [...new Set(custom.map(({ spec }) => spec.provider?.name ?? ''))].sort(compareText);
  const several = world.flags['PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS'] === 'true';
  return names.flatMap((provider) => {
    const policies = custom.filter(({ spec }) => (spec.provider?.name ?? '') === provider);
    // "More than one provider on a workload: the rules of all providers turn into DENY and nobody is called", unless a flag allows it (7.4).
    const authorizer = names.length > 1 && !several ? null : findProvider(world, provider);
    // "TCP chain, HTTP provider: filters omitted, connection unaffected" (7.9).
    if (layer === 'TCP' && authorizer?.protocol === 'http') return [];
    const rules = policies.flatMap((policy) => customRules(world, policy, provider, layer));
    return [{ provider, authorizer, policies, rules: rules.sort((a, b) => compareText(a.id, b.id)) }];
  });
}

function customRules(
  world: World,
  { resource, spec }: Policy,
  provider: string,
  layer: ChainLayer,
): readonly RbacRule[] {
  const ref = { resource: resource.id, namespace: resource.namespace, name: resource.name };
  const context = { policyNamespace: resource.namespace, bundle: world.mesh.trustDomainBundle };
  return (spec.rules ?? []).flatMap((rule, index) => {
    const compiled = compileRule(rule, { ...ref, rule: index }, ['spec', 'rules', index], 'CUSTOM', layer, context);
    return 'reason' in compiled ? [] : [{ ...compiled, id: `istio-ext-authz-${provider}-${compiled.id}` }];
  });
}

/** The provider of that name; null if there is none or istiod refuses it (7.1, 7.3). */
function findProvider(world: World, name: string): ExtAuthzProvider | null {
  const json = world.mesh.extensionProviders.find((each) => textAt(each, 'name') === name);
  if (!json) return null;
  for (const [key, protocol] of [
    ['envoyExtAuthzHttp', 'http'],
    ['envoyExtAuthzGrpc', 'grpc'],
  ] as const) {
    if (key in json) return readProvider(world, name, protocol, objectAt(json, key));
  }
  return null;
}

const headerLists = [
  'includeRequestHeadersInCheck',
  'includeHeadersInCheck',
  'headersToUpstreamOnAllow',
  'headersToDownstreamOnAllow',
  'headersToDownstreamOnDeny',
];

function readProvider(
  world: World,
  name: string,
  protocol: 'http' | 'grpc',
  json: JsonObject,
): ExtAuthzProvider | null {
  const service = world.cluster.services.get(textAt(json, 'service')?.split('/').at(-1) ?? '');
  const status = textAt(json, 'statusOnError');
  const prefix = textAt(json, 'pathPrefix');
  const number = numberAt(json, 'port');
  // "Service not in registry; bad statusOnError; pathPrefix not starting /; lone * in header lists" (7.3).
  if (!service || (status !== null && !isStatus(status)) || (prefix !== null && !prefix.startsWith('/'))) return null;
  if (headerLists.some((list) => strings(valueAt(json, [list])).includes('*'))) return null;
  return {
    name,
    protocol,
    service,
    port: service.ports.find((each) => each.port === number) ?? null,
    failOpen: valueAt(json, ['failOpen']) === true,
    statusOnError: status === null ? 403 : Number(status),
    includeHeaders: headerLists.slice(0, 2).flatMap((list) => strings(valueAt(json, [list]))),
    headersToUpstream: strings(valueAt(json, ['headersToUpstreamOnAllow'])),
    headersToDownstream: strings(valueAt(json, ['headersToDownstreamOnDeny'])),
    pathPrefix: prefix ?? '',
  };
}

/** The status codes that Envoy knows. */
function isStatus(text: string): boolean {
  return /^[1-5]\d\d$/.test(text);
}

function strings(json: Json | undefined): readonly string[] {
  return json !== undefined && isList(json) ? json.filter((item) => typeof item === 'string') : [];
}
