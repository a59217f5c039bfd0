import { mesh, namespace, pod, selector, service } from './ambient.fixture.ts';
import { pitfall, resource } from './lint.fixture.ts';

pitfall(
  'sidecarBeatsAmbient',
  [
    {
      what: 'a namespace that asks for both',
      yaml: [namespace('istio-injection: enabled'), pod(), service()],
      at: 'metadata.labels.istio.io/dataplane-mode',
      fix: ['metadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}'],
    },
    {
      what: 'a pod that asks for a sidecar',
      yaml: [namespace(), pod('sidecar.istio.io/inject: "true"'), service()],
      at: 'metadata.labels.sidecar.istio.io/inject',
      fix: [],
    },
  ],
  [
    { what: 'ambient mode alone', yaml: mesh },
    { what: 'sidecars alone', yaml: [] },
    { what: 'injection switched off', yaml: [namespace('istio-injection: disabled'), pod(), service()] },
  ],
);

const peers = (where: string, spec: string): string =>
  resource(where === 'istio-system' ? 'PeerAuthentication istio-system/mesh' : 'PeerAuthentication m/default', spec);
const ports = (mode: string, list: string): string =>
  resource('PeerAuthentication m/z', `{${selector}, ${mode}portLevelMtls: {${list}}}`);
const strict = peers('istio-system', '{mtls: {mode: STRICT}}');
pitfall(
  'strictHoleAtZtunnel',
  [
    {
      what: 'an exception beside a namespace that says nothing',
      yaml: [...mesh, strict, peers('m', '{}'), ports('', '9000: {mode: PERMISSIVE}')],
      at: 'spec.portLevelMtls',
      fix: [],
    },
    {
      what: 'a STRICT port of a PERMISSIVE workload',
      yaml: [...mesh, strict, ports('mtls: {mode: PERMISSIVE}, ', '8080: {mode: STRICT}')],
      at: 'spec.portLevelMtls',
      fix: ['name: default', 'mode: STRICT'],
    },
  ],
  [
    {
      what: 'a namespace that says STRICT',
      yaml: [...mesh, strict, peers('m', '{mtls: {mode: STRICT}}'), ports('', '9000: {mode: PERMISSIVE}')],
    },
    { what: 'no PeerAuthentication of the namespace', yaml: [...mesh, strict, ports('', '9000: {mode: PERMISSIVE}')] },
    { what: 'a mesh that is not STRICT', yaml: [...mesh, peers('m', '{}'), ports('', '9000: {mode: PERMISSIVE}')] },
    {
      what: 'a sidecar',
      yaml: [
        strict,
        resource('PeerAuthentication b/default', '{}'),
        resource(
          'PeerAuthentication b/s',
          '{selector: {matchLabels: {app: server}}, portLevelMtls: {9000: {mode: PERMISSIVE}}}',
        ),
      ],
    },
  ],
);

pitfall(
  'strictKeptAtZtunnel',
  [
    {
      what: 'DISABLE alone',
      yaml: [...mesh, strict, ports('', '9000: {mode: DISABLE}')],
      at: 'spec.portLevelMtls.9000',
      fix: ['spec: {selector: {matchLabels: {app: zone}}, portLevelMtls: {9000: {mode: PERMISSIVE}}}'],
    },
  ],
  [
    { what: 'PERMISSIVE', yaml: [...mesh, strict, ports('', '9000: {mode: PERMISSIVE}')] },
    {
      what: 'beside a PERMISSIVE port',
      yaml: [...mesh, strict, ports('', '9000: {mode: DISABLE}, 9001: {mode: PERMISSIVE}')],
    },
    {
      what: 'under STRICT of its own',
      yaml: [...mesh, strict, ports('mtls: {mode: STRICT}, ', '9000: {mode: DISABLE}')],
    },
  ],
);
