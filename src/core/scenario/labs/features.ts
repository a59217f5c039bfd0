import type { JsonObject } from '../../model/json.ts';
import { demoJwks } from '../tokens/demoKeys.ts';
import { get, namespace, networking, principal, security, selecting } from './base.ts';
import { ambientPart } from './ambientPart.ts';
import { authorizerPart } from './authorizerPart.ts';
import { gatewayPart } from './gatewayPart.ts';
import { type Addition, isAt, type LabMesh } from './mesh.ts';

/** What a mesh can have beside the base; some pitfalls need one of them. */
export const features = [
  'strictMesh', // mTLS only everywhere, by the root namespace
  'clientRule', // a DestinationRule that says mTLS to the server
  'portException', // one port of the server takes plaintext
  'login', // the neighbour asks for a token
  'wayOut', // one host outside is known, and nothing else
  'scope', // a Sidecar for the callers
  'network', // network policies around the server
  'hostRule', // the server's rule asks for a host
  'authorizer', // an external authorizer decides on one path
  'ambient', // a namespace in ambient mode, with a waypoint
  'gateway', // a front door for callers from outside
] as const;
export type Feature = (typeof features)[number];

const issuer = 'https://login.example.com';

const added = {
  strictMesh: ({ theme: { old, front, neighbour, job, list } }) => ({
    policies: [security('PeerAuthentication', 'istio-system', 'default', { mtls: { mode: 'STRICT' } })],
    requests: [get('denied', `${job}-lists`, `${old}/${job}`, `http://${neighbour}.${front}${list}`)],
  }),
  clientRule: ({ theme: { back, server } }) => ({
    policies: [
      networking('DestinationRule', back, server, {
        host: `${server}.${back}.svc.cluster.local`,
        trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
      }),
    ],
  }),
  portException: ({ theme: { back, server, old, job } }) => ({
    policies: [
      security('PeerAuthentication', back, server, {
        ...selecting(server),
        mtls: { mode: 'STRICT' },
        portLevelMtls: { 9100: { mode: 'PERMISSIVE' } },
      }),
      security('AuthorizationPolicy', back, `${server}-metrics`, {
        ...selecting(server),
        action: 'ALLOW',
        rules: [{ to: [{ operation: { ports: ['9100'], paths: ['/metrics'] } }] }],
      }),
    ],
    workloads: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `${server}-metrics`, namespace: back },
        spec: { selector: { app: server }, ports: [{ name: 'http-metrics', port: 90, targetPort: 9100 }] },
      },
    ],
    requests: [get('allowed', `${job}-scrapes`, `${old}/${job}`, `http://${server}-metrics.${back}:90/metrics`)],
  }),
  login: ({ theme: { front, neighbour, caller, list } }) => {
    const url = `http://${neighbour}.${front}${list}/mine`;
    const bearer = (token: string): JsonObject => ({ headers: { authorization: `Bearer \${token:${token}}` } });
    return {
      policies: [
        security('RequestAuthentication', front, 'login', {
          ...selecting(neighbour),
          jwtRules: [{ issuer, audiences: [neighbour], jwks: demoJwks }],
        }),
        security('AuthorizationPolicy', front, 'members', {
          ...selecting(neighbour),
          action: 'DENY',
          rules: [
            {
              from: [{ source: { notRequestPrincipals: [`${issuer}/*`] } }],
              to: [{ operation: { paths: [`${list}/mine`] } }],
            },
            {
              to: [{ operation: { paths: [`${list}/mine`] } }],
              when: [{ key: 'request.auth.claims[groups]', values: ['guests'] }],
            },
          ],
        }),
      ],
      spec: {
        clock: '2026-03-02T09:00:00Z',
        tokens: [
          { name: 'member', issuer, subject: 'ada', audiences: [neighbour], claims: { groups: ['members'] } },
          { name: 'guest', issuer, subject: 'bob', audiences: [neighbour], claims: { groups: ['guests'] } },
        ],
      },
      requests: [
        get('allowed', 'member-lists', `${front}/${caller}`, url, bearer('member')),
        get('denied', 'guest-lists', `${front}/${caller}`, url, bearer('guest')),
        get('denied', 'stranger-lists', `${front}/${caller}`, url),
      ],
    };
  },
  wayOut: ({ theme: { shared, front, caller, outside } }) => ({
    policies: [
      networking('ServiceEntry', shared, 'outside', {
        hosts: [outside],
        exportTo: [front],
        ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
      }),
    ],
    workloads: [namespace(shared, true)],
    spec: { mesh: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } },
    requests: [
      get('allowed', `${caller}-outside`, `${front}/${caller}`, `https://${outside}/`),
      get('denied', `${caller}-elsewhere`, `${front}/${caller}`, 'https://malicious-site.com/'),
    ],
  }),
  scope: ({ theme: { front, back, shared }, workloads }) => ({
    policies: [
      networking('Sidecar', front, 'default', {
        egress: [
          {
            hosts: [
              './*',
              `${back}/*`,
              ...(workloads.some((object) => isAt(object, ['Namespace', '', shared])) ? [`${shared}/*`] : []),
            ],
          },
        ],
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      }),
    ],
  }),
  network: ({ theme: { front, back, server, store }, port }) => ({
    policies: [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: server, namespace: back },
        spec: {
          podSelector: { matchLabels: { app: server } },
          policyTypes: ['Ingress', 'Egress'],
          ingress: [
            {
              from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': front } } }],
              ports: [{ port }],
            },
          ],
          egress: [
            { to: [{ podSelector: { matchLabels: { app: store } } }], ports: [{ port: 5432 }] },
            {
              to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
              ports: [{ port: 53, protocol: 'UDP' }],
            },
          ],
        },
      },
    ],
  }),
  hostRule: ({ theme: { front, back, server, caller, path } }) => ({
    policies: [
      security('AuthorizationPolicy', back, `${server}-by-host`, {
        ...selecting(server),
        action: 'ALLOW',
        rules: [
          {
            from: [{ source: { principals: [principal(front, caller)] } }],
            to: [{ operation: { hosts: [`${server}.${back}`], methods: ['PUT'], paths: [`${path}/*`] } }],
          },
        ],
      }),
    ],
    requests: [
      get('allowed', `${caller}-updates`, `${front}/${caller}`, `http://${server}.${back}${path}/42`, {
        method: 'PUT',
      }),
    ],
  }),
  authorizer: authorizerPart,
  ambient: ambientPart,
  gateway: gatewayPart,
} as const satisfies Record<Feature, (mesh: LabMesh) => Addition>;

/** The mesh with one feature more. It still is as it should be. */
export function withFeature(mesh: LabMesh, feature: Feature): LabMesh {
  const { policies, workloads = [], requests = [], spec = {} }: Addition = added[feature](mesh);
  return {
    ...mesh,
    spec: { ...mesh.spec, ...spec },
    policies: [...mesh.policies, ...policies],
    workloads: [...mesh.workloads, ...workloads],
    requests: [...mesh.requests, ...requests],
  };
}
