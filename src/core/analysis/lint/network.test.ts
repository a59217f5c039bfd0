import { pitfall, resource } from './lint.fixture.ts';

const policy = (spec: string, place: 'a/n' | 'b/n' | 'm/n' = 'a/n') => resource(`NetworkPolicy ${place}`, spec);
const dns = '{ports: [{protocol: UDP, port: 53}]}';
const istiod =
  '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: istio-system}}}], ports: [{port: 15012}]}';

pitfall(
  'ingressShutToo',
  [
    {
      what: 'egress rules, no types',
      yaml: [policy(`{podSelector: {}, egress: [${dns}]}`)],
      at: 'spec.egress',
      fix: [],
    },
  ],
  [
    { what: 'types', yaml: [policy(`{podSelector: {}, policyTypes: [Egress], egress: [${dns}]}`)] },
    { what: 'ingress is spoken of', yaml: [policy(`{podSelector: {}, ingress: [], egress: [${dns}]}`)] },
  ],
);

pitfall(
  'dnsShut',
  [
    { what: 'nothing goes out', yaml: [policy('{podSelector: {}, policyTypes: [Egress]}')], at: 'spec', fix: [] },
    {
      what: 'only one server',
      yaml: [policy('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}')],
      at: 'spec.egress',
      fix: [],
    },
  ],
  [
    { what: 'DNS is let through', yaml: [policy(`{podSelector: {}, policyTypes: [Egress], egress: [${dns}]}`)] },
    {
      what: 'another policy lets it through',
      yaml: [
        policy('{podSelector: {}, policyTypes: [Egress]}'),
        resource('NetworkPolicy a/zz', `{podSelector: {}, policyTypes: [Egress], egress: [${dns}]}`),
      ],
    },
    { what: 'ingress alone', yaml: [policy('{podSelector: {}, policyTypes: [Ingress]}')] },
  ],
);

pitfall(
  'istiodShut',
  [
    {
      what: 'DNS alone',
      yaml: [policy(`{podSelector: {}, policyTypes: [Egress], egress: [${dns}]}`)],
      at: 'spec.egress',
      fix: [],
    },
  ],
  [
    {
      what: 'istiod is let through',
      yaml: [policy(`{podSelector: {}, policyTypes: [Egress], egress: [${dns}, ${istiod}]}`)],
    },
    {
      what: 'pods without a proxy',
      yaml: [resource('NetworkPolicy legacy/n', '{podSelector: {}, policyTypes: [Egress]}')],
    },
  ],
);

pitfall(
  'splitPeer',
  [
    {
      what: 'namespaces, then pods',
      yaml: [
        policy(
          '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}, {podSelector: {matchLabels: {app: server}}}]}]}',
        ),
      ],
      at: 'spec.ingress.0.from.1',
      fix: [],
    },
  ],
  [
    {
      what: 'in one entry',
      yaml: [
        policy(
          '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}, podSelector: {matchLabels: {app: server}}}]}]}',
        ),
      ],
    },
    {
      what: 'pods first',
      yaml: [
        policy(
          '{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: x}}}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}]}]}',
        ),
      ],
    },
  ],
);

const from = (labels: string) =>
  policy(`{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {${labels}}}}]}]}`);
const at = 'spec.ingress.0.from.0.namespaceSelector.matchLabels';

pitfall(
  'peerNamespaceUnknown',
  [
    { what: 'a name as a label', yaml: [from('name: legacy')], at, fix: [] },
    { what: 'a name that is nearly right', yaml: [from('kubernetes.io/metadata.name: legcy')], at, fix: [] },
    { what: 'nothing is near', yaml: [from('team: x')], at, fix: null },
  ],
  [{ what: 'labels that a namespace has', yaml: [from('istio-injection: enabled')] }],
);

pitfall(
  'networkServicePort',
  [
    {
      what: 'the port of the Service',
      yaml: [policy('{podSelector: {}, ingress: [{ports: [{port: 80}]}]}', 'b/n')],
      at: 'spec.ingress.0.ports.0.port',
      fix: ['spec: {podSelector: {}, ingress: [{ports: [{port: 8080}]}]}'],
    },
  ],
  [
    {
      what: 'the port of the pod',
      yaml: [policy('{podSelector: {}, ingress: [{ports: [{port: 8080}, {port: 9000}]}]}', 'b/n')],
    },
    { what: 'a port of neither', yaml: [policy('{podSelector: {}, ingress: [{ports: [{port: 15021}]}]}', 'b/n')] },
  ],
);

const ambient = `apiVersion: v1
kind: Namespace
metadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}
---
apiVersion: v1
kind: Pod
metadata: {name: z, namespace: m, labels: {app: zone}}
spec: {containers: [{name: app, ports: [{containerPort: 8080}]}]}
`;

pitfall(
  'tunnelShut',
  [
    {
      what: 'the application’s port alone',
      yaml: [ambient, policy('{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}', 'm/n')],
      at: 'spec.ingress.0.ports',
      fix: ['spec: {podSelector: {}, ingress: [{ports: [{port: 8080}, { protocol: TCP, port: 15008 }]}]}'],
    },
  ],
  [
    {
      what: 'with 15008',
      yaml: [ambient, policy('{podSelector: {}, ingress: [{ports: [{port: 8080}, {port: 15008}]}]}', 'm/n')],
    },
    { what: 'any port', yaml: [ambient, policy('{podSelector: {}, ingress: [{}]}', 'm/n')] },
    { what: 'behind a sidecar', yaml: [policy('{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}', 'b/n')] },
  ],
);
