import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

const http = 'ports: [{number: 80, name: http, protocol: HTTP}]';
const rows: readonly Row[] = [
  [`{hosts: [x.com], ${http}}`, []],
  [`{hosts: [], ${http}}`, ['hostsMissing hosts']],
  [`{hosts: [x.com, "*"], ${http}}`, ['hostWildcard hosts.1 *']],
  [`{hosts: ["*"], resolution: DNS, ${http}}`, ['hostWildcard hosts.0 *']],
  [`{hosts: ["*.x.com"], resolution: DNS, ${http}}`, ['dnsWildcard hosts.0 *.x.com']],
  [`{hosts: ["*.x.com"], resolution: DNS_ROUND_ROBIN, ${http}}`, ['dnsWildcard hosts.0 *.x.com']],
  [`{hosts: ["*.x.com"], resolution: DNS, endpoints: [{address: y.com}], ${http}}`, []],
  [`{hosts: ["*.x.com"], resolution: STATIC, endpoints: [{address: 1.1.1.1}], ${http}}`, []],
  [`{hosts: ["*.x.com"], ${http}}`, []],
  [`{hosts: [x.com], resolution: DNS, ${http}}`, []],
  [`{hosts: [x.com], resolution: DYNAMIC_DNS, ${http}}`, ['dynamicDnsHost hosts.0 x.com']],
  [`{hosts: ["*x.com"], resolution: DYNAMIC_DNS, ${http}}`, []],
  [`{hosts: ["*x.com"], ${http}}`, []],
  ...['a*.com', '*.*.com', 'a_b.com', 'a/b.com', 'x.1', '', '1.2.3.4'].map(
    (host): Row => [`{hosts: ["${host}"], ${http}}`, [`hostName hosts.0 ${host}`.trim()]],
  ),
  [`{hosts: [x, x.com.], ${http}}`, []],
  [`{hosts: ["*-x.com"], resolution: DNS, ${http}}`, ['dnsWildcard hosts.0 *-x.com']],
  ['{hosts: [x.com, y.com], ports: [{number: 80, name: a, protocol: TCP}]}', []],
  ...['STATIC', 'DNS'].flatMap((resolution): readonly Row[] => [
    [`{hosts: [x.com, y.com], resolution: ${resolution}, ${http}}`, []],
    ...['TCP', 'MONGO', '""'].map(
      (protocol): Row => [
        `{hosts: [x.com, y.com], resolution: ${resolution}, ports: [{number: 443, name: s, protocol: TLS}, {number: 1, name: a, protocol: ${protocol}}]}`,
        ['severalHosts ports.1 a'],
      ],
    ),
  ]),
  [`{hosts: [x.com], addresses: [1.2.3.4, 10.0.0.0/8, "::1", "fd00::/8"], ${http}}`, []],
  ...['a', '01.2.3.4', '1.2.3.4/33', '1.2.3.4/8/8', ''].map(
    (address): Row => [
      `{hosts: [x.com], addresses: ["${address}"], ${http}}`,
      [`badAddress addresses.0 ${address}`.trim()],
    ],
  ),
  [`{hosts: [x.com], workloadSelector: {labels: {"": b}}, ${http}}`, ['selectorEmptyKey workloadSelector.labels. b']],
  [
    `{hosts: [x.com], workloadSelector: {labels: {a: "b*"}}, ${http}}`,
    ['selectorWildcard workloadSelector.labels.a a=b*'],
  ],
  ['{hosts: [x.com], ports: [{number: 80, name: "a.b"}]}', ['portName ports.0.name a.b']],
  ['{hosts: [x.com], ports: [{number: 80, name: ""}]}', ['portName ports.0.name']],
  ['{hosts: [x.com], ports: [{number: 80, name: a, protocol: SMTP}]}', ['protocolUnknown ports.0.protocol SMTP']],
  ['{hosts: [x.com], ports: [{number: 80, name: a, protocol: ""}, {number: 81, name: b, protocol: udp}]}', []],
  ['{hosts: [x.com], ports: [{number: 80, name: a, targetPort: 65536}]}', ['portRange ports.0.targetPort 65536']],
  ['{hosts: [x.com], ports: [{number: 80, name: a, targetPort: 0}]}', []],
  [`{hosts: [x.com], exportTo: ["~"], ${http}}`, []],
  [`{hosts: [x.com], exportTo: ["~", a], ${http}}`, ['exportNobody exportTo']],
  [`{hosts: [x.com], exportTo: [".", b], ${http}}`, ['exportTwice exportTo.1 b']],
  [`{hosts: [x.com], exportTo: ["*", a], ${http}}`, ['exportPublic exportTo']],
  [`{hosts: [x.com], exportTo: ["a*"], ${http}}`, ['exportName exportTo.0 a*']],
  [`{hosts: ["*.x.com"], resolution: DYNAMIC_DNS, ${http}}`, []],
  [
    `{hosts: [x.com], resolution: STATIC, workloadSelector: {labels: {a: b}}, endpoints: [{address: 1.1.1.1}], ${http}}`,
    ['selectorWithEndpoints endpoints'],
  ],
  [`{hosts: [x.com], resolution: STATIC, workloadSelector: {labels: {a: b}}, ${http}}`, []],
  [`{hosts: [x.com], endpoints: [{address: 1.1.1.1}], ${http}}`, ['endpointsWithNone endpoints']],
  [`{hosts: [x.com], resolution: NONE, endpoints: [{address: 1.1.1.1}], ${http}}`, ['endpointsWithNone endpoints']],
  [
    `{hosts: [x.com], resolution: DNS, addresses: [1.1.1.1, 10.0.0.0/8], ${http}}`,
    ['rangeWithDns addresses.1 10.0.0.0/8'],
  ],
  [`{hosts: [x.com], resolution: NONE, addresses: [10.0.0.0/8], ${http}}`, []],
  [`{hosts: [x.com], resolution: STATIC, addresses: [10.0.0.0/8], ${http}}`, []],
  [
    `{hosts: [x.com], resolution: STATIC, endpoints: [{address: 1.1.1.1}, {address: y.com}], ${http}}`,
    ['staticName endpoints.1.address y.com'],
  ],
  [`{hosts: [x.com], resolution: STATIC, endpoints: [{address: "unix:///a"}], ${http}}`, []],
  [`{hosts: [x.com], resolution: DNS, endpoints: [{address: y.com}, {address: z.com}], ${http}}`, []],
  [
    `{hosts: [x.com], resolution: DNS_ROUND_ROBIN, endpoints: [{address: y.com}, {address: z.com}], ${http}}`,
    ['roundRobinEndpoints endpoints'],
  ],
  [`{hosts: [x.com], resolution: DNS_ROUND_ROBIN, endpoints: [{address: y.com}], ${http}}`, []],
  [`{hosts: ["*.x.com"], resolution: DYNAMIC_DNS, addresses: [1.1.1.1], ${http}}`, ['dynamicDnsAddresses addresses']],
  [
    `{hosts: ["*.x.com"], resolution: DYNAMIC_DNS, endpoints: [{address: y.com}], ${http}}`,
    ['dynamicDnsAddresses endpoints'],
  ],
  ...['TCP', 'HTTPS', 'MONGO'].map(
    (protocol): Row => [
      `{hosts: ["*.x.com"], resolution: DYNAMIC_DNS, ports: [{number: 80, name: a, protocol: ${protocol}}]}`,
      [`dynamicDnsProtocol ports.0.protocol ${protocol}`],
    ],
  ),
  [
    '{hosts: ["*.x.com"], resolution: DYNAMIC_DNS, ports: [{number: 80, name: a}]}',
    ['dynamicDnsProtocol ports.0.protocol'],
  ],
  ...['HTTP', 'HTTP2', 'GRPC', 'TLS', 'tls'].map(
    (protocol): Row => [
      `{hosts: ["*.x.com"], resolution: DYNAMIC_DNS, ports: [{number: 80, name: a, protocol: ${protocol}}]}`,
      [],
    ],
  ),
  ['{hosts: [x.com], ports: [{number: 0, name: a}]}', ['portRange ports.0.number 0']],
  ['{hosts: [x.com], ports: [{number: 65536, name: a}]}', ['portRange ports.0.number 65536']],
  ['{hosts: [x.com], ports: [{number: 1, name: a}, {number: 65535, name: b}]}', []],
  ['{hosts: [x.com], ports: [{number: 80, name: a}, {number: 80, name: b}]}', ['portTwice ports.1.number 80']],
  ['{hosts: [x.com], ports: [{number: 80, name: a}, {number: 81, name: a}]}', ['portTwice ports.1.name a']],
  [
    `{hosts: [x.com], resolution: DNS, endpoints: [{address: y.com, ports: {http: 1, other: 2}}], ${http}}`,
    ['endpointPort endpoints.0.ports.other other'],
  ],
  [
    '{hosts: [x.com], resolution: DNS, endpoints: [{address: y.com, ports: {http: 1}}]}',
    ['endpointPort endpoints.0.ports.http http'],
  ],
];

describe('a ServiceEntry (13)', () => {
  it('of DYNAMIC_DNS in the mesh uses no waypoint', () => {
    const spec = (location: string): string =>
      `{hosts: ["*.x.com"], resolution: DYNAMIC_DNS, location: ${location}, ${http}}`;
    const found = (location: string, waypoint: string): readonly string[] =>
      refusals('ServiceEntry', spec(location), '{}', 'x', `{istio.io/use-waypoint: "${waypoint}"}`);
    expect(found('MESH_INTERNAL', 'w')).toEqual(['dynamicDnsWaypoint location w']);
    for (const waypoint of ['', 'none', 'NONE']) expect(found('MESH_INTERNAL', waypoint)).toEqual([]);
    expect(found('MESH_EXTERNAL', 'w')).toEqual([]);
    expect(refusals('ServiceEntry', spec('MESH_INTERNAL'))).toEqual([]);
  });

  it.each(rows)('%s', (spec, refused) => {
    expect(refusals('ServiceEntry', spec)).toEqual(refused);
  });
});
