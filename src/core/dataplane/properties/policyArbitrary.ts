import fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import { mostly } from './near.ts';
import { rule } from './ruleArbitrary.ts';
import { jwtRules } from './tokens.ts';

/** Where a policy stands and which pods it means. */
export interface Place {
  readonly namespace: string;
  readonly selector: Json | undefined;
}

export const apps = ['cart', 'web', 'db'] as const;
export const tiers = ['front', 'back'] as const;

const selector: fc.Arbitrary<Json | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: fc.constantFrom(...apps).map((app): Json => ({ matchLabels: { app } })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...apps), fc.constantFrom(...tiers))
      .map(([app, tier]): Json => ({ matchLabels: { app, tier } })),
  },
  { weight: 1, arbitrary: fc.constantFrom<Json>({}, { matchLabels: {} }) },
);

/** A place in one of the namespaces. */
export function place(namespaces: readonly string[]): fc.Arbitrary<Place> {
  return fc.record({ namespace: fc.constantFrom(...namespaces), selector });
}

export const creationTimestamp: fc.Arbitrary<string | undefined> = fc.constantFrom(
  undefined,
  undefined,
  '2025-01-01T00:00:00Z',
  '2025-06-01T00:00:00Z',
);

/** An object without what is undefined in it. */
export function defined(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const given = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return Object.fromEntries(given);
}

const rules: fc.Arbitrary<Json | undefined> = fc.oneof(
  { weight: 12, arbitrary: fc.array(rule, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<Json | undefined>(undefined, [], [{}], [null]) },
);

const dryRun: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom('true', 't', '1', 'TRUE') },
  { weight: 1, arbitrary: fc.constantFrom('false', '0', 'yes', '') },
);

const targetRefs: Json = [{ group: '', kind: 'Service', name: 'w0' }];

/** An AuthorizationPolicy of any scope and of the actions ALLOW, DENY and AUDIT, mostly one that the webhook accepts. */
export function authorizationPolicy(namespaces: readonly string[]): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      place: place(namespaces),
      action: fc.constantFrom('ALLOW', 'ALLOW', undefined, 'DENY', 'DENY', 'AUDIT'),
      rules,
      dryRun,
      created: creationTimestamp,
      refs: mostly<Json | undefined>(fc.constant(undefined), fc.constant(targetRefs)),
    })
    .map(({ place: { namespace, selector: selects }, action, rules: given, dryRun: dry, created, refs }) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: defined({
        name: 'unnamed',
        namespace,
        creationTimestamp: created,
        annotations: dry === undefined ? undefined : { 'istio.io/dry-run': dry },
      }),
      spec: defined({ selector: selects, targetRefs: refs, action, rules: given }),
    }));
}

const mode: fc.Arbitrary<Json | undefined> = fc.constantFrom<Json | undefined>(
  { mode: 'STRICT' },
  { mode: 'STRICT' },
  { mode: 'PERMISSIVE' },
  { mode: 'DISABLE' },
  { mode: 'UNSET' },
  {},
  undefined,
);

const portLevel: fc.Arbitrary<Json | undefined> = fc.option(
  fc
    .uniqueArray(
      fc.tuple(fc.constantFrom('8080', '8081', '9000', '7777', '80'), fc.constantFrom('STRICT', 'DISABLE', 'UNSET')),
      {
        minLength: 1,
        maxLength: 2,
        selector: ([port]) => port,
      },
    )
    .map((ports): Json => Object.fromEntries(ports.map(([port, named]) => [port, { mode: named }]))),
  { nil: undefined, freq: 2 },
);

/** A PeerAuthentication of any scope; port-level modes mostly only where a selector permits them. */
export function peerAuthentication(namespaces: readonly string[]): fc.Arbitrary<JsonObject> {
  return fc
    .record({ place: place(namespaces), mode, portLevel, created: creationTimestamp, bad: fc.nat(20) })
    .map(({ place: { namespace, selector: selects }, mode: mtls, portLevel: ports, created, bad }) => {
      const portLevelMtls = selects === undefined && bad > 0 ? undefined : ports;
      return {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: defined({ name: 'unnamed', namespace, creationTimestamp: created }),
        spec: defined({ selector: selects, mtls, portLevelMtls }),
      };
    });
}

/** A RequestAuthentication of any scope, with one or two issuers. */
export function requestAuthentication(namespaces: readonly string[]): fc.Arbitrary<JsonObject> {
  const issuers = fc.array(fc.constantFrom(...jwtRules), { minLength: 1, maxLength: 2 });
  return fc
    .record({ place: place(namespaces), issuers, created: creationTimestamp })
    .map(({ place: { namespace, selector: selects }, issuers: rules, created }) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'RequestAuthentication',
      metadata: defined({ name: 'unnamed', namespace, creationTimestamp: created }),
      spec: defined({ selector: selects, jwtRules: rules }),
    }));
}
