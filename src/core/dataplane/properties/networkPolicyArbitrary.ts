import fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import { mostly } from './near.ts';
import { defined } from './policyArbitrary.ts';

export const networkNamespaces = ['shop', 'pay'] as const;
export const networkLabels = { app: ['cart', 'web', 'db'], tier: ['front', 'back'] } as const;
export const outsideAddresses = ['203.0.113.9', '203.0.113.200', '198.51.100.7'] as const;
export const portNames = ['http', 'metrics'] as const;
export const networkPorts = [8080, 8081, 9000, 9090] as const;

const matchLabels = (key: string, values: readonly string[]): fc.Arbitrary<JsonObject> =>
  fc.constantFrom(...values).map((value) => ({ matchLabels: { [key]: value } }));
const expression = (key: string, values: readonly string[]): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(
      fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
      fc.subarray([...values], { minLength: 1 }),
      fc.constantFrom(key, key, 'absent'),
    )
    .map(([operator, some, name]) => ({
      matchExpressions: [
        defined({ key: name, operator, values: operator === 'In' || operator === 'NotIn' ? some : undefined }),
      ],
    }));

const everything: fc.Arbitrary<JsonObject> = fc.constant({});
const podSelector = fc.oneof(
  everything,
  everything,
  matchLabels('app', networkLabels.app),
  matchLabels('app', networkLabels.app),
  matchLabels('tier', networkLabels.tier),
  expression('app', networkLabels.app),
);
const namespaceSelector = fc.oneof(
  everything,
  matchLabels('kubernetes.io/metadata.name', networkNamespaces),
  matchLabels('team', ['blue', 'red']),
  expression('team', ['blue', 'red']),
);

const outsideBlock = fc.constantFrom<JsonObject>(
  { cidr: '203.0.113.0/24' },
  { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] },
  { cidr: '198.51.100.7/32' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '203.0.113.9/32'] },
);
const anyBlock = fc.constantFrom<JsonObject>({ cidr: '0.0.0.0/0' }, { cidr: '10.244.0.0/16' }, { cidr: '::/0' });

const peer: fc.Arbitrary<JsonObject> = fc.oneof(
  podSelector.map((pods) => ({ podSelector: pods })),
  namespaceSelector.map((spaces) => ({ namespaceSelector: spaces })),
  fc.tuple(podSelector, namespaceSelector).map(([pods, spaces]) => ({ podSelector: pods, namespaceSelector: spaces })),
  mostly(outsideBlock, anyBlock, 1).map((ipBlock) => ({ ipBlock })),
);

const protocol = mostly<string | undefined>(fc.constant(undefined), fc.constantFrom('TCP', 'UDP'), 4);
const port: fc.Arbitrary<JsonObject> = fc
  .record({
    protocol,
    port: fc.oneof<fc.Arbitrary<Json | undefined>[]>(
      fc.constantFrom(...networkPorts),
      fc.constantFrom(...networkPorts, 80),
      fc.constantFrom(...portNames),
      fc.constant(undefined),
    ),
    range: fc.boolean(),
  })
  .map(({ range, ...given }) =>
    defined({ ...given, endPort: range && typeof given.port === 'number' ? given.port + 500 : undefined }),
  );

const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[] | undefined> =>
  fc.oneof(fc.constantFrom<(T[] | undefined)[]>(undefined, []), fc.array(item, { minLength: 1, maxLength: 2 }));

/** What lets a pod ask for names, or nearly so. */
const questions = fc.constantFrom<JsonObject[]>(
  [{ ports: [{ protocol: 'UDP', port: 53 }] }],
  [{ ports: [{ protocol: 'UDP', port: 'dns' }] }],
  [
    {
      to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
      ports: [{ port: 53 }, { protocol: 'UDP', port: 53 }],
    },
  ],
  [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }] }],
  [{ ports: [{ port: 53 }] }],
  [],
);

const rules = (side: 'from' | 'to'): fc.Arbitrary<JsonObject[] | undefined> =>
  fc.oneof(
    fc.constantFrom<(JsonObject[] | undefined)[]>(undefined, []),
    fc.array(
      fc.record({ peers: few(peer), ports: few(port) }).map(({ peers, ports }) => defined({ [side]: peers, ports })),
      { minLength: 1, maxLength: 2 },
    ),
  );

