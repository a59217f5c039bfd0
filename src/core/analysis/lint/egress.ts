import { hostCovers } from '../../controlplane/visibility.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Finding } from '../../model/lint.ts';
import type { SidecarSpec } from '../../yaml/schema/sidecar.ts';
import type { Facts, Lint } from './facts.ts';
import { hint, set, warning } from './finding.ts';

type Sidecar = Admitted<SidecarSpec>;

/** Sidecars that hold back less than they seem to, and ServiceEntries that open more. */
export const egress: Lint = (facts) => [
  ...[...facts.world.sidecars.values()].flatMap((list) =>
    list.flatMap((sidecar) => sidecarFindings(facts, sidecar, list)),
  ),
  ...entries(facts.world),
];

function sidecarFindings(
  { world, inNamespace }: Facts,
  { resource, spec }: Sidecar,
  list: readonly Sidecar[],
): readonly Finding[] {
  const found: Finding[] = [];
  const policy = spec.outboundTrafficPolicy;
  const mode = ['spec', 'outboundTrafficPolicy', 'mode'];
  // "In a Sidecar, outboundTrafficPolicy: {} means mode 0 = REGISTRY_ONLY" (4.8).
  if (policy && policy.mode === undefined && policy.egressProxy === undefined)
    found.push(
      hint('outboundWithoutMode', resource, mode.slice(0, -1), {
        on: 'key',
        fix: [set(resource, mode, 'REGISTRY_ONLY')],
      }),
    );
  const narrow = (spec.egress ?? []).some(({ hosts }) => !hosts.includes('*/*'));
  const outbound = policy ? (policy.mode ?? 'REGISTRY_ONLY') : world.mesh.outboundTrafficPolicy;
  const root = rootSidecar(world);
  const rootMode = root?.spec.outboundTrafficPolicy;
  const strictRoot = rootMode !== undefined && (rootMode.mode ?? 'REGISTRY_ONLY') === 'REGISTRY_ONLY';
  const escapes =
    !policy && strictRoot && resource.namespace !== world.mesh.rootNamespace && outbound !== 'REGISTRY_ONLY';
  // "No inheritance from the root-namespace Sidecar when a namespace Sidecar exists" (4.8).
  if (escapes)
    found.push(
      warning('sidecarEscapesRoot', resource, ['spec'], {
        args: { root: root?.resource.name ?? '' },
        on: 'key',
        fix: [set(resource, mode, 'REGISTRY_ONLY')],
      }),
    );
  // "Known service, but outside the scope, ALLOW_ANY: passed through in plaintext" (4.14): it hides hosts, and stops nobody.
  else if (narrow && outbound !== 'REGISTRY_ONLY')
    found.push(
      hint('sidecarNoFirewall', resource, ['spec', 'egress'], {
        on: 'key',
        fix: [set(resource, mode, 'REGISTRY_ONLY')],
      }),
    );
  // "Exactly one Sidecar applies: the oldest without a selector" (4.9).
  const [first] = list.filter((each) => each.spec.workloadSelector === undefined);
  if (spec.workloadSelector === undefined && first !== undefined && first.resource !== resource)
    found.push(warning('sidecarShadowed', resource, ['spec'], { args: { by: first.resource.name }, on: 'key' }));
  const wide = resource.namespace === world.mesh.rootNamespace;
  if (!wide || inNamespace(resource.namespace).length > 0) found.push(...unknownHosts(world, { resource, spec }, wide));
  return found;
}

function rootSidecar(world: World): Sidecar | undefined {
  return (world.sidecars.get(world.mesh.rootNamespace) ?? []).find(({ spec }) => spec.workloadSelector === undefined);
}

/** "A service is imported iff its host ⊆ pattern and it is exported" (4.10): entries for which there is none. */
function unknownHosts({ registry }: World, { resource, spec }: Sidecar, wide: boolean): readonly Finding[] {
  const services = [...registry.values()].flat();
  return (spec.egress ?? []).flatMap(({ hosts }, index) =>
    hosts.flatMap((text, entry): readonly Finding[] => {
      const slash = text.indexOf('/');
      const [namespace, host] = [text.slice(0, slash), text.slice(slash + 1)];
      // Of the root namespace `.` is that of each client; a wildcard for a whole namespace may await its services.
      if (slash < 0 || namespace.startsWith('~') || (namespace === '.' && wide) || host === '*') return [];
      const where = namespace === '.' ? resource.namespace : namespace;
      const some = services.some(
        (service) => (where === '*' || service.namespace === where) && hostCovers(host, service.hostname),
      );
      if (some) return [];
      const path = ['spec', 'egress', index, 'hosts', entry];
      const homes = [
        ...new Set(
          services.filter((service) => hostCovers(host, service.hostname)).map((service) => service.namespace),
        ),
      ];
      const [home, ...others] = homes;
      const fix = home !== undefined && others.length === 0 ? [set(resource, path, `${home}/${host}`)] : [];
      return [warning('sidecarHostUnknown', resource, path, { args: { host: text }, fix })];
    }),
  );
}

function entries(world: World): readonly Finding[] {
  const found: Finding[] = [];
  const told = new Set<string>();
  for (const service of [...world.entries.values()].flat()) {
    const { resource, entry, hostname } = service;
    if (entry === undefined || told.has(resource.id)) continue;
    told.add(resource.id);
    const { spec, resolution, addresses, auto } = entry;
    const open = service.ports.find(({ application }) => application === 'tcp' || application === 'unknown');
    // "TCP without addresses → every IP on that port is sent to this one; with NONE the port is open to the whole Internet" (5.5).
    if (open !== undefined && addresses.length === 0 && auto === null) {
      const path = ['spec', 'ports', open.index];
      found.push(
        warning(resolution === 'NONE' ? 'tcpEntryOpen' : 'tcpEntryTakesAll', resource, path, {
          args: { port: String(open.port), host: hostname },
        }),
      );
    }
    // "SE says HTTP on 443 but the app sends TLS → chain not matched" (5.6).
    service.ports.forEach(({ port, declared, application, index }) => {
      if (port !== 443 || declared !== 'HTTP' || spec.location === 'MESH_INTERNAL') return;
      const path = ['spec', 'ports', index, 'protocol'];
      found.push(
        hint('httpOn443', resource, path, {
          args: { protocol: application.toUpperCase(), host: hostname },
          fix: [set(resource, path, 'TLS')],
        }),
      );
    });
    // "workloadSelector with MESH_EXTERNAL: the hop is plaintext even to a sidecar pod" (5.10).
    if (spec.workloadSelector !== undefined && entry.external)
      found.push(
        warning('entrySelectsAsExternal', resource, ['spec', 'workloadSelector'], {
          on: 'key',
          fix: [set(resource, ['spec', 'location'], 'MESH_INTERNAL')],
        }),
      );
    // "With NONE the proxy checks the name but connects to the dialled IP" (5.8).
    const named = service.ports.some(
      ({ declared, application }) => declared === 'HTTP' || application === 'tls' || application === 'https',
    );
    if (resolution === 'NONE' && named && !hostname.includes('*'))
      found.push(
        hint('entryTrustsCaller', resource, spec.resolution === undefined ? ['spec'] : ['spec', 'resolution'], {
          args: { host: hostname },
          on: 'key',
          fix:
            (spec.endpoints?.length ?? 0) > 0 || addresses.some((each) => each.includes('/'))
              ? []
              : [set(resource, ['spec', 'resolution'], 'DNS')],
        }),
      );
  }
  return found;
}
