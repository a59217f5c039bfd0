import { pitfall, resource } from './lint.fixture.ts';

const ambient = `apiVersion: v1
kind: Namespace
metadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}
---
apiVersion: v1
kind: Pod
metadata: {name: z, namespace: m, labels: {app: zone}}
spec: {serviceAccountName: z, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: z, namespace: m, labels: {LABELS}}
spec: {selector: {app: zone}, ports: [{name: http, port: 80, targetPort: 8080}]}
`;
const mesh = ambient.replace('LABELS', '');
const withWaypoint = `${ambient.replace('LABELS', 'istio.io/use-waypoint: w')}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: w, namespace: m}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
`;

const inMesh = (spec: string) => resource('AuthorizationPolicy m/p', spec);

pitfall(
  'noProxy',
  [
    {
      what: 'an AuthorizationPolicy of a namespace without sidecars',
      yaml: [resource('AuthorizationPolicy legacy/p', '{rules: [{}]}')],
      at: 'spec',
      fix: null,
    },
    {
      what: 'a PeerAuthentication by selector',
      yaml: [resource('PeerAuthentication legacy/p', '{selector: {matchLabels: {app: naked}}, mtls: {mode: STRICT}}')],
      at: 'spec.selector',
      fix: null,
    },
  ],
  [
    { what: 'with a sidecar', yaml: [resource('AuthorizationPolicy b/p', '{rules: [{}]}')] },
    { what: 'mesh-wide', yaml: [resource('AuthorizationPolicy istio-system/p', '{rules: [{}]}')] },
    { what: 'in ambient mode', yaml: [mesh, inMesh('{rules: [{}]}')] },
  ],
);

pitfall(
  'targetUnknown',
  [
    {
      what: 'a Service, nearly right',
      yaml: [mesh, inMesh('{targetRefs: [{kind: Service, group: "", name: zz}], rules: [{}]}')],
      at: 'spec.targetRefs.0',
      fix: null,
    },
    {
      what: 'a Gateway, nearly right',
      yaml: [
        withWaypoint,
        inMesh('{targetRef: {kind: Gateway, group: gateway.networking.k8s.io, name: w-1}, rules: [{}]}'),
      ],
      at: 'spec.targetRef',
      fix: [],
    },
  ],
  [
    {
      what: 'those that are there',
      yaml: [
        withWaypoint,
        inMesh(
          '{targetRefs: [{kind: Service, group: "", name: z}, {kind: Gateway, group: gateway.networking.k8s.io, name: w}], rules: [{}]}',
        ),
      ],
    },
  ],
);

pitfall(
  'targetWithoutWaypoint',
  [
    {
      what: 'in ambient mode',
      yaml: [mesh, inMesh('{targetRefs: [{kind: Service, group: "", name: z}], rules: [{}]}')],
      at: 'spec.targetRefs.0',
      fix: null,
    },
    {
      what: 'behind sidecars',
      yaml: [resource('AuthorizationPolicy b/p', '{targetRefs: [{kind: Service, group: "", name: s}], rules: [{}]}')],
      at: 'spec.targetRefs.0',
      fix: ['spec: {rules: [{}], selector: { matchLabels: { app: server } }}'],
    },
  ],
  [
    {
      what: 'with a waypoint',
      yaml: [withWaypoint, inMesh('{targetRefs: [{kind: Service, group: "", name: z}], rules: [{}]}')],
    },
  ],
);

const tokens = (place: 'm/p' | 'b/p') =>
  resource(`RequestAuthentication ${place}`, '{jwtRules: [{issuer: i, jwks: \'{"keys":[]}\'}]}');

pitfall(
  'tokensAtZtunnel',
  [{ what: 'a namespace in ambient mode', yaml: [mesh, tokens('m/p')], at: 'spec', fix: null }],
  [
    { what: 'behind sidecars', yaml: [mesh, tokens('b/p')] },
    {
      what: 'at a waypoint',
      yaml: [
        withWaypoint,
        resource(
          'RequestAuthentication m/p',
          '{targetRefs: [{kind: Service, group: "", name: z}], jwtRules: [{issuer: i, jwks: \'{"keys":[]}\'}]}',
        ),
      ],
    },
  ],
);

