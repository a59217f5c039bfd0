import fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import { apps, creationTimestamp, defined } from './policyArbitrary.ts';

const tls: fc.Arbitrary<Json | undefined> = fc.constantFrom<Json | undefined>(
  { mode: 'DISABLE' },
  { mode: 'ISTIO_MUTUAL' },
  { mode: 'ISTIO_MUTUAL' },
  { mode: 'SIMPLE' },
  {},
  undefined,
);

/** A policy without any setting is refused. */
const loadBalancer = { simple: 'RANDOM' } as const;

const portLevelSettings: fc.Arbitrary<Json | undefined> = fc.option(
  fc
    .tuple(fc.constantFrom(80, 9000, 8081), tls)
    .map(([number, setting]): Json => [defined({ port: { number }, loadBalancer, tls: setting })]),
  { nil: undefined, freq: 3 },
);

const trafficPolicy: fc.Arbitrary<Json | undefined> = fc.option(
  fc
    .tuple(tls, portLevelSettings)
    .map(([setting, ports]): Json => defined({ loadBalancer, tls: setting, portLevelSettings: ports })),
  { nil: undefined, freq: 5 },
);

/** A DestinationRule for one service or many, in any of the namespaces, with the TLS modes that decide whether mTLS is spoken. */
export function destinationRule(namespaces: readonly string[], hostnames: readonly string[]): fc.Arbitrary<JsonObject> {
  const wide = [...namespaces.map((namespace) => `*.${namespace}.svc.cluster.local`), '*.local', '*', 'w0', 'w0.shop'];
  const host = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...hostnames) },
    { weight: 1, arbitrary: fc.constantFrom(...wide) },
  );
  return fc
    .record({
      namespace: fc.constantFrom(...namespaces),
      host,
      trafficPolicy,
      created: creationTimestamp,
      exportTo: fc.constantFrom<Json | undefined>(undefined, undefined, undefined, ['*'], ['.']),
      workloadSelector: fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...apps).map((app): Json => ({ matchLabels: { app } })) },
      ),
    })
    .map(({ namespace, host: named, trafficPolicy: traffic, created, exportTo, workloadSelector }) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: defined({ name: 'unnamed', namespace, creationTimestamp: created }),
      // With a selector it may not be exported beyond its namespace.
      spec: defined({
        host: named,
        trafficPolicy: traffic,
        exportTo: workloadSelector === undefined ? exportTo : undefined,
        workloadSelector,
      }),
    }));
}
