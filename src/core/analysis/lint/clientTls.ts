import type { Finding } from '../../model/lint.ts';
import type { Path } from '../../model/resource.ts';
import type { DestinationRuleSpec } from '../../yaml/schema/destinationRule.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';

export interface PlacedTls {
  readonly tls: NonNullable<NonNullable<DestinationRuleSpec['trafficPolicy']>['tls']>;
  readonly path: Path;
}

/** Every `tls` of a DestinationRule: of all ports, of one, of a subset and its ports. */
export function tlsOf(spec: DestinationRuleSpec): readonly PlacedTls[] {
  type Policy = DestinationRuleSpec['trafficPolicy'];
  const inPolicy = (policy: Policy, path: Path): PlacedTls[] => [
    ...(policy?.tls ? [{ tls: policy.tls, path: [...path, 'tls'] }] : []),
    ...(policy?.portLevelSettings ?? []).flatMap(({ tls }, index) =>
      tls ? [{ tls, path: [...path, 'portLevelSettings', index, 'tls'] }] : [],
    ),
  ];
  return [
    ...inPolicy(spec.trafficPolicy, ['spec', 'trafficPolicy']),
    ...(spec.subsets ?? []).flatMap(({ trafficPolicy }, index) =>
      inPolicy(trafficPolicy, ['spec', 'subsets', index, 'trafficPolicy']),
    ),
  ];
}

/** "`tls: {}` or `tls` without `mode` = DISABLE" (3.6). */
export const withoutMode: Lint = ({ world }) =>
  [...world.destinationRules.values()].flat().flatMap(({ resource, spec }) =>
    tlsOf(spec).flatMap(({ tls, path }): Finding[] => {
      if (tls.mode !== undefined) return [];
      // What the rest of it speaks of is a certificate of one's own, or that of the server.
      const mode = tls.clientCertificate ? 'MUTUAL' : Object.keys(tls).length > 0 ? 'SIMPLE' : 'ISTIO_MUTUAL';
      return [
        warning('clientTlsWithoutMode', resource, path, {
          args: { mode },
          on: 'key',
          fix: [set(resource, [...path, 'mode'], mode)],
        }),
      ];
    }),
  );
