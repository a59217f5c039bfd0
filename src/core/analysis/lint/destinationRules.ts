import { compareText } from '../../cluster/age.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import { workloadPeerMode } from '../../controlplane/peerAuthentication.ts';
import type { MeshService } from '../../controlplane/serviceEntry.ts';
import { completeHost, hostCovers } from '../../controlplane/visibility.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Finding } from '../../model/lint.ts';
import type { DestinationRuleSpec } from '../../yaml/schema/destinationRule.ts';
import { type PlacedTls, tlsOf } from './clientTls.ts';
import { usedForHost } from './clients.ts';
import type { Facts, Lint } from './facts.ts';
import { remove, set, warning } from './finding.ts';
import { namedHost } from './serviceHosts.ts';

type Rule = Admitted<DestinationRuleSpec>;

/** DestinationRules for hosts, endpoints and servers that are not as the rule takes them to be. */
export const destinationRules: Lint = (facts) =>
  [...facts.world.destinationRules.values()].flat().flatMap((rule) => {
    const unknown = hostFindings(facts.world, rule);
    if (unknown.length > 0) return unknown;
    const services = servicesOf(facts.world, rule);
    return [
      ...nobody(facts, rule, services),
      ...subsets(facts.world, rule, services),
      ...portSettings(rule),
      ...tlsOf(rule.spec).flatMap((tls) => tlsFindings(facts.world, rule, tls, services)),
    ];
  });

function hostFindings(world: World, { resource, spec }: Rule): readonly Finding[] {
  const { known, near } = namedHost(world, spec.host, resource.namespace);
  const path = ['spec', 'host'];
  // A host of the outside is known to clients by its ServiceEntry alone, too.
  return known
    ? []
    : [
        warning('hostUnknown', resource, path, {
          args: { host: spec.host, kind: resource.kind, where: resource.namespace, near: near ?? '' },
          fix: near === null ? [] : [set(resource, path, near)],
        }),
      ];
}

function servicesOf(world: World, { resource, spec }: Rule): readonly MeshService[] {
  const host = completeHost(spec.host, resource.namespace).toLowerCase();
  return host.includes('*')
    ? [...world.registry].flatMap(([each, services]) => (hostCovers(host, each) ? services : []))
    : (world.registry.get(host) ?? []);
}

/** "Client namespace, service namespace, root namespace": a rule anywhere else is nobody's, unless clients live there (3.1). */
function nobody(
  { world, inNamespace }: Facts,
  { resource, spec }: Rule,
  services: readonly MeshService[],
): readonly Finding[] {
  const { namespace } = resource;
  const near = services.some((service) => service.namespace === namespace) || namespace === world.mesh.rootNamespace;
  const clients = inNamespace(namespace).some(
    ({ proxy }) => proxy === 'sidecar' || proxy === 'gateway' || proxy === 'waypoint',
  );
  if (near || clients || services.length === 0) return [];
  return [
    warning('destinationRuleOfNobody', resource, ['spec', 'host'], {
      args: { host: spec.host, where: namespace, service: services[0]?.namespace ?? '' },
    }),
  ];
}

/** Subsets without a pod. */
function subsets({ cluster }: World, { resource, spec }: Rule, services: readonly MeshService[]): readonly Finding[] {
  const pods = services.filter(({ entry, selector }) => entry === undefined && selector !== null);
  // Endpoints of other kinds have labels of their own.
  if (pods.length === 0 || pods.length !== services.length) return [];
  const workloads = pods.flatMap(({ hostname, ports }) =>
    ports.flatMap((port) =>
      cluster
        .endpoints(hostname, port)
        .flatMap(({ workload }) => (workload === null ? [] : (cluster.workloads.get(workload) ?? []))),
    ),
  );
  if (workloads.length === 0) return [];
  return (spec.subsets ?? []).flatMap(({ name, labels = {} }, index): readonly Finding[] => {
    if (workloads.some((workload) => matchesLabels(labels, workload.labels))) return [];
    return [warning('subsetEmpty', resource, ['spec', 'subsets', index], { args: { subset: name, host: spec.host } })];
  });
}

