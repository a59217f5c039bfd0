import type { Workload } from '../../cluster/types.ts';
import { convertedPeers } from '../../controlplane/ambient/peerPolicies.ts';
import { workloadPeerMode } from '../../controlplane/peerAuthentication.ts';
import { hasSelector, labelMisses } from '../../controlplane/selector.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import { refuses } from '../../dataplane/ambient/converted.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { PeerAuthenticationSpec } from '../../yaml/schema/peerAuthentication.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';

type Authentication = Admitted<PeerAuthenticationSpec>;

/** PeerAuthentications with ports, of which istiod's conversion for ztunnel makes something else than a sidecar does (2.12). */
export const peersAtZtunnel: Lint = ({ world, labelled }) =>
  [...world.peerAuthentications.values()].flat().flatMap((authentication): readonly Finding[] => {
    const { resource, spec } = authentication;
    if (!hasSelector(spec) || resource.namespace === world.mesh.rootNamespace) return [];
    const pods = labelled(spec.selector?.matchLabels ?? {}, resource.namespace).filter(
      (pod) => pod.proxy === 'ambient' && isOwn(world, authentication, pod),
    );
    const [pod] = pods;
    return pod === undefined ? [] : atPod(world, authentication, pod);
  });

/** "One winner per class: oldest, then by name" (2.2); they come in this order. */
function isOwn({ peerAuthentications }: World, { resource }: Authentication, pod: Workload): boolean {
  const list = peerAuthentications.get(pod.namespace) ?? [];
  const own = list.find(({ spec }) => hasSelector(spec) && labelMisses(spec, pod).length === 0);
  return own?.resource === resource;
}

function atPod(world: World, authentication: Authentication, pod: Workload): readonly Finding[] {
  const { resource, spec } = authentication;
  const named = Object.keys(spec.portLevelMtls ?? {}).map(Number);
  const others = pod.containerPorts.map(({ port }) => port).filter((port) => !named.includes(port));
  const peers = convertedPeers(world, pod);
  const wanted = (port: number): boolean => workloadPeerMode(world, pod, port).mode === 'STRICT';
  const shut = (port: number): boolean => peers.some((peer) => refuses(peer, { peer: null, destinationPort: port }));
  // A port that no application listens on stands for all that are not named.
  const asked = [...named, ...(others.length === 0 ? [unused(named)] : others)];
  const open = asked.filter((port) => wanted(port) && !shut(port));
  const kept = named.filter((port) => !wanted(port) && shut(port));
  const path = ['spec', 'portLevelMtls'];
  const told = (ports: readonly number[]): string => ports.filter((port) => port > 0).join(', ');
  return [
    ...(open.length === 0
      ? []
      : [
          warning('strictHoleAtZtunnel', resource, path, {
            args: { workload: pod.name, ports: told(open) },
            on: 'key',
            fix: strictNamespace(world, resource.namespace, authentication),
          }),
        ]),
    ...kept.map((port) =>
      warning('strictKeptAtZtunnel', resource, [...path, String(port)], {
        args: { workload: pod.name, port: String(port) },
        on: 'key',
        fix: [set(resource, [...path, String(port), 'mode'], 'PERMISSIVE')],
      }),
    ),
  ];
}

function unused(named: readonly number[]): number {
  let port = -1;
  while (named.includes(port)) port -= 1;
  return port;
}

/** Either hole is there because the namespace inherits STRICT and does not say it: then it is not sent. */
function strictNamespace(world: World, namespace: string, { resource }: Authentication): readonly Edit[] {
  const wide = (world.peerAuthentications.get(namespace) ?? []).find(({ spec }) => !hasSelector(spec));
  if (wide !== undefined) return [set(wide.resource, ['spec', 'mtls', 'mode'], 'STRICT')];
  const metadata = { name: resource.name === 'default' ? 'namespace' : 'default', namespace };
  const manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata,
    spec: { mtls: { mode: 'STRICT' } },
  };
  return [{ op: 'add', beside: resource.id, manifest }];
}
