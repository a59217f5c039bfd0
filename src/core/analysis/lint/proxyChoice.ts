import { podPathOf } from '../../cluster/podSource.ts';
import { stringsAt } from '../../cluster/fields.ts';
import type { Finding } from '../../model/lint.ts';
import type { Lint } from './facts.ts';
import { hint, remove, warning } from './finding.ts';

const mode = 'istio.io/dataplane-mode';
const inject = 'sidecar.istio.io/inject';

/** "Pods with sidecars are excluded" from ambient mode (9.2): where both are asked for, the sidecar wins. */
export const proxyChoice: Lint = ({ world, inNamespace }) => {
  const { namespaces, workloads } = world.cluster;
  const wide = [...namespaces.values()].flatMap(({ name, labels, resource }): readonly Finding[] => {
    if (resource === null || labels[mode] !== 'ambient') return [];
    const key = ['istio-injection', 'istio.io/rev'].find((each) => (labels[each] ?? 'disabled') !== 'disabled');
    const pod = inNamespace(name).find(({ proxy }) => proxy === 'sidecar');
    if (key === undefined || pod === undefined) return [];
    return [
      warning('sidecarBeatsAmbient', resource, ['metadata', 'labels', mode], {
        args: { workload: pod.name, field: key },
        on: 'key',
        fix: [remove(resource, ['metadata', 'labels', key])],
      }),
    ];
  });
  const told = new Set(wide.map(({ resource }) => resource));
  const pods = [...workloads.values()].flatMap(({ proxy, resource, namespace, name, labels }): readonly Finding[] => {
    const path = podPathOf(resource);
    const around = namespaces.get(namespace);
    const asked = (labels[mode] ?? around?.labels[mode]) === 'ambient';
    if (proxy !== 'sidecar' || !asked || path === undefined) return [];
    if (around?.resource !== null && around !== undefined && told.has(around.resource.id)) return [];
    const own = [...path, 'metadata', 'labels'];
    const written = stringsAt(resource.body, ...own);
    const key = [inject, 'istio.io/rev'].find((each) => written[each] !== undefined);
    if (key === undefined) return [];
    return [
      hint('sidecarBeatsAmbient', resource, [...own, key], {
        args: { workload: name, field: key },
        on: 'key',
        fix: [remove(resource, [...own, key])],
      }),
    ];
  });
  return [...wide, ...pods];
};
