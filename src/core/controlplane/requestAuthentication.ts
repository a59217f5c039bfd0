import type { Workload } from '../cluster/types.ts';
import type { Path, ResourceId } from '../model/resource.ts';
import type { RequestAuthenticationSpec } from '../yaml/schema/requestAuthentication.ts';
import { compareText } from '../cluster/age.ts';
import { attachment, chainOf, searchedNamespaces } from './policyAttachment.ts';
import type { MeshService } from './serviceEntry.ts';
import type { World } from './world.ts';

type JwtRule = NonNullable<RequestAuthenticationSpec['jwtRules']>[number];

/** Where a provider looks for tokens. */
export type JwtLocation =
  | { readonly kind: 'header'; readonly name: string; readonly prefix: string }
  | { readonly kind: 'param'; readonly name: string }
  | { readonly kind: 'cookie'; readonly name: string };

/** One jwtRule as a provider of Envoy's jwt_authn filter. */
export interface JwtProvider {
  readonly resource: ResourceId;
  readonly path: Path;
  /** Null: any issuer is accepted. */
  readonly issuer: string | null;
  readonly audiences: readonly string[];
  readonly locations: readonly JwtLocation[];
  /** The JSON Web Key Set as text; null: istiod could not fetch it and pushed a throw-away key. */
  readonly jwks: string | null;
  readonly forward: boolean;
  readonly payloadHeader: string | null;
  readonly claimHeaders: readonly { readonly header: string; readonly claim: string }[];
  readonly spaceDelimited: readonly string[];
}

/** "Setting any of the three turns both defaults off" (6.4). */
const defaultLocations: readonly JwtLocation[] = [
  { kind: 'header', name: 'authorization', prefix: 'Bearer ' },
  { kind: 'param', name: 'access_token' },
];

/** "All attached RequestAuthentications merge: their jwtRules are concatenated, stable-sorted by issuer" (6.1). */
export function jwtProviders(world: World, workload: Workload, service: MeshService | null): readonly JwtProvider[] {
  const providers: JwtProvider[] = [];
  // Of one issuer, rules of the workload's own namespace come before those of the root.
  const namespaces = new Set([workload.namespace, ...searchedNamespaces(world, workload, service)]);
  for (const namespace of namespaces) {
    for (const { resource, spec } of world.requestAuthentications.get(namespace) ?? []) {
      if (!attachment(resource, spec, workload, chainOf(world, service)).attached) continue;
      (spec.jwtRules ?? []).forEach((rule, index) => {
        providers.push(provider(rule, resource.id, ['spec', 'jwtRules', index]));
      });
    }
  }
  return providers.sort((a, b) => compareText(a.issuer ?? '', b.issuer ?? ''));
}

function provider(rule: JwtRule, resource: ResourceId, path: Path): JwtProvider {
  const locations: JwtLocation[] = [
    ...(rule.fromHeaders ?? []).map(({ name, prefix }) => ({
      kind: 'header' as const,
      name: name.toLowerCase(),
      prefix: prefix ?? '',
    })),
    ...(rule.fromParams ?? []).map((name) => ({ kind: 'param' as const, name })),
    ...(rule.fromCookies ?? []).map((name) => ({ kind: 'cookie' as const, name })),
  ];
  return {
    resource,
    path,
    issuer: rule.issuer ? rule.issuer : null,
    audiences: rule.audiences ?? [],
    locations: locations.length > 0 ? locations : defaultLocations,
    jwks: rule.jwks ? rule.jwks : null,
    forward: rule.forwardOriginalToken ?? false,
    payloadHeader: rule.outputPayloadToHeader ? rule.outputPayloadToHeader : null,
    claimHeaders: (rule.outputClaimToHeaders ?? []).map(({ header, claim }) => ({
      header: header ?? '',
      claim: claim ?? '',
    })),
    // "Claims named scope, permission, plus spaceDelimitedClaims are split on spaces" (2.4).
    spaceDelimited: ['scope', 'permission', ...(rule.spaceDelimitedClaims ?? [])],
  };
}
