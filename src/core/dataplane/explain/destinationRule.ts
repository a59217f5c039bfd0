import type { OutboundCluster } from '../../controlplane/clusters.ts';
import type { Check } from '../../model/trace.ts';
import { asked, had } from './peerMode.ts';

/** The DestinationRules that were looked at for a cluster: each that counts, and why the others do not. */
export function ruleChecks(cluster: OutboundCluster): readonly Check[] {
  return cluster.search.candidates.map(
    ({ resource, level, host, counts, note, label }): Check => ({
      kind: 'destinationRule',
      name: level,
      source: {
        resource,
        path: label === null ? ['spec', 'host'] : ['spec', 'workloadSelector', 'matchLabels', label.key],
      },
      matched: counts,
      expected: label === null ? { kind: 'value', value: host } : asked(label),
      actual: label === null ? { kind: 'any' } : had(label),
      children: [],
      note,
    }),
  );
}
