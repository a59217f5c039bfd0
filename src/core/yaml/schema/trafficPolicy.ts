import { bool, duration, enumOf, int, list, naming, num, obj, required, startsAs, str, uint } from './dsl.ts';
import { loadBalancer } from './loadBalancer.ts';

/** `tls` of a DestinationRule: how the client’s proxy encrypts. */
export const clientTls = obj(
  {
    mode: enumOf(
      ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'],
      'DISABLE: none. SIMPLE: TLS. MUTUAL: mTLS with given certificates. ISTIO_MUTUAL: mTLS with Istio’s.',
    ),
    clientCertificate: str('File of the client certificate, for MUTUAL.'),
    privateKey: str('File of the private key, for MUTUAL.'),
    caCertificates: str('File of the authorities that the server’s certificate is checked with.'),
    credentialName: naming(
      'secret',
      str('Secret with keys and certificates; at gateways, or with a workloadSelector.'),
    ),
    subjectAltNames: list(str('A name.'), 'Names, of which the server’s certificate must have one.'),
    sni: str('Server name sent in the handshake.'),
    insecureSkipVerify: bool('Do not check the server’s certificate.'),
    caCrl: str('File of the certificate revocation list.'),
  },
  'How connections to the host are encrypted. Absent: automatic mTLS decides.',
);

export const connectionPool = obj(
  {
    tcp: obj(
      {
        maxConnections: int('Most connections to a host.'),
        connectTimeout: duration('How long connecting may take.'),
        tcpKeepalive: obj(
          {
            probes: uint('Probes without an answer before the connection is dead.'),
            time: duration('Idle time before the first probe.'),
            interval: duration('Time between probes.'),
          },
          'SO_KEEPALIVE.',
        ),
        maxConnectionDuration: duration('How long a connection may live.'),
        idleTimeout: duration('How long a connection may be idle.'),
      },
      'For HTTP and TCP alike.',
    ),
    http: obj(
      {
        http1MaxPendingRequests: int('Most requests that wait for a connection.'),
        http2MaxRequests: int('Most requests at a time.'),
        maxRequestsPerConnection: int('Requests before a connection is closed.'),
        maxRetries: int('Most retries at a time.'),
        idleTimeout: duration('How long a connection may be idle.'),
        h2UpgradePolicy: enumOf(['DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'], 'Whether HTTP/1.1 is upgraded to HTTP/2.'),
        useClientProtocol: bool('Keep the client’s protocol.'),
        maxConcurrentStreams: int('Most streams in one HTTP/2 connection.'),
        http2KeepAlive: obj(
          {
            interval: duration('Time between two PING frames.'),
            timeout: duration('How long to wait for the answer before the connection is closed.'),
          },
          'PING frames on HTTP/2 connections.',
        ),
      },
      'For HTTP.',
    ),
  },
  'Limits on connections.',
);

const outlierDetection = obj(
  {
    consecutiveErrors: int('Deprecated.'),
    splitExternalLocalOriginErrors: bool('Tell local failures from answers with an error.'),
    consecutiveLocalOriginFailures: uint('Local failures before a host is ejected.'),
    consecutiveGatewayErrors: uint('502, 503 or 504 before a host is ejected.'),
    consecutive5xxErrors: uint('5xx before a host is ejected.'),
    outlierDetectionHttpErrorCodes: list(int('A status.'), 'Statuses that count as an error.'),
    interval: duration('Time between two sweeps.'),
    baseEjectionTime: duration('Shortest ejection.'),
    maxEjectionPercent: int('Most hosts that may be ejected, in per cent.'),
    minHealthPercent: int('Below this share of healthy hosts, nothing is ejected.'),
  },
  'When an unhealthy endpoint is left out.',
);

const common = {
  loadBalancer,
  connectionPool,
  outlierDetection,
  tls: clientTls,
};

const portSetting = obj({
  port: obj({ number: naming('servicePort', startsAs(80, uint('Port number of the Service.'))) }, 'The port meant.'),
  ...common,
});

export const trafficPolicy = obj(
  {
    ...common,
    portLevelSettings: list(
      portSetting,
      'Settings of single ports; they replace the ones above, nothing is inherited.',
    ),
    tunnel: obj(
      {
        protocol: str('CONNECT or POST.'),
        targetHost: required(str('Host at the end of the tunnel.')),
        targetPort: required(uint('Port at the end of the tunnel.')),
      },
      'Tunnel TCP through HTTP.',
    ),
    proxyProtocol: obj(
      { version: enumOf(['V1', 'V2'], 'Version of the PROXY protocol.') },
      'Send a PROXY protocol header.',
    ),
    retryBudget: obj(
      {
        percent: num('Share of requests that may be retries.'),
        minRetryConcurrency: uint('Retries always allowed.'),
        budgetInterval: duration('Time over which requests are counted.'),
      },
      'Limit on retries at a time.',
    ),
  },
  'What happens to traffic after routing.',
);
