import { textAt } from '../cluster/fields.ts';
import type { World } from '../controlplane/world.ts';
import type { SaidAuthorizer } from '../model/authorizer.ts';
import type { AuthorizerOverview, IssuerOverview } from '../model/security.ts';
import { demoKeys } from './tokens/demoKeys.ts';

/** Every issuer that a RequestAuthentication of the mesh names. */
export function issuersOf({ requestAuthentications }: World): readonly IssuerOverview[] {
  return [...requestAuthentications.values()].flat().flatMap(({ resource, spec }) =>
    (spec.jwtRules ?? []).flatMap(({ issuer, audiences, jwks }, index): IssuerOverview[] => {
      if (!issuer) return [];
      return [
        {
          issuer,
          audiences: audiences ?? [],
          source: { resource: resource.id, path: ['spec', 'jwtRules', index] },
          trustsDemoKey: jwks?.includes(demoKeys.RS256.n) ?? false,
        },
      ];
    }),
  );
}

/** The external authorizers of the mesh's settings, and those that only the scenario speaks of. */
export function authorizersOf({ mesh }: World, said: readonly SaidAuthorizer[]): readonly AuthorizerOverview[] {
  const named = mesh.extensionProviders
    .filter((json) => 'envoyExtAuthzHttp' in json || 'envoyExtAuthzGrpc' in json)
    .flatMap((json) => textAt(json, 'name') ?? []);
  const providers = [...new Set([...named, ...said.map(({ provider }) => provider)])];
  return providers.map((provider) => ({
    provider,
    says: said.find((each) => each.provider === provider) ?? null,
  }));
}
