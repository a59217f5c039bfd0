import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Caller, Request, Target } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import { mostly } from './near.ts';
import {
  clusterPolicy,
  networkLabels,
  networkNamespaces,
  networkPolicy,
  networkPorts,
  outsideAddresses,
  portNames,
} from './networkPolicyArbitrary.ts';
import type { RandomCase } from './randomMesh.ts';

const ip = (number: number): string => `10.244.1.${number + 1}`;

const namespaceObject = (name: string, team: string | null, injected: boolean): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: { ...(team === null ? {} : { team }), ...(injected ? { 'istio-injection': 'enabled' } : {}) },
  },
});

interface PodDraft {
  readonly namespace: string;
  readonly app: string;
  readonly tier: string | null;
  /** Which of the ports bears which name, and whether the second name is that of a UDP port. */
  readonly named: readonly [number, number];
  readonly udp: boolean;
}

const podDraft: fc.Arbitrary<PodDraft> = fc.record({
  namespace: fc.constantFrom(...networkNamespaces),
  app: fc.constantFrom(...networkLabels.app),
  tier: fc.constantFrom(...networkLabels.tier, null),
  named: fc.tuple(fc.nat(networkPorts.length - 1), fc.nat(networkPorts.length - 1)),
  udp: fc.boolean(),
});

function podObjects({ namespace, app, tier, named, udp }: PodDraft, number: number): readonly JsonObject[] {
  const name = `w${number}`;
  const [http, metrics] = named;
  const ports = networkPorts.map((containerPort, at): Json => {
    const given = at === http ? portNames[0] : at === metrics && !udp ? portNames[1] : null;
    return given === null ? { containerPort } : { containerPort, name: given };
  });
  const first: Json[] = udp
    ? [{ containerPort: networkPorts[metrics] ?? 9090, protocol: 'UDP', name: portNames[1] }]
    : [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace,
        labels: { app, pod: name, ...(tier === null ? {} : { tier }) },
        annotations: { 'hopwise.dev/ip': ip(number) },
      },
      spec: { serviceAccountName: app, containers: [{ name: 'app', ports: [...first, ...ports] }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        selector: { pod: name },
        ports: [
          { name: 'tcp-number', port: 80, targetPort: 8080 },
          { name: 'tcp-name', port: 81, targetPort: portNames[0] },
          { name: 'tcp-same', port: 9000 },
        ],
      },
    },
  ];
}

interface NetworkDraft {
  readonly kind: 'service' | 'pod' | 'stranger' | 'outside' | 'address';
  readonly from: number;
  readonly to: number;
  readonly port: number;
  readonly outside: string;
}

const requestDraft: fc.Arbitrary<NetworkDraft> = fc.record({
  kind: fc.constantFrom('service', 'service', 'pod', 'pod', 'stranger', 'outside', 'address'),
  from: fc.nat(20),
  to: fc.nat(20),
  port: fc.nat(20),
  outside: fc.constantFrom(...outsideAddresses),
});

function requestOf(draft: NetworkDraft, pods: readonly PodDraft[], index: number): Request {
  const [from, to] = [draft.from % pods.length, draft.to % pods.length];
  const id = (number: number) => workloadId(pods[number]?.namespace ?? '', `w${number}`);
  const port = networkPorts[draft.port % networkPorts.length] ?? 8080;
  const base = { id: `r${index}`, title: '', payload: { kind: 'tcp' }, tls: null } as const;
  const caller: Caller =
    draft.kind === 'stranger'
      ? { kind: 'peer', identity: null, ip: draft.outside, alpn: null, sni: null }
      : { kind: 'workload', workload: id(from) };
  const host = (name: string, at: number): Target => ({ kind: 'host', host: name, port: at, via: null });
  const targets: Readonly<Record<NetworkDraft['kind'], Target>> = {
    service: host(`w${to}.${pods[to]?.namespace ?? ''}`, [80, 81, 9000][draft.port % 3] ?? 80),
    pod: { kind: 'workload', workload: id(to), port },
    stranger: { kind: 'workload', workload: id(to), port },
    outside: host(draft.outside, port),
    address: host(ip(to), port),
  };
  return { ...base, caller, target: targets[draft.kind] };
}

interface Draft {
  readonly teams: readonly (string | null)[];
  readonly injected: readonly boolean[];
  readonly pods: readonly PodDraft[];
  readonly namespaced: readonly JsonObject[];
  readonly admin: readonly JsonObject[];
  readonly baseline: readonly JsonObject[];
  readonly tied: boolean;
  readonly drafts: readonly NetworkDraft[];
}

const upTo = <T>(item: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> => fc.array(item, { maxLength });

/** A few pods in a few namespaces, policies of the network about them, and connections between them, in and out. */
export function networkCase(requests: number): fc.Arbitrary<RandomCase> {
  const draft = (newer: boolean): fc.Arbitrary<Draft> =>
    fc.record({
      teams: fc.tuple(...networkNamespaces.map(() => fc.constantFrom('blue', 'red', null))),
      injected: fc.tuple(...networkNamespaces.map(() => fc.boolean())),
      pods: fc.array(podDraft, { minLength: 2, maxLength: 4 }),
      namespaced: fc.array(networkPolicy, { maxLength: 5, size: 'max' }),
      admin: fc.oneof(fc.constant([]), fc.array(clusterPolicy(newer, 'Admin'), { maxLength: 3, size: 'max' })),
      baseline: fc.oneof(fc.constant([]), upTo(clusterPolicy(newer, 'Baseline'), newer ? 2 : 1)),
      tied: mostly(fc.constant(false), fc.constant(true), 5),
      drafts: fc.array(requestDraft, { minLength: requests, maxLength: requests, size: 'max' }),
    });
  return fc.boolean().chain((newer) => draft(newer).map(caseOf));
}

function caseOf({ teams, injected, pods, namespaced, admin, baseline, tied, drafts }: Draft): RandomCase {
  const kubernetes = [
    ...networkNamespaces.map((name, at) => namespaceObject(name, teams[at] ?? null, injected[at] ?? false)),
    ...pods.flatMap(podObjects),
  ];
  const policies = [
    ...namespaced.map((policy, at) => withName(policy, `np-${at}`)),
    // Later ones mostly come first: the number counts, not the place. Some have the same number.
    ...admin.map((policy, at) => withPriority(withName(policy, `admin-${at}`), tied ? 7 : 100 - at)),
    ...baseline.map((policy, at) => withPriority(withName(policy, `baseline-${at}`), tied ? 7 : 50 - at)),
  ];
  return {
    mesh: { settings: {}, kubernetes, policies },
    requests: drafts.map((each, index) => requestOf(each, pods, index)),
  };
}

function withName(policy: JsonObject, name: string): JsonObject {
  const { metadata } = policy;
  return { ...policy, metadata: { ...(isObject(metadata) ? metadata : {}), name } };
}

/** A BaselineAdminNetworkPolicy has none: there is one. */
function withPriority(policy: JsonObject, priority: number): JsonObject {
  const { spec, kind } = policy;
  if (kind === 'BaselineAdminNetworkPolicy' || !isObject(spec)) return policy;
  return { ...policy, spec: { ...spec, priority } };
}
