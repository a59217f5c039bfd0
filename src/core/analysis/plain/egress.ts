import type { EntryFacts } from '../../controlplane/serviceEntry.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Plain, PlainTargets } from '../../model/plain.ts';
import type { Resource } from '../../model/resource.ts';
import type { SidecarSpec } from '../../yaml/schema/sidecar.ts';

export function plainSidecar(world: World, { resource, spec }: Admitted<SidecarSpec>): Plain {
  const { namespace } = resource;
  const labels = spec.workloadSelector?.labels ?? {};
  const some = Object.keys(labels).length > 0;
  // "Else the oldest selector-less Sidecar of the root namespace" (4.9).
  const wide = namespace === world.mesh.rootNamespace && spec.workloadSelector === undefined;
  const targets: PlainTargets = some
    ? { kind: 'labels', labels, where: namespace }
    : wide
      ? { kind: 'mesh' }
      : { kind: 'namespace', where: namespace };
  const egress = spec.egress ?? [];
  const policy = spec.outboundTrafficPolicy;
  return {
    kind: 'Sidecar',
    targets,
    // "An ingress-only Sidecar has egress */*" (4.9).
    hosts:
      egress.length === 0
        ? null
        : egress.flatMap(({ port, hosts }) =>
            hosts.map((host) => (port?.number === undefined ? host : `${host}:${port.number}`)),
          ),
    // "{} means mode 0 = REGISTRY_ONLY" (4.8).
    outbound: policy ? (policy.mode ?? 'REGISTRY_ONLY') : world.mesh.outboundTrafficPolicy,
    ingress: (spec.ingress ?? []).map(({ port }) => `${port.number ?? ''} ${port.protocol ?? ''}`.trim()),
  };
}

export function plainEntry(
  world: World,
  resource: Resource,
  { spec, resolution, external, addresses }: EntryFacts,
): Plain {
  return {
    kind: 'ServiceEntry',
    hosts: spec.hosts,
    addresses,
    ports: (spec.ports ?? []).map(({ number, protocol }) => `${number} ${protocol ?? ''}`.trim()),
    outside: external,
    resolution,
    endpoints: (spec.endpoints ?? []).flatMap(({ address }) => (address === undefined ? [] : [address])),
    selects: spec.workloadSelector?.labels ?? null,
    exportTo: exported(spec.exportTo, world.mesh.defaultServiceExportTo),
    namespace: resource.namespace,
  };
}

export function exported(exportTo: readonly string[] | undefined, fallback: readonly string[]): readonly string[] {
  return exportTo === undefined || exportTo.length === 0 ? fallback : exportTo;
}
