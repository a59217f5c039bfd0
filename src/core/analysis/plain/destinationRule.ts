import { tlsModeOf } from '../../controlplane/clientTls.ts';
import type { TrafficPolicy } from '../../controlplane/destinationRule.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Plain } from '../../model/plain.ts';
import type { DestinationRuleSpec } from '../../yaml/schema/destinationRule.ts';
import { exported } from './egress.ts';

export function plainDestinationRule(world: World, { resource, spec }: Admitted<DestinationRuleSpec>): Plain {
  const { namespace } = resource;
  const policy = spec.trafficPolicy;
  const labels = spec.workloadSelector?.matchLabels;
  const top = modeOf(policy);
  return {
    kind: 'DestinationRule',
    host: spec.host,
    // "workloadSelector: only for clients in the rule's own namespace" (3.3).
    clients:
      spec.workloadSelector === undefined
        ? null
        : labels === undefined || Object.keys(labels).length === 0
          ? { kind: 'namespace', where: namespace }
          : { kind: 'labels', labels, where: namespace },
    exportTo: exported(spec.exportTo, world.mesh.defaultDestinationRuleExportTo),
    namespace,
    tls: top,
    ports: (policy?.portLevelSettings ?? []).map((setting) => ({
      port: String(setting.port?.number ?? ''),
      // "Its missing tls is not inherited"; under ISTIO_MUTUAL the endpoints' side falls back to it (3.5).
      tls:
        setting.tls === undefined
          ? top === 'ISTIO_MUTUAL'
            ? 'ISTIO_MUTUAL'
            : top === null
              ? null
              : 'DISABLE'
          : tlsModeOf(setting.tls),
    })),
    subsets: (spec.subsets ?? []).map(({ name, labels: wanted = {}, trafficPolicy }) => ({
      name,
      labels: wanted,
      tls: modeOf(trafficPolicy),
    })),
    more: Object.entries(policy ?? {}).flatMap(([name, value]) =>
      ['tls', 'portLevelSettings'].includes(name) || value === undefined ? [] : [name],
    ),
  };
}

function modeOf(policy: TrafficPolicy | undefined): string | null {
  return policy?.tls === undefined ? null : tlsModeOf(policy.tls);
}
