import type { World } from '../../controlplane/world.ts';
import type { MatrixColumn, Probe } from '../../model/matrix.ts';
import { requestWords } from '../../model/naming.ts';
import type { Request, Target } from '../../model/request.ts';
import { askedOnce, plainProbe } from './probes.ts';

/** Stands for every host that nobody registered. */
export const unknownHost = 'unknown.example';

/** Hosts outside the cluster: those of ServiceEntries, those that requests dial, and one that nobody registered. */
export function outsideColumns(
  { registry, cluster }: World,
  requests: readonly Request[],
  to: (host: string) => readonly Request[],
): readonly MatrixColumn[] {
  const entries = [...registry.values()].flat().filter(({ entry }) => entry?.external === true);
  // A wildcard is no host that one could dial.
  const named = entries.filter(({ hostname }) => !hostname.includes('*'));
  const dialled = requests.flatMap(({ target }) =>
    target.kind === 'host' && isOutside(cluster, target) ? [target.host] : [],
  );
  const hosts = new Set([...named.map(({ hostname }) => hostname), ...dialled, unknownHost]);
  return [...hosts].map((host) => {
    const ports = named.filter(({ hostname }) => hostname === host).flatMap((service) => service.ports);
    const target = (port: number): Target => ({ kind: 'host', host, port, via: null });
    const asked = askedOnce(to(host)).map((request): Probe => {
      return { words: requestWords(request), target: request.target, payload: request.payload, tls: request.tls };
    });
    const declared = ports
      .filter(({ port }) => !asked.some((probe) => probe.target.port === port))
      .map(({ port, declared: protocol, application }) =>
        plainProbe(target(port), protocol, application === 'tls' || application === 'https'),
      );
    const plain = [plainProbe(target(80), 'HTTP', false), plainProbe(target(443), 'TCP', true)];
    const probes = [...asked, ...declared];
    return {
      node: `external:${host}`,
      namespace: null,
      name: host,
      probes: probes.length > 0 ? probes : plain,
      registered: entries.some(({ hostname }) => hostname === host || covers(hostname, host)),
    };
  });
}

function covers(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
}

function isOutside(cluster: World['cluster'], { host }: { readonly host: string }): boolean {
  const labels = host.split('.');
  if (labels.length < 2 || host.endsWith('.svc.cluster.local')) return false;
  return !/^[\d.]+$/.test(host) && !cluster.services.has(`${labels.slice(0, 2).join('.')}.svc.cluster.local`);
}
