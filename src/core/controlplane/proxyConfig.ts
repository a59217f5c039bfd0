import type { Workload } from '../cluster/types.ts';
import { onceEach } from '../model/onceEach.ts';
import { decodeJson } from '../yaml/schema/decode.ts';
import { proxyConfig, type ProxyConfigSpec } from '../yaml/schema/proxyConfig.ts';
import { parseValue } from '../yaml/value.ts';
import type { World } from './world.ts';

const forwardings = ['SANITIZE', 'FORWARD_ONLY', 'APPEND_FORWARD', 'SANITIZE_SET', 'ALWAYS_FORWARD_ONLY'] as const;
export type CertificateForwarding = (typeof forwardings)[number];

/** What a proxy was started with. */
export interface ProxyConfig {
  /** How many entries of X-Forwarded-For a gateway trusts, from the right. */
  readonly numTrustedProxies: number;
  /** What becomes of X-Forwarded-Client-Cert at a gateway. */
  readonly certificates: CertificateForwarding;
  /** A gateway's clients must send a PROXY protocol header. */
  readonly proxyProtocol: boolean;
  /** The agent answers the application's DNS. */
  readonly dnsCapture: boolean;
}

const own = onceEach(fromAnnotation);

/** "MeshConfig's defaultConfig, and over it, field by field, the pod's annotation proxy.istio.io/config." */
export function proxyConfigOf({ mesh }: World, workload: Workload): ProxyConfig {
  const general = mesh.defaultConfig;
  const pods = own(workload);
  const topology = { ...general.gatewayTopology, ...pods.gatewayTopology };
  const metadata = { ...general.proxyMetadata, ...pods.proxyMetadata };
  return {
    numTrustedProxies: Math.max(0, topology.numTrustedProxies ?? 0),
    certificates: forwardings.find((each) => each === topology.forwardClientCertDetails) ?? 'SANITIZE_SET',
    proxyProtocol: topology.proxyProtocol !== undefined,
    dnsCapture: isTrue(metadata['ISTIO_META_DNS_CAPTURE']),
  };
}

/** YAML inside the annotation's text; what is none, or says something of another type, counts for nothing. */
function fromAnnotation({ annotations }: Workload): ProxyConfigSpec {
  const text = annotations['proxy.istio.io/config'];
  if (text === undefined) return {};
  const json = parseValue(text)?.json ?? null;
  return decodeJson(proxyConfig, json, null, []).value ?? {};
}

/** As Go's ParseBool. */
function isTrue(text: string | undefined): boolean {
  return text !== undefined && ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text);
}
