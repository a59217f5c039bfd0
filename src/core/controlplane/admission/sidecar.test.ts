import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

const all = '{hosts: ["*/*"]}';
const hosts = (...list: readonly string[]): string => `{egress: [{hosts: [${list.join(', ')}]}]}`;
const ingress = (spec: string): string => `{ingress: [{port: {number: 8080, protocol: HTTP, name: http}${spec}}]}`;
const endpoint = (text: string): string => ingress(`, defaultEndpoint: "${text}"`);
const tls = (spec: string, protocol = 'HTTPS'): string =>
  `{ingress: [{port: {number: 8443, protocol: ${protocol}, name: p}, tls: {${spec}}}]}`;
const socket = (more: string): string => `{egress: [{port: {}, bind: "unix:///a", hosts: ["*/*"]${more}}]}`;
const files = 'mode: SIMPLE, serverCertificate: /c, privateKey: /k';

const rows: readonly Row[] = [
  ['{}', ['sidecarEmpty']],
  ['{workloadSelector: {labels: {app: a}}}', ['sidecarEmpty']],
  ['{outboundTrafficPolicy: {}}', []],
  ['{inboundConnectionPool: {tcp: {maxConnections: 1}}}', []],
  [`{egress: [${all}]}`, []],
  [ingress(''), []],
  [
    `{workloadSelector: {labels: {app: "a*"}}, egress: [${all}]}`,
    ['selectorWildcard workloadSelector.labels.app app=a*'],
  ],
  [`{workloadSelector: {labels: {"": a}}, egress: [${all}]}`, ['selectorEmptyKey workloadSelector.labels. a']],
  [hosts(), ['hostsMissing egress.0.hosts']],
  [hosts('"./*"', '"*/x.com"', '"~/*"', '"~ns/x.com"', 'ns/*.x.com', '"*/*"'), []],
  [hosts('x.com'), ['hostScope egress.0.hosts.0 x.com']],
  [hosts('"./*"', '"/x.com"'), ['hostScope egress.0.hosts.1 /x.com']],
  [hosts('a.b/x.com'), ['hostScope egress.0.hosts.0 a.b/x.com']],
  [hosts('./shop'), ['hostShort egress.0.hosts.0 ./shop']],
  [hosts('"./*x.com"'), ['hostName egress.0.hosts.0 ./*x.com']],
  [hosts('./10.0.0.1'), ['hostName egress.0.hosts.0 ./10.0.0.1']],
  [`{egress: [${all}, ${all}]}`, ['catchAllLast egress.0']],
  [`{egress: [${all}, {port: {number: 80, protocol: HTTP}, hosts: ["*/*"]}]}`, ['catchAllLast egress.0']],
  [
    '{egress: [{port: {number: 80}, hosts: ["*/*"]}, {port: {number: 80}, hosts: ["*/*"]}]}',
    ['portTwice egress.1.port.number 80'],
  ],
  ['{egress: [{port: {number: 0}, hosts: ["*/*"]}]}', ['socketMissing egress.0.port']],
  ['{egress: [{port: {number: 0}, bind: "unix:///a", hosts: ["*/*"]}]}', []],
  ['{egress: [{port: {number: 80, targetPort: 81}, hosts: ["*/*"]}]}', ['targetPortUnused egress.0.port.targetPort']],
  ['{egress: [{port: {number: 80, protocol: SPDY}, hosts: ["*/*"]}]}', ['protocolUnknown egress.0.port.protocol SPDY']],
  ['{egress: [{port: {number: 80, name: a_b}, hosts: ["*/*"]}]}', ['portName egress.0.port.name a_b']],
  ['{egress: [{port: {number: 80}, bind: nowhere, hosts: ["*/*"]}]}', ['badBind egress.0.bind nowhere']],
  ['{ingress: [{port: {number: 0, protocol: HTTP}}]}', ['portRange ingress.0.port.number 0']],
  [
    '{ingress: [{port: {number: 80, protocol: HTTP}}, {port: {number: 80, protocol: TCP}}]}',
    ['portTwice ingress.1.port.number 80'],
  ],
  ...['127.0.0.1:80', '0.0.0.0:80', '[::1]:80', '[::]:80', ':80', 'unix:///a'].map((text): Row => [endpoint(text), []]),
  ...[
    '10.0.0.1:80',
    '127.0.0.1',
    '127.0.0.1:http',
    '127.0.0.1:0',
    'localhost:80',
    'unix://',
    'unix:///',
    'unix://a',
  ].map((text): Row => [endpoint(text), [`defaultEndpoint ingress.0.defaultEndpoint ${text}`]]),
  ['{inboundConnectionPool: {}}', ['policyEmpty inboundConnectionPool']],
  [ingress(', connectionPool: {tcp: {maxConnections: 1}}'), []],
  [ingress(', connectionPool: {}'), ['policyEmpty ingress.0.connectionPool']],
  ...['unix://a', 'unix:///'].map(
    (bind): Row => [
      `{egress: [{port: {number: 0}, bind: "${bind}", hosts: ["*/*"]}]}`,
      [`socketPath egress.0.bind ${bind}`],
    ],
  ),
  [socket(', captureMode: NONE'), []],
  [socket(', captureMode: IPTABLES'), ['socketCapture egress.0.captureMode']],
  [
    '{egress: [{port: {}, bind: "unix://@a", hosts: ["*/*"]}, {port: {}, bind: "unix://@a", hosts: ["*/*"]}]}',
    ['socketTwice egress.1.bind unix://@a'],
  ],
  [tls(files), []],
  [tls(files, 'HTTP'), ['tlsOnPlainPort ingress.0.tls HTTP']],
  [tls('mode: ISTIO_MUTUAL'), ['ingressTls ingress.0.tls.mode ISTIO_MUTUAL']],
  [tls('mode: AUTO_PASSTHROUGH'), ['ingressTls ingress.0.tls.mode AUTO_PASSTHROUGH']],
  [tls(`${files}, subjectAltNames: [a]`), ['ingressTls ingress.0.tls.subjectAltNames subjectAltNames']],
  [tls(`${files}, httpsRedirect: true`), ['ingressTls ingress.0.tls.httpsRedirect httpsRedirect']],
  [tls('mode: SIMPLE, credentialName: c'), ['ingressTls ingress.0.tls.credentialName credentialName']],
  [tls('mode: SIMPLE, credentialNames: [c]'), ['ingressTls ingress.0.tls.credentialNames credentialNames']],
  [
    '{outboundTrafficPolicy: {mode: REGISTRY_ONLY, egressProxy: {host: p.com, port: {number: 80}}}}',
    ['egressProxyMode outboundTrafficPolicy.egressProxy'],
  ],
  ['{outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: p.com, port: {number: 80}}}}', []],
  [
    '{outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: p.com}}}',
    ['policyPort outboundTrafficPolicy.egressProxy'],
  ],
  [
    '{outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: "*.p.com", port: {number: 0}}}}',
    ['hostName outboundTrafficPolicy.egressProxy.host *.p.com', 'portRange outboundTrafficPolicy.egressProxy.port 0'],
  ],
  [
    '{outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: p.com, subset: /v, port: {number: 80}}}}',
    ['subsetName outboundTrafficPolicy.egressProxy.subset /v'],
  ],
  [
    '{outboundTrafficPolicy: {mode: ALLOW_ANY_DYNAMIC_DNS}}',
    ['wrongEnum outboundTrafficPolicy.mode ALLOW_ANY_DYNAMIC_DNS'],
  ],
];

describe('a Sidecar (13)', () => {
  it.each(rows)('%s', (spec, refused) => {
    expect(refusals('Sidecar', spec)).toEqual(refused);
  });
});
