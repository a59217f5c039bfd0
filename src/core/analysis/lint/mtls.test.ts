import { pitfall, resource } from './lint.fixture.ts';

const peer = (ports: string) =>
  resource('PeerAuthentication b/p', `{selector: {matchLabels: {app: server}}, portLevelMtls: {${ports}}}`);

pitfall(
  'portLevelServicePort',
  [
    {
      what: 'the port of the Service',
      yaml: [peer('80: {mode: DISABLE}')],
      at: 'spec.portLevelMtls.80',
      fix: ['spec: {selector: {matchLabels: {app: server}}, portLevelMtls: {8080: {mode: DISABLE}}}'],
    },
    {
      what: 'both ports are there',
      yaml: [peer('80: {mode: DISABLE}, 8080: {mode: STRICT}')],
      at: 'spec.portLevelMtls.80',
      fix: null,
    },
  ],
  [
    { what: 'the port of the pod', yaml: [peer('8080: {mode: DISABLE}')] },
    { what: 'the same number at both', yaml: [peer('9000: {mode: DISABLE}')] },
    { what: 'a port of neither', yaml: [peer('7777: {mode: DISABLE}')] },
  ],
);

const rule = (policy: string) =>
  resource('DestinationRule a/d', `{host: s.b.svc.cluster.local, trafficPolicy: ${policy}}`);

pitfall(
  'clientTlsWithoutMode',
  [
    {
      what: 'empty',
      yaml: [rule('{tls: {}}')],
      at: 'spec.trafficPolicy.tls',
      fix: ['spec: {host: s.b.svc.cluster.local, trafficPolicy: {tls: { mode: ISTIO_MUTUAL }}}'],
    },
    { what: 'a server name alone', yaml: [rule('{tls: {sni: x.com}}')], at: 'spec.trafficPolicy.tls', fix: [] },
    {
      what: 'of one port',
      yaml: [rule('{portLevelSettings: [{port: {number: 80}, tls: {}}]}')],
      at: 'spec.trafficPolicy.portLevelSettings.0.tls',
      fix: [],
    },
    {
      what: 'of a subset',
      yaml: [
        resource(
          'DestinationRule a/d',
          '{host: s.b.svc.cluster.local, subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {tls: {}}}]}',
        ),
      ],
      at: 'spec.subsets.0.trafficPolicy.tls',
      fix: [],
    },
  ],
  [
    { what: 'with a mode', yaml: [rule('{tls: {mode: DISABLE}}')] },
    { what: 'no tls', yaml: [rule('{loadBalancer: {simple: RANDOM}}')] },
  ],
);

const mode = (place: 'b/p' | 'b/q' | 'm/p' | 'istio-system/p', spec: string) =>
  resource(`PeerAuthentication ${place}`, spec);
const selected = 'selector: {matchLabels: {app: server}}';

pitfall(
  'peerShadowed',
  [
    {
      what: 'two of a namespace',
      yaml: [mode('b/p', '{mtls: {mode: PERMISSIVE}}'), mode('b/q', '{mtls: {mode: STRICT}}')],
      at: 'spec',
      fix: null,
    },
    {
      what: 'two of a workload',
      yaml: [
        mode('b/p', `{${selected}, mtls: {mode: STRICT}}`),
        mode('b/q', `{${selected}, portLevelMtls: {8080: {mode: DISABLE}}}`),
      ],
      at: 'spec',
      fix: null,
    },
  ],
  [
    {
      what: 'one of each',
      yaml: [
        mode('b/p', '{mtls: {mode: PERMISSIVE}}'),
        mode('b/q', `{${selected}, mtls: {mode: STRICT}}`),
        mode('istio-system/p', '{mtls: {mode: STRICT}}'),
      ],
    },
  ],
);

pitfall(
  'permissive',
  [
    {
      what: 'of a namespace',
      yaml: [mode('b/p', '{mtls: {mode: PERMISSIVE}}')],
      at: 'spec.mtls.mode',
      fix: ['spec: {mtls: {mode: STRICT}}'],
    },
  ],
  [
    { what: 'STRICT', yaml: [mode('b/p', '{mtls: {mode: STRICT}}')] },
    { what: 'where nobody has a proxy', yaml: [resource('PeerAuthentication legacy/p', '{mtls: {mode: PERMISSIVE}}')] },
  ],
);

const ambient = `apiVersion: v1
kind: Namespace
metadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}
---
apiVersion: v1
kind: Pod
metadata: {name: z, namespace: m, labels: {app: zone}}
spec: {containers: [{name: app}]}
`;

pitfall(
  'disableInAmbient',
  [
    {
      what: 'a namespace in ambient mode',
      yaml: [ambient, mode('m/p', '{mtls: {mode: DISABLE}}')],
      at: 'spec.mtls.mode',
      fix: ['spec: {mtls: {mode: PERMISSIVE}}'],
    },
  ],
  [
    { what: 'PERMISSIVE', yaml: [ambient, mode('m/p', '{mtls: {mode: PERMISSIVE}}')] },
    { what: 'at sidecars', yaml: [mode('b/p', '{mtls: {mode: DISABLE}}')] },
  ],
);

const door = `apiVersion: v1
kind: Pod
metadata: {name: door, namespace: b, labels: {app: door, istio: ingressgateway}, annotations: {inject.istio.io/templates: gateway}}
spec: {containers: [{name: istio-proxy, image: auto}]}
`;

pitfall(
  'peerAtGateway',
  [
    {
      what: 'a gateway’s pod',
      yaml: [door, mode('b/p', '{selector: {matchLabels: {app: door}}, mtls: {mode: STRICT}}')],
      at: 'spec.selector',
      fix: null,
    },
  ],
  [{ what: 'an application’s pod', yaml: [door, mode('b/p', `{${selected}, mtls: {mode: STRICT}}`)] }],
);

pitfall(
  'strictUnderDisable',
  [
    {
      what: 'DISABLE for the namespace',
      yaml: [mode('b/p', '{mtls: {mode: DISABLE}}'), mode('b/q', `{${selected}, mtls: {mode: STRICT}}`)],
      at: 'spec.mtls.mode',
      fix: ['spec: {mtls: {mode: PERMISSIVE}}'],
    },
  ],
  [
    {
      what: 'PERMISSIVE for the namespace',
      yaml: [mode('b/p', '{mtls: {mode: PERMISSIVE}}'), mode('b/q', `{${selected}, mtls: {mode: STRICT}}`)],
    },
    {
      what: 'automatic mTLS is off',
      yaml: [mode('b/p', '{mtls: {mode: DISABLE}}'), mode('b/q', `{${selected}, mtls: {mode: STRICT}}`)],
      mesh: { enableAutoMtls: false },
    },
  ],
);