pitfall(
  'notForZtunnel',
  [
    { what: 'AUDIT', yaml: [mesh, inMesh('{action: AUDIT, rules: [{}]}')], at: 'spec.action', fix: null },
    {
      what: 'CUSTOM',
      yaml: [mesh, inMesh('{action: CUSTOM, provider: {name: x}, rules: [{}]}')],
      at: 'spec.action',
      fix: null,
    },
  ],
  [
    { what: 'DENY', yaml: [mesh, inMesh('{action: DENY, rules: [{from: [{source: {namespaces: [a]}}]}]}')] },
    { what: 'AUDIT at a sidecar', yaml: [mesh, resource('AuthorizationPolicy b/p', '{action: AUDIT, rules: [{}]}')] },
  ],
);

pitfall(
  'emptySelectorAtZtunnel',
  [
    {
      what: 'selector: {}',
      yaml: [mesh, inMesh('{selector: {}, rules: [{}]}')],
      at: 'spec.selector',
      fix: ['spec: {rules: [{}]}'],
    },
  ],
  [
    { what: 'none', yaml: [mesh, inMesh('{rules: [{}]}')] },
    { what: 'at sidecars', yaml: [mesh, resource('AuthorizationPolicy b/p', '{selector: {}, rules: [{}]}')] },
  ],
);

pitfall(
  'ruleLostAtZtunnel',
  [
    {
      what: 'methods',
      yaml: [mesh, inMesh('{rules: [{to: [{operation: {methods: [GET]}}]}]}')],
      at: 'spec.rules.0.to.0.operation.methods',
      fix: null,
    },
    {
      what: 'a key that only proxies know',
      yaml: [mesh, inMesh('{rules: [{when: [{key: source.serviceAccount, values: [a/c]}]}]}')],
      at: 'spec.rules.0.when.0.values',
      fix: null,
    },
  ],
  [
    {
      what: 'ports and identities',
      yaml: [
        mesh,
        inMesh('{rules: [{from: [{source: {serviceAccounts: [a/c]}}], to: [{operation: {ports: ["8080"]}}]}]}'),
      ],
    },
    {
      what: 'at a waypoint',
      yaml: [
        withWaypoint,
        inMesh('{targetRefs: [{kind: Service, group: "", name: z}], rules: [{to: [{operation: {methods: [GET]}}]}]}'),
      ],
    },
  ],
);

pitfall(
  'ruleCutAtZtunnel',
  [
    {
      what: 'methods',
      yaml: [mesh, inMesh('{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}')],
      at: 'spec.rules.0.to.0.operation.methods',
      fix: null,
    },
  ],
  [{ what: 'ports', yaml: [mesh, inMesh('{action: DENY, rules: [{to: [{operation: {ports: ["8080"]}}]}]}')] }],
);

pitfall(
  'trustDomainsAtZtunnel',
  [
    {
      what: 'alone',
      yaml: [mesh, inMesh('{rules: [{from: [{source: {trustDomains: [x]}}]}]}')],
      at: 'spec.rules.0.from.0.source.trustDomains',
      fix: null,
    },
  ],
  [
    {
      what: 'at a sidecar',
      yaml: [mesh, resource('AuthorizationPolicy b/p', '{rules: [{from: [{source: {trustDomains: [x]}}]}]}')],
    },
  ],
);

pitfall(
  'addressAtWaypoint',
  [
    {
      what: 'ipBlocks',
      yaml: [
        withWaypoint,
        inMesh(
          '{targetRefs: [{kind: Service, group: "", name: z}], rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}',
        ),
      ],
      at: 'spec.rules.0.from.0.source.ipBlocks',
      fix: [
        'spec: {targetRefs: [{kind: Service, group: "", name: z}], rules: [{from: [{source: {remoteIpBlocks: [10.0.0.0/8]}}]}]}',
      ],
    },
    {
      what: 'a condition',
      yaml: [
        withWaypoint,
        inMesh(
          '{targetRefs: [{kind: Service, group: "", name: z}], rules: [{when: [{key: source.ip, notValues: [10.0.0.0/8]}]}]}',
        ),
      ],
      at: 'spec.rules.0.when.0.notValues',
      fix: [],
    },
  ],
  [
    {
      what: 'remoteIpBlocks',
      yaml: [
        withWaypoint,
        inMesh(
          '{targetRefs: [{kind: Service, group: "", name: z}], rules: [{from: [{source: {remoteIpBlocks: [10.0.0.0/8]}}]}]}',
        ),
      ],
    },
    {
      what: 'at a sidecar',
      yaml: [resource('AuthorizationPolicy b/p', '{rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}')],
    },
  ],
);