/** "A matching portLevelSettings entry replaces the whole policy: its missing tls is not inherited" (3.5). */
function portSettings({ resource, spec }: Rule): readonly Finding[] {
  const { tls, portLevelSettings = [] } = spec.trafficPolicy ?? {};
  // With ISTIO_MUTUAL above, the endpoints' side falls back to it.
  if (tls === undefined || (tls.mode !== 'SIMPLE' && tls.mode !== 'MUTUAL')) return [];
  return portLevelSettings.flatMap((setting, index): readonly Finding[] => {
    if (setting.tls !== undefined) return [];
    const path = ['spec', 'trafficPolicy', 'portLevelSettings', index];
    const args = { port: String(setting.port?.number ?? ''), mode: tls.mode ?? '' };
    return [
      warning('portSettingDropsTls', resource, path, { args, fix: [set(resource, [...path, 'tls'], { ...tls })] }),
    ];
  });
}

function tlsFindings(
  world: World,
  { resource, spec }: Rule,
  { tls, path }: PlacedTls,
  services: readonly MeshService[],
): readonly Finding[] {
  const found: Finding[] = [];
  const { mode } = tls;
  // "SIMPLE/MUTUAL with credentialName on a sidecar, through a rule without workloadSelector ⇒ plaintext" (3.7).
  const byName =
    (mode === 'SIMPLE' || mode === 'MUTUAL') &&
    tls.credentialName !== undefined &&
    !tls.credentialName.startsWith('configmap://');
  if (
    byName &&
    spec.workloadSelector === undefined &&
    [...world.cluster.workloads.values()].some(({ proxy }) => proxy === 'sidecar')
  )
    found.push(
      warning('credentialAtSidecar', resource, [...path, 'credentialName'], {
        args: { credential: tls.credentialName ?? '' },
      }),
    );
  const top = path.length === 3 && path[1] === 'trafficPolicy';
  if (!top || mode === undefined) return found;
  const used = services.filter(({ hostname, namespace }) => usedForHost(world, resource.id, hostname, namespace));
  const servers = serversOf(world, used);
  // "DR DISABLE, server STRICT: refused"; SIMPLE and MUTUAL show no certificate of the mesh either (3.15). HBONE is mTLS all the same (3.13).
  if (mode !== 'ISTIO_MUTUAL') {
    const strict = servers.find(
      (workload) =>
        workload.proxy === 'sidecar' &&
        workload.labels['networking.istio.io/tunnel'] !== 'http' &&
        workloadPeerMode(world, workload, null).mode === 'STRICT',
    );
    const at = [...path, 'mode'];
    return strict === undefined
      ? found
      : [
          ...found,
          warning('clientTlsAgainstStrict', resource, at, {
            args: { mode, workload: strict.name, host: spec.host },
            fix: [set(resource, at, 'ISTIO_MUTUAL')],
          }),
        ];
  }
  // "DR ISTIO_MUTUAL, no sidecar: the server gets a TLS handshake that it does not speak" (3.15).
  const naked = servers.find(({ proxy }) => proxy === 'none');
  return naked === undefined
    ? found
    : [
        ...found,
        warning('mutualToPlain', resource, [...path, 'mode'], {
          args: { workload: naked.name, host: spec.host },
          fix: [remove(resource, path)],
        }),
      ];
}

function serversOf({ cluster }: World, services: readonly MeshService[]): readonly Workload[] {
  const ids = new Set(
    services
      .filter(({ entry }) => entry === undefined)
      .flatMap(({ hostname, ports }) =>
        ports.flatMap((port) => cluster.endpoints(hostname, port).flatMap(({ workload }) => workload ?? [])),
      ),
  );
  return [...ids].sort(compareText).flatMap((id) => cluster.workloads.get(id) ?? []);
}
