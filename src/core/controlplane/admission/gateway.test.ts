import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

const http = '{number: 80, name: http, protocol: HTTP}';
const https = '{number: 443, name: https, protocol: HTTPS}';
const tcp = '{number: 9000, name: tcp, protocol: TCP}';
const server = (port: string, more = '', hosts = "['*']"): string => `{port: ${port}, hosts: ${hosts}${more}}`;
const one = (port: string, more = '', hosts = "['*']"): string => `{servers: [${server(port, more, hosts)}]}`;
const tls = (spec: string, port = https): string => one(port, `, tls: {${spec}}`);
const hosts = (list: string): string => one(http, '', list);

const rows: readonly Row[] = [
  [one(http), []],
  ['{}', ['serversMissing']],
  ['{servers: []}', ['serversMissing']],
  [hosts('[]'), ['hostsMissing servers.0.hosts']],
  ...['x.com', '*.x.com', '"*"', './x.com', '"*/*"', 'ns/*.x.com', '10.0.0.1'].map(
    (host): Row => [hosts(`[${host}]`), []],
  ),
  [hosts('[shop]'), ['hostShort servers.0.hosts.0 shop']],
  [hosts('["::1"]'), ['hostShort servers.0.hosts.0 ::1']],
  [hosts('[x.com, ns/shop]'), ['hostShort servers.0.hosts.1 ns/shop']],
  [hosts('[/x.com]'), ['hostScope servers.0.hosts.0 /x.com']],
  [hosts('[ns/]'), ['hostScope servers.0.hosts.0 ns/']],
  [hosts('[a.b/x.com]'), ['hostScope servers.0.hosts.0 a.b/x.com']],
  [hosts('["~/x.com"]'), ['hostScope servers.0.hosts.0 ~/x.com']],
  [hosts('["*x.com"]'), ['hostName servers.0.hosts.0 *x.com']],
  [hosts('[x_y.com]'), ['hostName servers.0.hosts.0 x_y.com']],
  [hosts('[x.123]'), ['hostName servers.0.hosts.0 x.123']],
  [one('{number: 80, name: p, protocol: SPDY}'), ['protocolUnknown servers.0.port.protocol SPDY']],
  [one('{number: 80, name: p, protocol: grpc-web}'), []],
  [one('{number: 0, name: p, protocol: HTTP}'), ['portRange servers.0.port.number 0']],
  [one('{number: 65536, name: p, protocol: HTTP}'), ['portRange servers.0.port.number 65536']],
  [one('{number: 0, name: p, protocol: HTTP}', ', bind: "unix:///a"'), []],
  [one('{number: 80, name: p, protocol: HTTP, targetPort: 8080}'), ['targetPortUnused servers.0.port.targetPort']],
  [one('{number: 80, name: "", protocol: HTTP}'), ['portName servers.0.port.name']],
  [one('{number: 0, name: p, protocol: HTTP}', ', bind: "unix://a"'), ['socketPath servers.0.bind unix://a']],
  [one(http, ', bind: "unix:///a"'), ['socketPorts servers.0.bind']],
  [one(http, ', bind: nowhere'), ['badBind servers.0.bind nowhere']],
  [one(http, ', bind: 10.0.0.1'), []],
  [
    `{servers: [${server(http)}, ${server('{number: 81, name: http, protocol: HTTP}')}]}`,
    ['portTwice servers.1.port.name http'],
  ],
  [`{servers: [${server(http)}, ${server('{number: 80, name: other, protocol: HTTP}')}]}`, []],
  [one(https), ['tlsMissing servers.0 HTTPS']],
  [one('{number: 443, name: tls, protocol: TLS}'), ['tlsMissing servers.0 TLS']],
  [tls('httpsRedirect: true', http), []],
  [tls('mode: SIMPLE, credentialName: c', http), ['tlsOnPlainPort servers.0.tls HTTP']],
  [tls('serverCertificate: /c', http), ['tlsOnPlainPort servers.0.tls HTTP']],
  [tls('mode: PASSTHROUGH', tcp), ['tlsOnPlainPort servers.0.tls TCP']],
  [tls('mode: PASSTHROUGH'), []],
  [tls('mode: PASSTHROUGH, credentialName: c'), []],
  [tls('mode: SIMPLE, credentialName: c'), []],
  [tls('mode: SIMPLE, credentialNames: [c]'), []],
  [tls('mode: SIMPLE, serverCertificate: /c, privateKey: /k'), []],
  [tls('mode: SIMPLE, serverCertificate: /c'), ['certificateMissing servers.0.tls privateKey']],
  [tls('mode: SIMPLE, privateKey: /k'), ['certificateMissing servers.0.tls serverCertificate']],
  [tls('mode: SIMPLE, tlsCertificates: [{serverCertificate: /c, privateKey: /k}]'), []],
  [tls('mode: MUTUAL, serverCertificate: /c, privateKey: /k, caCertificates: /a'), []],
  [tls('mode: MUTUAL, credentialName: c'), []],
  ...['MUTUAL', 'OPTIONAL_MUTUAL'].map(
    (mode): Row => [
      tls(`mode: ${mode}, serverCertificate: /c, privateKey: /k`),
      [`clientAuthorityMissing servers.0.tls ${mode}`],
    ],
  ),
  [tls('mode: SIMPLE, credentialName: c, credentialNames: [d]'), ['certificateSources servers.0.tls']],
  [tls('mode: SIMPLE, credentialName: c, serverCertificate: /c, privateKey: /k'), ['certificateSources servers.0.tls']],
  [tls('mode: SIMPLE, credentialName: c, serverCertificate: /c'), []],
  [tls('mode: ISTIO_MUTUAL'), []],
  ...['serverCertificate: /c', 'privateKey: /k', 'caCertificates: /a', 'credentialName: c', 'credentialNames: [c]'].map(
    (field): Row => {
      const name = field.split(':')[0] ?? '';
      return [tls(`mode: ISTIO_MUTUAL, ${field}`), [`istioMutualCertificates servers.0.tls.${name} ${name}`]];
    },
  ),
  [tls('mode: SIMPLE, serverCertificate: /c, privateKey: /k, caCrl: /r'), ['revocationList servers.0.tls.caCrl']],
  [tls('mode: PASSTHROUGH, credentialName: c, caCrl: /r'), ['revocationList servers.0.tls.caCrl']],
  [tls('mode: MUTUAL, serverCertificate: /c, privateKey: /k, caCertificates: /a, caCrl: /r'), []],
];

describe('a Gateway (13)', () => {
  it.each(rows)('%s', (spec, refused) => {
    expect(refusals('Gateway', spec)).toEqual(refused);
  });

  it('has a name without dots', () => {
    expect(refusals('Gateway', one(http), '{}', 'a.b')).toEqual(['gatewayName metadata.name a.b']);
  });
});
