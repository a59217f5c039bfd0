import { pitfall, resource } from './lint.fixture.ts';

const sidecar = (spec: string, place: 'a/default' | 'a/zzz' | 'istio-system/root' = 'a/default') =>
  resource(`Sidecar ${place}`, spec);
const entry = (spec: string) => resource('ServiceEntry a/e', spec);
const narrow = 'egress: [{hosts: ["./*", "istio-system/*"]}]';

pitfall(
  'sidecarNoFirewall',
  [
    {
      what: 'fewer hosts',
      yaml: [sidecar(`{${narrow}}`)],
      at: 'spec.egress',
      fix: [`spec: {${narrow}, outboundTrafficPolicy: { mode: REGISTRY_ONLY }}`],
    },
  ],
  [
    { what: 'REGISTRY_ONLY', yaml: [sidecar(`{${narrow}, outboundTrafficPolicy: {mode: REGISTRY_ONLY}}`)] },
    {
      what: 'REGISTRY_ONLY of the mesh',
      yaml: [sidecar(`{${narrow}}`)],
      mesh: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    },
    { what: 'everything', yaml: [sidecar('{egress: [{hosts: ["*/*"]}]}')] },
  ],
);

const root = sidecar('{outboundTrafficPolicy: {mode: REGISTRY_ONLY}}', 'istio-system/root');

pitfall(
  'sidecarEscapesRoot',
  [{ what: 'beside a strict one of the root namespace', yaml: [root, sidecar(`{${narrow}}`)], at: 'spec', fix: [] }],
  [
    { what: 'strict itself', yaml: [root, sidecar(`{${narrow}, outboundTrafficPolicy: {mode: REGISTRY_ONLY}}`)] },
    { what: 'the root namespace’s own', yaml: [root] },
    {
      what: 'the mesh is strict anyway',
      yaml: [root, sidecar(`{${narrow}}`)],
      mesh: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    },
  ],
);

pitfall(
  'sidecarShadowed',
  [
    {
      what: 'two without a selector',
      yaml: [sidecar('{egress: [{hosts: ["*/*"]}]}'), sidecar('{egress: [{hosts: ["*/*"]}]}', 'a/zzz')],
      at: 'spec',
      fix: null,
    },
  ],
  [
    {
      what: 'one has a selector',
      yaml: [
        sidecar('{egress: [{hosts: ["*/*"]}]}'),
        sidecar('{workloadSelector: {labels: {app: client}}, egress: [{hosts: ["*/*"]}]}', 'a/zzz'),
      ],
    },
  ],
);

pitfall(
  'sidecarHostUnknown',
  [
    {
      what: 'the wrong namespace',
      yaml: [sidecar('{egress: [{hosts: ["./s.b.svc.cluster.local"]}]}')],
      at: 'spec.egress.0.hosts.0',
      fix: ['spec: {egress: [{hosts: ["b/s.b.svc.cluster.local"]}]}'],
    },
    {
      what: 'nobody’s',
      yaml: [sidecar('{egress: [{hosts: ["*/x.example.com"]}]}')],
      at: 'spec.egress.0.hosts.0',
      fix: null,
    },
  ],
  [
    {
      what: 'one that is there, or a whole namespace',
      yaml: [sidecar('{egress: [{hosts: ["b/s.b.svc.cluster.local", "later/*", "./*"]}]}')],
    },
    { what: 'nobody at all', yaml: [sidecar('{egress: [{hosts: ["~/*"]}]}')] },
  ],
);

pitfall(
  'outboundWithoutMode',
  [
    {
      what: 'empty',
      yaml: [sidecar('{outboundTrafficPolicy: {}}')],
      at: 'spec.outboundTrafficPolicy',
      fix: ['spec: {outboundTrafficPolicy: { mode: REGISTRY_ONLY }}'],
    },
  ],
  [{ what: 'with a mode', yaml: [sidecar('{outboundTrafficPolicy: {mode: ALLOW_ANY}}')] }],
);

pitfall(
  'tcpEntryOpen',
  [
    {
      what: 'TCP, resolution NONE',
      yaml: [entry('{hosts: [db.example.com], ports: [{number: 5432, name: tcp, protocol: TCP}]}')],
      at: 'spec.ports.0',
      fix: null,
    },
  ],
  [
    {
      what: 'with addresses',
      yaml: [
        entry('{hosts: [db.example.com], addresses: [1.2.3.4], ports: [{number: 5432, name: tcp, protocol: TCP}]}'),
      ],
    },
    {
      what: 'TLS, which carries a name',
      yaml: [entry('{hosts: [db.example.com], ports: [{number: 443, name: tls, protocol: TLS}]}')],
    },
    {
      what: 'an address is made up for it',
      yaml: [entry('{hosts: [db.example.com], ports: [{number: 5432, name: tcp, protocol: TCP}], resolution: DNS}')],
    },
  ],
);

pitfall(
  'tcpEntryTakesAll',
  [
    {
      what: 'no address is made up',
      yaml: [
        entry('{hosts: [db.example.com], ports: [{number: 5432, name: tcp, protocol: TCP}], resolution: DNS}').replace(
          'namespace: a',
          'namespace: a, labels: {networking.istio.io/enable-autoallocate-ip: "false"}',
        ),
      ],
      at: 'spec.ports.0',
      fix: null,
    },
  ],
  [
    {
      what: 'with addresses',
      yaml: [
        entry(
          '{hosts: [db.example.com], addresses: [1.2.3.4], ports: [{number: 5432, name: tcp, protocol: TCP}], resolution: DNS}',
        ),
      ],
    },
  ],
);

pitfall(
  'httpOn443',
  [
    {
      what: 'HTTP',
      yaml: [entry('{hosts: [api.example.com], ports: [{number: 443, name: https, protocol: HTTP}], resolution: DNS}')],
      at: 'spec.ports.0.protocol',
      fix: ['spec: {hosts: [api.example.com], ports: [{number: 443, name: https, protocol: TLS}], resolution: DNS}'],
    },
  ],
  [
    {
      what: 'HTTPS',
      yaml: [
        entry('{hosts: [api.example.com], ports: [{number: 443, name: https, protocol: HTTPS}], resolution: DNS}'),
      ],
    },
    {
      what: 'HTTP on 80',
      yaml: [entry('{hosts: [api.example.com], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}')],
    },
  ],
);

pitfall(
  'entrySelectsAsExternal',
  [
    {
      what: 'no location',
      yaml: [
        entry(
          '{hosts: [c.internal], workloadSelector: {labels: {app: client}}, ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC}',
        ),
      ],
      at: 'spec.workloadSelector',
      fix: [],
    },
  ],
  [
    {
      what: 'MESH_INTERNAL',
      yaml: [
        entry(
          '{hosts: [c.internal], location: MESH_INTERNAL, workloadSelector: {labels: {app: client}}, ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC}',
        ),
      ],
    },
  ],
);

pitfall(
  'entryTrustsCaller',
  [
    {
      what: 'NONE',
      yaml: [entry('{hosts: [api.example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: NONE}')],
      at: 'spec.resolution',
      fix: [],
    },
    {
      what: 'no resolution',
      yaml: [entry('{hosts: [api.example.com], ports: [{number: 443, name: tls, protocol: TLS}]}')],
      at: 'spec',
      fix: [],
    },
  ],
  [
    {
      what: 'DNS',
      yaml: [entry('{hosts: [api.example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}')],
    },
    {
      what: 'a wildcard, which DNS cannot find',
      yaml: [entry('{hosts: ["*.example.com"], ports: [{number: 443, name: tls, protocol: TLS}]}')],
    },
  ],
);
