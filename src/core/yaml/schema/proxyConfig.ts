import type { Infer } from './dsl.ts';
import { any, enumOf, int, map, openObj, str } from './dsl.ts';

/** ProxyConfig, as MeshConfig's `defaultConfig` and the annotation `proxy.istio.io/config` hold it. */
export const proxyConfig = openObj(
  {
    gatewayTopology: openObj(
      {
        numTrustedProxies: int('How many proxies before the gateway are trusted. Default 0.'),
        forwardClientCertDetails: enumOf(
          ['UNDEFINED', 'SANITIZE', 'FORWARD_ONLY', 'APPEND_FORWARD', 'SANITIZE_SET', 'ALWAYS_FORWARD_ONLY'],
          'What becomes of X-Forwarded-Client-Cert. Default SANITIZE_SET.',
        ),
        proxyProtocol: any('Clients send a PROXY protocol header.'),
      },
      'What stands before the gateways.',
    ),
    proxyMetadata: map(str('Value.'), 'Settings of the proxy’s agent, such as ISTIO_META_DNS_CAPTURE.'),
  },
  'ProxyConfig of every proxy.',
);

export type ProxyConfigSpec = Infer<typeof proxyConfig>;
