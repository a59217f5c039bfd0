import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Leg } from './edges.ts';
import { selectorOf } from './labels.ts';
import { grouped, manifest, type Namer, type Written } from './written.ts';

/** Where the cluster's own things run: no policy of a mesh belongs there. */
export const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

const nameLabel = 'kubernetes.io/metadata.name';
/** Nothing outside the cluster has such an address; ranges over pods mean different things to different networks (10.8). */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
/** Readiness of a gateway, which a load balancer asks for. */
const readiness = 15021;

/**
 * The backstop beneath the mesh: a namespace where nothing comes in and nothing goes out, and the wanted connections by
 * pods and pod ports. "Sidecar pods with egress isolation must allow DNS and istiod:15012" (10.11).
 */
export function networkBackstop(world: World, legs: readonly Leg[], name: Namer): readonly Written[] {
  const members = [...world.cluster.workloads.values()].filter(
    (workload) => !systemNamespaces.has(workload.namespace) && workload.labels['app'] !== 'istiod',
  );
  return grouped(members, ({ namespace }) => namespace).flatMap((own): Written[] => {
    const { namespace } = own[0];
    // The root namespace is istiod's own: only what else stands there is shut.
    const isRoot = namespace === world.mesh.rootNamespace;
    const shut = isRoot ? own.map((workload) => isolate(world, workload, name)) : [denyAll(world, namespace, name)];
    const rules = own.flatMap((workload) => [
      ...ingressOf(world, workload, legs, name),
      ...egressOf(world, workload, legs, name),
    ]);
    return [...shut, ...rules];
  });
}

function policy(namespace: string, name: string, spec: JsonObject): JsonObject {
  return manifest('networking.k8s.io/v1', 'NetworkPolicy', namespace, name, spec);
}

function denyAll(world: World, namespace: string, name: Namer): Written {
  const spec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: always(world) };
  return {
    note: { kind: 'denyAll', namespace },
    body: policy(namespace, name('NetworkPolicy', namespace, 'default-deny'), spec),
  };
}

function isolate(world: World, workload: Workload, name: Namer): Written {
  const spec = { podSelector: podsOf(world, workload), policyTypes: ['Ingress', 'Egress'], egress: always(world) };
  const wanted = `${workload.name}-default-deny`;
  return {
    note: { kind: 'isolate', workload: workload.id },
    body: policy(workload.namespace, name('NetworkPolicy', workload.namespace, wanted), spec),
  };
}

/** What every pod with a proxy needs: names, and istiod. */
function always({ mesh }: World): Json {
  return [
    {
      to: [{ namespaceSelector: { matchLabels: { [nameLabel]: 'kube-system' } } }],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
    {
      to: [
        {
          namespaceSelector: { matchLabels: { [nameLabel]: mesh.rootNamespace } },
          podSelector: { matchLabels: { app: 'istiod' } },
        },
      ],
      ports: [{ port: 15012 }],
    },
  ];
}

function ingressOf(world: World, workload: Workload, legs: readonly Leg[], name: Namer): readonly Written[] {
  const own = legs.filter(({ to }) => to?.id === workload.id);
  if (own.length === 0) return [];
  const rules = grouped(own, ({ from }) => from?.id ?? '').map((same): Json => {
    const ports = portsOf(same, workload.proxy === 'gateway' && same[0].from === undefined ? [readiness] : []);
    // From outside: the address is the load balancer's or anybody's.
    return same[0].from === undefined ? { ports } : { from: [peerOf(world, workload, same[0].from)], ports };
  });
  const spec = { podSelector: podsOf(world, workload), policyTypes: ['Ingress'], ingress: rules };
  const body = policy(workload.namespace, name('NetworkPolicy', workload.namespace, `${workload.name}-ingress`), spec);
  return [{ note: { kind: 'ingress', workload: workload.id }, body }];
}

function egressOf(world: World, workload: Workload, legs: readonly Leg[], name: Namer): readonly Written[] {
  const own = legs.filter(({ from }) => from?.id === workload.id);
  if (own.length === 0) return [];
  const rules = grouped(own, ({ to }) => to?.id ?? '').map((same): Json => {
    const to =
      same[0].to === undefined
        ? { ipBlock: { cidr: '0.0.0.0/0', except: privateRanges } }
        : peerOf(world, workload, same[0].to);
    return { to: [to], ports: portsOf(same, []) };
  });
  const spec = { podSelector: podsOf(world, workload), policyTypes: ['Egress'], egress: rules };
  const body = policy(workload.namespace, name('NetworkPolicy', workload.namespace, `${workload.name}-egress`), spec);
  return [{ note: { kind: 'egress', workload: workload.id }, body }];
}

function portsOf(legs: readonly Leg[], more: readonly number[]): Json {
  return [...new Set([...legs.map(({ port }) => port), ...more])].map((port) => ({ port }));
}

function podsOf(world: World, workload: Workload): JsonObject {
  return { matchLabels: { ...selectorOf(world, workload).labels } };
}

function peerOf(world: World, own: Workload, other: Workload): JsonObject {
  const podSelector = podsOf(world, other);
  return own.namespace === other.namespace
    ? { podSelector }
    : { namespaceSelector: { matchLabels: { [nameLabel]: other.namespace } }, podSelector };
}