/** A NetworkPolicy that the API server takes, about a few pods that are alike. */
export const networkPolicy: fc.Arbitrary<JsonObject> = fc
  .record({
    namespace: fc.constantFrom(...networkNamespaces),
    podSelector,
    policyTypes: fc.constantFrom(undefined, undefined, ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
    ingress: rules('from'),
    egress: fc.tuple(rules('to'), questions).map(([given, more]) => given && [...given, ...more]),
  })
  .map(({ namespace, ...spec }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'unnamed', namespace },
    spec: defined(spec),
  }));

const podsAndSpaces = fc
  .tuple(namespaceSelector, podSelector)
  .map(([spaces, pods]) => ({ pods: { namespaceSelector: spaces, podSelector: pods } }));
const subject: fc.Arbitrary<JsonObject> = fc.oneof(
  namespaceSelector.map((namespaces) => ({ namespaces })),
  podsAndSpaces,
);
const networks = fc
  .constantFrom(['203.0.113.0/24'], ['0.0.0.0/0'], ['10.244.0.0/16', '198.51.100.0/24'])
  .map((given) => ({ networks: given }));
const named = fc.constantFrom(...portNames);
const number = fc.constantFrom(...networkPorts);

const olderPort: fc.Arbitrary<JsonObject> = fc.oneof(
  fc
    .tuple(protocol, fc.oneof(number, number, number, fc.constant(53)))
    .map(([of, given]) => ({ portNumber: defined({ protocol: of, port: given }) })),
  named.map((namedPort) => ({ namedPort })),
  number.map((start) => ({ portRange: { start, end: start + 500 } })),
);
const newerPort: fc.Arbitrary<JsonObject> = fc.oneof(
  number.map((given) => ({ tcp: { destinationPort: { number: given } } })),
  number.map((start) => ({ tcp: { destinationPort: { range: { start, end: start + 500 } } } })),
  fc.oneof(number, fc.constant(53)).map((given) => ({ udp: { destinationPort: { number: given } } })),
  named.map((destinationNamedPort) => ({ destinationNamedPort })),
);

function clusterRules(side: 'from' | 'to', newer: boolean, baseline: boolean): fc.Arbitrary<JsonObject[] | undefined> {
  const pods = fc.oneof(subject, subject);
  const accept = newer ? 'Accept' : 'Allow';
  const rule = fc
    .record({
      action: fc.constantFrom(accept, 'Deny', ...(baseline && !newer ? [] : ['Pass'])),
      // "You can't use a named port in a rule that targets resources without named ports (e.g. Networks)."
      peers: fc.array(pods, { minLength: 1, maxLength: 2 }),
      outside: side === 'to' ? fc.option(networks, { freq: 2 }) : fc.constant(null),
      ports: fc.option(fc.array(newer ? newerPort : olderPort, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    })
    .map(({ action, peers, outside, ports }) => {
      const hasNames = JSON.stringify(ports ?? []).includes('amedPort');
      const all = outside === null || hasNames ? peers : [...peers.slice(1), outside];
      return defined({ action, [side]: all, [newer ? 'protocols' : 'ports']: ports });
    });
  return fc.option(fc.array(rule, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 3 });
}

/** A policy for the cluster; `newer`: a ClusterNetworkPolicy (v1alpha2), else one of its forerunners (v1alpha1). */
export function clusterPolicy(newer: boolean, tier: 'Admin' | 'Baseline'): fc.Arbitrary<JsonObject> {
  const baseline = tier === 'Baseline';
  const older = baseline ? 'BaselineAdminNetworkPolicy' : 'AdminNetworkPolicy';
  return fc
    .record({
      subject,
      ingress: clusterRules('from', newer, baseline),
      egress: clusterRules('to', newer, baseline),
    })
    .map((spec) => ({
      apiVersion: `policy.networking.k8s.io/${newer ? 'v1alpha2' : 'v1alpha1'}`,
      kind: newer ? 'ClusterNetworkPolicy' : older,
      metadata: { name: 'unnamed' },
      spec: defined({ ...spec, tier: newer ? tier : undefined }),
    }));
}
