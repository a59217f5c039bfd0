import { pitfall, resource } from './lint.fixture.ts';

const host = 's.b.svc.cluster.local';
const rule = (spec: string, place: 'a' | 'b' | 'legacy' | 'istio-system' = 'a') =>
  resource(`DestinationRule ${place}/d`, spec);
const tls = (fields: string) => rule(`{host: ${host}, trafficPolicy: {tls: {${fields}}}}`);
const strict = resource('PeerAuthentication b/p', '{mtls: {mode: STRICT}}');

pitfall(
  'clientTlsAgainstStrict',
  [
    {
      what: 'DISABLE',
      yaml: [tls('mode: DISABLE'), strict],
      at: 'spec.trafficPolicy.tls.mode',
      fix: [`spec: {host: ${host}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}`],
    },
    { what: 'SIMPLE', yaml: [tls('mode: SIMPLE'), strict], at: 'spec.trafficPolicy.tls.mode', fix: [] },
  ],
  [
    { what: 'the server takes plaintext', yaml: [tls('mode: DISABLE')] },
    { what: 'mTLS', yaml: [tls('mode: ISTIO_MUTUAL'), strict] },
    {
      what: 'no client goes by it',
      yaml: [
        rule(`{host: ${host}, trafficPolicy: {tls: {mode: DISABLE}}}`, 'istio-system'),
        rule(`{host: ${host}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}`, 'a'),
        rule(`{host: ${host}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}`, 'b'),
        strict,
      ],
    },
  ],
);

pitfall(
  'mutualToPlain',
  [
    {
      what: 'a pod without a sidecar',
      yaml: [rule('{host: n.legacy.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}')],
      at: 'spec.trafficPolicy.tls.mode',
      fix: ['spec: {host: n.legacy.svc.cluster.local}'],
    },
  ],
  [
    { what: 'a pod with one', yaml: [tls('mode: ISTIO_MUTUAL')] },
    { what: 'plaintext', yaml: [rule('{host: n.legacy.svc.cluster.local, trafficPolicy: {tls: {mode: DISABLE}}}')] },
  ],
);

pitfall(
  'portSettingDropsTls',
  [
    {
      what: 'SIMPLE above',
      yaml: [
        rule(
          `{host: ${host}, trafficPolicy: {tls: {mode: SIMPLE}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}}`,
        ),
      ],
      at: 'spec.trafficPolicy.portLevelSettings.0',
      fix: [],
    },
  ],
  [
    {
      what: 'said again',
      yaml: [
        rule(
          `{host: ${host}, trafficPolicy: {tls: {mode: SIMPLE}, portLevelSettings: [{port: {number: 80}, tls: {mode: SIMPLE}}]}}`,
        ),
      ],
    },
    {
      what: 'ISTIO_MUTUAL above',
      yaml: [
        rule(
          `{host: ${host}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}}`,
        ),
      ],
    },
  ],
);

pitfall(
  'credentialAtSidecar',
  [
    {
      what: 'without a workloadSelector',
      yaml: [tls('mode: SIMPLE, credentialName: c')],
      at: 'spec.trafficPolicy.tls.credentialName',
      fix: null,
    },
  ],
  [
    {
      what: 'with one',
      yaml: [
        rule(
          `{host: ${host}, workloadSelector: {matchLabels: {app: client}}, trafficPolicy: {tls: {mode: SIMPLE, credentialName: c}}}`,
        ),
      ],
    },
    { what: 'from a file', yaml: [tls('mode: SIMPLE, caCertificates: /etc/ca.pem')] },
  ],
);

const virtual = (http: string, name = 'v', more = '') =>
  resource(`VirtualService a/${name}`, `{hosts: [${host}], ${more}http: [${http}]}`);
const to = (destination: string) => `{route: [{destination: {${destination}}}]}`;

pitfall(
  'hostUnknown',
  [
    {
      what: 'name.namespace in a DestinationRule',
      yaml: [rule('{host: s.b}')],
      at: 'spec.host',
      fix: ['spec: {host: s.b.svc.cluster.local}'],
    },
    {
      what: 'a short name from another namespace',
      yaml: [rule('{host: s}')],
      at: 'spec.host',
      fix: ['spec: {host: s.b.svc.cluster.local}'],
    },
    {
      what: 'a destination',
      yaml: [virtual(to('host: s.b.svc'))],
      at: 'spec.http.0.route.0.destination.host',
      fix: [],
    },
    { what: 'nothing is near', yaml: [rule('{host: elsewhere.example.com}')], at: 'spec.host', fix: null },
  ],
  [
    {
      what: 'short, full, or with a wildcard',
      yaml: [
        resource('DestinationRule b/x', '{host: s}'),
        rule(`{host: ${host}}`),
        resource('DestinationRule a/y', '{host: "*.b.svc.cluster.local"}'),
      ],
    },
    {
      what: 'a ServiceEntry’s',
      yaml: [
        rule('{host: api.example.com}'),
        resource(
          'ServiceEntry a/x',
          '{hosts: [api.example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}',
        ),
      ],
    },
  ],
);

