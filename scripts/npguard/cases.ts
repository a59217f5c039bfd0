// Meshes of which the two are known to say different things; src/conformance/npguard/causes.ts has the reasons.
import type { JsonObject } from '../../src/core/model/json.ts';
import type { MadeWorld } from './topologies.ts';

const authorization = (namespace: string, spec: JsonObject | null): JsonObject => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'p', namespace },
  ...(spec === null ? {} : { spec }),
});
const ofApi = { selector: { matchLabels: { app: 'api' } } };
const from = (source: JsonObject) => [{ from: [{ source }] }];
const to = (operation: JsonObject) => [{ to: [{ operation }] }];
const fromWeb = from({ principals: ['cluster.local/ns/shop/sa/web'] });

export const cases: readonly MadeWorld[] = [
  {
    name: 'root-namespace',
    mesh: { rootNamespace: 'istio-system' },
    policies: [authorization('istio-system', { action: 'DENY', rules: to({ methods: ['GET'] }) })],
  },
  { name: 'no-spec', policies: [authorization('pay', null)] },
  { name: 'pod-addresses', policies: [authorization('pay', { ...ofApi, rules: from({ ipBlocks: ['0.0.0.0/0'] }) })] },
  {
    name: 'addresses-and-namespaces',
    policies: [authorization('pay', { ...ofApi, rules: from({ namespaces: ['shop'], ipBlocks: ['0.0.0.0/0'] }) })],
  },
  {
    name: 'identity-without-mtls',
    policies: [
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'off', namespace: 'pay' },
        spec: { mtls: { mode: 'DISABLE' } },
      },
      authorization('pay', { ...ofApi, rules: fromWeb }),
    ],
  },
  {
    name: 'names-without-dns',
    policies: [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'n', namespace: 'shop' },
        spec: {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [{ to: [{ namespaceSelector: { matchLabels: { team: 'pay' } } }] }],
        },
      },
      authorization('pay', { ...ofApi, rules: fromWeb }),
    ],
  },
  {
    name: 'other-domain',
    policies: [
      authorization('pay', { ...ofApi, rules: from({ principals: ['other.example/ns/shop/*', '*/ns/shop/sa/web'] }) }),
    ],
  },
  // What np-guard does not read at all.
  {
    name: 'other-addresses',
    policies: [authorization('pay', { ...ofApi, rules: from({ notIpBlocks: ['203.0.113.0/24'] }) })],
  },
  {
    name: 'headers',
    policies: [
      authorization('pay', { ...ofApi, rules: [{ when: [{ key: 'request.headers[x-team]', values: ['a'] }] }] }),
    ],
  },
  {
    name: 'service-accounts',
    policies: [authorization('pay', { ...ofApi, rules: from({ serviceAccounts: ['shop/web'] }) })],
  },
  { name: 'path-templates', policies: [authorization('pay', { ...ofApi, rules: to({ paths: ['/a/{*}'] }) })] },
  { name: 'two-stars', policies: [authorization('pay', { ...ofApi, rules: to({ paths: ['/a*b*'] }) })] },
  { name: 'audit', policies: [authorization('pay', { ...ofApi, action: 'AUDIT', rules: fromWeb })] },
].map((each) => ({ base: 'http', ...each }));
