import { listensOn } from '../../cluster/listens.ts';
import { targetPortOf } from '../../cluster/services.ts';
import { hasSelector } from '../../controlplane/selector.ts';
import type { Finding } from '../../model/lint.ts';
import type { Lint } from './facts.ts';
import { rename, warning } from './finding.ts';

/** PeerAuthentications whose ports are not those of the pod. */
export const peerPorts: Lint = ({ world, labelled }) =>
  [...world.peerAuthentications.values()].flat().flatMap(({ resource, spec }) => {
    const keys = Object.keys(spec.portLevelMtls ?? {});
    if (keys.length === 0 || !hasSelector(spec)) return [];
    const workloads = labelled(spec.selector?.matchLabels ?? {}, resource.namespace);
    return keys.flatMap((key): Finding[] => {
      const port = Number(key);
      if (workloads.some((workload) => listensOn(world.cluster, workload).has(port))) return [];
      // "Port key = workload port. Service port numbers never match" (2.5).
      const meant = workloads.flatMap((workload) =>
        world.cluster
          .servicesOf(workload.id)
          .flatMap((service) =>
            service.ports
              .filter((each) => each.port === port)
              .map((each) => ({ service: service.name, target: targetPortOf(each, workload) })),
          ),
      );
      const [first] = meant;
      if (first === undefined || first.target === null) return [];
      const target = String(first.target);
      const path = ['spec', 'portLevelMtls', key];
      const taken = keys.includes(target);
      return [
        warning('portLevelServicePort', resource, path, {
          args: { port: key, target, service: first.service },
          on: 'key',
          fix: taken ? [] : [rename(resource, path, target)],
        }),
      ];
    });
  });
