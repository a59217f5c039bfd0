import type { DeclaredProtocol } from '../model/trace.ts';

/** Istio's names for protocols, and the kind of filter chain that each gets. */
const protocols: ReadonlyMap<string, DeclaredProtocol> = new Map<string, DeclaredProtocol>([
  ['http', 'HTTP'],
  ['http_proxy', 'HTTP'],
  ['http2', 'HTTP'],
  ['grpc', 'HTTP'],
  ['grpc-web', 'HTTP'],
  ['tcp', 'TCP'],
  ['tls', 'TCP'],
  ['https', 'TCP'],
  ['mongo', 'TCP'],
  ['mysql', 'TCP'],
  ['redis', 'TCP'],
  // "A TCP port named udp… is a TCP chain, not sniffed".
  ['udp', 'TCP'],
]);

/** "appProtocol extras". */
const appProtocols: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);

/** "Unknown protocol on service port 25, 53, 3306 or 27017 → TCP (server-first protocols)". */
const serverFirstPorts: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

export interface PortProtocol {
  readonly declared: DeclaredProtocol;
  /** `http`, `grpc-web`, `mysql` …, or `unknown`. */
  readonly application: string;
}

/** Istio's protocol selection for a port of a Kubernetes Service. */
export function selectProtocol(
  transport: 'TCP' | 'UDP' | 'SCTP',
  port: number,
  name: string | null,
  appProtocol: string | null,
): PortProtocol {
  if (transport === 'UDP') return { declared: 'TCP', application: 'udp' };
  // "If appProtocol is set it replaces the port name (the name is then ignored, even if appProtocol is unrecognised)".
  const source = appProtocol === null ? (name ?? '') : (appProtocols.get(appProtocol) ?? appProtocol);
  const application = prefixOf(source.toLowerCase());
  const declared = protocols.get(application);
  if (declared !== undefined) return { declared, application };
  if (serverFirstPorts.has(port)) return { declared: 'TCP', application: 'tcp' };
  return { declared: 'AUTO', application: 'unknown' };
}

/** "Starts with `grpc-web` → GRPC-Web; else the part before the first `-`, lower-cased, looked up". */
function prefixOf(source: string): string {
  if (source.startsWith('grpc-web')) return 'grpc-web';
  const dash = source.indexOf('-');
  return dash < 0 ? source : source.slice(0, dash);
}
