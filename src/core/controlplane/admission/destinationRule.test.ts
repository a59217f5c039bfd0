import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

const rule = (more: string, host = 's.b.svc.cluster.local'): string => `{host: "${host}"${more}}`;
const policy = (spec: string): string => rule(`, trafficPolicy: {${spec}}`);
const tls = (spec: string): string => policy(`tls: {${spec}}`);
const at = 'trafficPolicy.tls';

const rows: readonly Row[] = [
  [rule(''), []],
  ...['s', '*', '*.x.com', 'x.com.'].map((host): Row => [rule('', host), []]),
  ...['', 'x_y', 'a..b', 'x.*.com', 'x.1'].map((host): Row => [rule('', host), [`hostName host ${host}`.trim()]]),
  [policy(''), ['policyEmpty trafficPolicy']],
  [policy('loadBalancer: {simple: RANDOM}'), []],
  [policy('portLevelSettings: [{tls: {mode: DISABLE}}]'), ['policyPort trafficPolicy.portLevelSettings.0']],
  [policy('portLevelSettings: [{port: {number: 80}}]'), ['policyEmpty trafficPolicy.portLevelSettings.0']],
  [policy('portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]'), []],
  [
    policy('portLevelSettings: [{port: {number: 80}, tls: {mode: MUTUAL, privateKey: /k}}]'),
    ['clientCertificateMissing trafficPolicy.portLevelSettings.0.tls clientCertificate'],
  ],
  [rule(', subsets: [{name: v1}, {name: v1}]'), ['subsetTwice subsets.1.name v1']],
  [rule(', subsets: [{name: v1}, {name: v2}]'), []],
  [rule(', subsets: [{name: v1, labels: {version: v1, x.y/z: ""}}]'), []],
  [rule(', subsets: [{name: v1, labels: {version: "v*"}}]'), ['labelFormat subsets.0.labels.version version=v*']],
  [rule(', subsets: [{name: v_1}]'), ['subsetName subsets.0.name v_1']],
  [rule(', subsets: [{name: v1, trafficPolicy: {}}]'), ['policyEmpty subsets.0.trafficPolicy']],
  [tls(''), []],
  [tls('mode: MUTUAL, clientCertificate: /c, privateKey: /k'), []],
  [tls('mode: MUTUAL, credentialName: c'), []],
  [tls('mode: MUTUAL, clientCertificate: /c'), [`clientCertificateMissing ${at} privateKey`]],
  [tls('mode: MUTUAL, privateKey: /k'), [`clientCertificateMissing ${at} clientCertificate`]],
  [tls('mode: ISTIO_MUTUAL'), []],
  ...['clientCertificate', 'caCertificates', 'privateKey', 'caCrl'].map(
    (field): Row => [
      tls(`mode: SIMPLE, credentialName: c, ${field}: /f`),
      [`credentialWithFiles ${at}.credentialName c`],
    ],
  ),
  [tls('mode: ISTIO_MUTUAL, credentialName: c, caCertificates: /f'), []],
  [tls('mode: SIMPLE, insecureSkipVerify: true'), []],
  ...['caCertificates: /a', 'subjectAltNames: [x]', 'credentialName: c'].map(
    (field): Row => [tls(`mode: SIMPLE, insecureSkipVerify: true, ${field}`), [`skipVerify ${at}.insecureSkipVerify`]],
  ),
  [tls('mode: MUTUAL, insecureSkipVerify: true, credentialName: c'), []],
  [
    tls('mode: MUTUAL, insecureSkipVerify: true, credentialName: c, subjectAltNames: [x]'),
    [`skipVerify ${at}.insecureSkipVerify`],
  ],
  [tls('mode: SIMPLE, insecureSkipVerify: false, caCertificates: /a'), []],
  [tls('mode: SIMPLE, credentialName: "configmap://b/c"'), []],
  [tls('mode: SIMPLE, credentialName: "configmap://a/c"'), [`configMapNamespace ${at}.credentialName configmap://a/c`]],
  [
    policy('tunnel: {protocol: CONNECT, targetHost: x.com, targetPort: 80}, proxyProtocol: {version: V1}'),
    ['tunnelWithProxyProtocol trafficPolicy'],
  ],
  [policy('tunnel: {protocol: POST, targetHost: 10.0.0.1, targetPort: 80}'), []],
  [
    policy('tunnel: {protocol: GET, targetHost: "*", targetPort: 0}'),
    [
      'tunnelProtocol trafficPolicy.tunnel.protocol GET',
      'hostName trafficPolicy.tunnel.targetHost *',
      'portRange trafficPolicy.tunnel.targetPort 0',
    ],
  ],
  [tls('mode: SIMPLE, insecureSkipVerify: true, subjectAltNames: []'), []],
  [policy('portLevelSettings: []'), ['policyEmpty trafficPolicy']],
  [policy('connectionPool: {http: {http2KeepAlive: {interval: 1s, timeout: 1s}}}'), []],
  [
    policy('connectionPool: {http: {http2KeepAlive: {interval: 1s}}}'),
    ['timeout trafficPolicy.connectionPool.http.http2KeepAlive.timeout 0s'],
  ],
  [policy('connectionPool: {}'), ['policyEmpty trafficPolicy.connectionPool']],
  [policy('connectionPool: {tcp: {maxConnections: 1, connectTimeout: 1s, idleTimeout: 0s}}'), []],
  [
    policy('connectionPool: {tcp: {maxConnections: -1, connectTimeout: 0s, tcpKeepalive: {time: 0s}}}'),
    [
      'negative trafficPolicy.connectionPool.tcp.maxConnections -1',
      'timeout trafficPolicy.connectionPool.tcp.connectTimeout 0s',
      'timeout trafficPolicy.connectionPool.tcp.tcpKeepalive.time 0s',
    ],
  ],
  [
    policy('connectionPool: {tcp: {idleTimeout: 1.5ms}}'),
    ['timeout trafficPolicy.connectionPool.tcp.idleTimeout 1.5ms'],
  ],
  ...[
    'http1MaxPendingRequests',
    'http2MaxRequests',
    'maxRequestsPerConnection',
    'maxRetries',
    'maxConcurrentStreams',
  ].map(
    (field): Row => [
      policy(`connectionPool: {http: {${field}: -1}}`),
      [`negative trafficPolicy.connectionPool.http.${field} -1`],
    ],
  ),
  [policy('connectionPool: {http: {idleTimeout: 0s}}'), ['timeout trafficPolicy.connectionPool.http.idleTimeout 0s']],
  [
    policy('connectionPool: {http: {h2UpgradePolicy: UPGRADE, useClientProtocol: true}}'),
    ['routeConflict trafficPolicy.connectionPool.http h2UpgradePolicy: UPGRADE, useClientProtocol'],
  ],
  [policy('outlierDetection: {consecutive5xxErrors: 5, interval: 1s, maxEjectionPercent: 100}'), []],
  [
    policy('outlierDetection: {consecutiveLocalOriginFailures: 1}'),
    ['localFailures trafficPolicy.outlierDetection.consecutiveLocalOriginFailures'],
  ],
  [policy('outlierDetection: {consecutiveLocalOriginFailures: 1, splitExternalLocalOriginErrors: true}'), []],
  [policy('outlierDetection: {interval: 0s}'), ['timeout trafficPolicy.outlierDetection.interval 0s']],
  [policy('outlierDetection: {baseEjectionTime: 0s}'), ['timeout trafficPolicy.outlierDetection.baseEjectionTime 0s']],
  [
    policy('outlierDetection: {maxEjectionPercent: 101, minHealthPercent: -1}'),
    [
      'percentage trafficPolicy.outlierDetection.maxEjectionPercent 101',
      'percentage trafficPolicy.outlierDetection.minHealthPercent -1',
    ],
  ],
  [rule(', exportTo: ["*"]'), []],
  [rule(', exportTo: [., a]'), []],
  [rule(', exportTo: [a, a]'), ['exportTwice exportTo.1 a']],
  [rule(', exportTo: [b, .]'), ['exportTwice exportTo.1 .']],
  [rule(', exportTo: ["*", a]'), ['exportPublic exportTo']],
  [rule(', exportTo: ["~"]'), ['exportName exportTo.0 ~']],
  [rule(', exportTo: [a_b]'), ['exportName exportTo.0 a_b']],
  [rule(', workloadSelector: {matchLabels: {app: a}}, exportTo: [.]'), []],
  [rule(', workloadSelector: {matchLabels: {app: a}}, exportTo: [b]'), []],
  [rule(', workloadSelector: {matchLabels: {app: a}}, exportTo: [a]'), ['exportBeyond exportTo']],
  [rule(', workloadSelector: {matchLabels: {app: "*"}}'), ['selectorWildcard workloadSelector.matchLabels.app app=*']],
];

describe('a DestinationRule (13)', () => {
  it.each(rows)('%s', (spec, refused) => {
    expect(refusals('DestinationRule', spec)).toEqual(refused);
  });
});
