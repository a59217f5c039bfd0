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
