import type { Infer } from './dsl.ts';
import { any, bool, duration, enumOf, list, map, num, openObj, str, int } from './dsl.ts';
import { retries } from './httpRoute.ts';
import { proxyConfig } from './proxyConfig.ts';

const visibility = list(str('Namespace, `.`, `*` or `~`.'), 'Who sees such resources where they say nothing.');

const requirement = openObj({
  key: str('Label.'),
  operator: enumOf(['In', 'NotIn', 'Exists', 'DoesNotExist'], 'How the label is compared.'),
  values: list(str('A value.'), 'Values.'),
});

/** MeshConfig: settings of the whole mesh. Fields that no part of the app reads are not listed. */
export const meshConfig = openObj({
  rootNamespace: str('Namespace whose policies apply everywhere. Default istio-system.'),
  trustDomain: str('Trust domain of identities. Default cluster.local.'),
  trustDomainAliases: list(str('A trust domain.'), 'Other trust domains that count as this one.'),
  enableAutoMtls: bool('Whether clients use mTLS on their own where the server has a sidecar. Default true.'),
  outboundTrafficPolicy: openObj(
    {
      mode: enumOf(
        ['REGISTRY_ONLY', 'ALLOW_ANY', 'ALLOW_ANY_DYNAMIC_DNS'],
        'What happens to traffic to unknown hosts. Default ALLOW_ANY.',
      ),
    },
    'Traffic to unknown hosts.',
  ),
  inboundTrafficPolicy: openObj(
    { mode: enumOf(['PASSTHROUGH', 'LOCALHOST'], 'How the application is reached. Default PASSTHROUGH.') },
    'How the proxy reaches the application.',
  ),
  pathNormalization: openObj(
    {
      normalization: enumOf(
        ['DEFAULT', 'NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'],
        'What is done to a path before policies see it.',
      ),
    },
    'How paths are normalized.',
  ),
  extensionProviders: list(any('One provider.'), 'External authorizers, tracers and loggers.'),
  defaultProviders: any('Providers used where a resource names none.'),
  defaultServiceExportTo: visibility,
  defaultVirtualServiceExportTo: visibility,
  defaultDestinationRuleExportTo: visibility,
  serviceEntryVisibility: any('Limits on who sees ServiceEntries.'),
  discoverySelectors: list(
    openObj({
      matchLabels: map(str('Value.'), 'Labels a namespace must have.'),
      matchExpressions: list(requirement, 'Conditions on a namespace’s labels.'),
    }),
    'Namespaces that istiod looks at. None: all.',
  ),
  caCertificates: list(any('One authority.'), 'Further authorities that peers are checked with.'),
  certificates: list(any('One certificate.'), 'Certificates for control plane components.'),
  meshMTLS: any('TLS settings between workloads.'),
  tlsDefaults: any('TLS settings outside the mesh.'),
  accessLogFile: str('Where proxies log. Empty: nowhere.'),
  accessLogFormat: str('Format of a log line.'),
  accessLogEncoding: enumOf(['TEXT', 'JSON'], 'Encoding of a log line.'),
  connectTimeout: duration('How long connecting may take.'),
  protocolDetectionTimeout: duration('How long to wait for the client’s first bytes.'),
  dnsRefreshRate: duration('How often names are resolved.'),
  ingressService: str('Service of the ingress gateway for Ingress resources.'),
  ingressSelector: str('Label of the ingress gateway for Ingress resources.'),
  ingressControllerMode: enumOf(['UNSPECIFIED', 'OFF', 'DEFAULT', 'STRICT'], 'Which Ingress resources are read.'),
  ingressClass: str('Class of Ingress resources that are read.'),
  serviceSettings: list(any('Settings of some hosts.'), 'Settings by host.'),
  localityLbSetting: any('Preference for near endpoints.'),
  defaultHttpRetryPolicy: retries,
  defaultConfig: proxyConfig,
  hboneIdleTimeout: duration('How long a tunnel may be idle.'),
  proxyListenPort: int('Port of the outbound listener. Default 15001.'),
  proxyInboundListenPort: int('Port of the inbound listener. Default 15006.'),
  verifyCertificateAtClient: bool('Check server certificates with the system’s authorities where a rule names none.'),
  enablePrometheusMerge: bool('Merge the application’s metrics into the proxy’s.'),
  enableTracing: bool('Whether proxies trace.'),
  h2UpgradePolicy: enumOf(['DO_NOT_UPGRADE', 'UPGRADE'], 'Whether HTTP/1.1 is upgraded to HTTP/2.'),
  outboundClusterStatName: str('Name of statistics of outbound clusters.'),
  inboundClusterStatName: str('Name of statistics of inbound clusters.'),
  meshId: str('Name of the mesh.'),
  tcpKeepalive: any('SO_KEEPALIVE.'),
  tracingSampling: num('Share of requests that are traced.'),
});

export type MeshConfigSpec = Infer<typeof meshConfig>;
