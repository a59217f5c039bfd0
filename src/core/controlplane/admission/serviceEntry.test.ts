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
  [`{hosts: ["*x.com"], resolution: DYNAMIC_DNS, ${http}}`, ['dynamicDnsHost hosts.0 *x.com']],
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
  it.each(rows)('%s', (spec, refused) => {
    expect(refusals('ServiceEntry', spec)).toEqual(refused);
  });
});