pitfall(
  'destinationRuleOfNobody',
  [{ what: 'a namespace of neither', yaml: [rule(`{host: ${host}}`, 'legacy')], at: 'spec.host', fix: null }],
  [
    {
      what: 'client, service, root',
      yaml: [rule(`{host: ${host}}`, 'a'), rule(`{host: ${host}}`, 'b'), rule(`{host: ${host}}`, 'istio-system')],
    },
  ],
);

pitfall(
  'subsetEmpty',
  [
    {
      what: 'no such version',
      yaml: [rule(`{host: ${host}, subsets: [{name: v2, labels: {version: v2}}]}`)],
      at: 'spec.subsets.0',
      fix: null,
    },
  ],
  [{ what: 'one that runs', yaml: [rule(`{host: ${host}, subsets: [{name: v1, labels: {version: v1}}]}`)] }],
);

const subsets = rule(`{host: ${host}, subsets: [{name: stable, labels: {version: v1}}]}`);

pitfall(
  'subsetUnknown',
  [
    {
      what: 'nearly right',
      yaml: [subsets, virtual(to(`host: ${host}, subset: stabel`))],
      at: 'spec.http.0.route.0.destination.subset',
      fix: [],
    },
    {
      what: 'no rule at all',
      yaml: [virtual(to(`host: ${host}, subset: v1`))],
      at: 'spec.http.0.route.0.destination.subset',
      fix: null,
    },
  ],
  [{ what: 'one that a client knows', yaml: [subsets, virtual(to(`host: ${host}, subset: stable`))] }],
);

pitfall(
  'routePortUnknown',
  [
    {
      what: 'the port of the pod',
      yaml: [virtual(to(`host: ${host}, port: {number: 8080}`))],
      at: 'spec.http.0.route.0.destination.port.number',
      fix: null,
    },
    {
      what: 'of a Service with one port',
      yaml: [virtual(to('host: n.legacy.svc.cluster.local, port: {number: 8080}'))],
      at: 'spec.http.0.route.0.destination.port.number',
      fix: [],
    },
  ],
  [{ what: 'the port of the Service', yaml: [virtual(to(`host: ${host}, port: {number: 80}`))] }],
);

const gateway = resource(
  'Gateway b/door',
  '{selector: {app: server}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}',
);

pitfall(
  'gatewayUnknown',
  [
    {
      what: 'a name of another namespace',
      yaml: [gateway, virtual(to(`host: ${host}`), 'v', 'gateways: [door], ')],
      at: 'spec.gateways.0',
      fix: [`spec: {hosts: [${host}], gateways: [b/door], http: [${to(`host: ${host}`)}]}`],
    },
  ],
  [
    {
      what: 'with its namespace, or the mesh',
      yaml: [gateway, virtual(to(`host: ${host}`), 'v', 'gateways: [b/door, mesh], ')],
    },
  ],
);

pitfall(
  'routeUnreachable',
  [
    {
      what: 'after one without a match',
      yaml: [
        virtual(`${to(`host: ${host}`)}, {match: [{uri: {prefix: /x}}], route: [{destination: {host: ${host}}}]}`),
      ],
      at: 'spec.http.1',
      fix: [],
    },
  ],
  [
    {
      what: 'the one without a match is the last',
      yaml: [
        virtual(`{match: [{uri: {prefix: /x}}], route: [{destination: {host: ${host}}}]}, ${to(`host: ${host}`)}`),
      ],
    },
  ],
);

pitfall(
  'virtualServiceSecond',
  [
    {
      what: 'two of one host',
      yaml: [virtual(to(`host: ${host}`), 'v1'), virtual(to(`host: ${host}`), 'v2')],
      at: 'spec.hosts',
      fix: null,
    },
  ],
  [
    { what: 'one', yaml: [virtual(to(`host: ${host}`))] },
    {
      what: 'another is for a gateway',
      yaml: [gateway, virtual(to(`host: ${host}`), 'v1'), virtual(to(`host: ${host}`), 'v2', 'gateways: [b/door], ')],
    },
  ],
);
