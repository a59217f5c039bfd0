import type { Infer } from './dsl.ts';
import { enumOf, list, naming, obj, required, startsAs, str, uint } from './dsl.ts';
import { labelSelector } from './selector.ts';
import { serverTls } from './serverTls.ts';
import { connectionPool } from './trafficPolicy.ts';

const port = obj(
  {
    number: uint('Port number.'),
    protocol: str('HTTP, HTTPS, GRPC, HTTP2, MONGO, TCP or TLS.'),
    name: str('Name of the port.'),
    targetPort: uint('Not used.'),
  },
  'The port of the listener.',
);

const captureMode = enumOf(['DEFAULT', 'IPTABLES', 'NONE'], 'How traffic reaches the listener.');

const ingress = obj({
  port: required(port),
  bind: str('Address to listen on.'),
  captureMode,
  defaultEndpoint: str('Where the application listens: 127.0.0.1:PORT, 0.0.0.0:PORT, unix://PATH.'),
  tls: serverTls,
  connectionPool: { ...connectionPool, doc: 'Limits on connections to the application.' },
});

const egress = obj({
  port,
  bind: str('Address to listen on.'),
  captureMode,
  hosts: required(
    startsAs(
      ['./*'],
      list(
        naming('sidecarHost', str('NAMESPACE/HOST; `.` is the own namespace, `*` all, `~` none.')),
        'Services that are reachable.',
      ),
    ),
  ),
});

const destination = obj(
  {
    host: required(naming('host', str('Host that takes it, such as the egress gateway.'))),
    subset: naming('subset', str('Subset of that host, by a DestinationRule.')),
    port: obj({ number: naming('servicePort', uint('Port number.')) }, 'Port of that host.'),
  },
  'Where unknown traffic goes.',
);

/** Sidecar (networking.istio.io): what a workload’s proxy knows and accepts. */
export const sidecar = obj({
  workloadSelector: labelSelector,
  ingress: list(ingress, 'Listeners for incoming traffic, in place of those from Services.'),
  egress: list(egress, 'What the workload may reach. Absent: everything.'),
  inboundConnectionPool: { ...connectionPool, doc: 'Limits on incoming connections.' },
  outboundTrafficPolicy: obj(
    {
      mode: enumOf(
        ['REGISTRY_ONLY', 'ALLOW_ANY'],
        'REGISTRY_ONLY: unknown hosts are blocked. ALLOW_ANY: they are reached directly. Absent here: REGISTRY_ONLY.',
      ),
      egressProxy: destination,
    },
    'What happens to traffic to unknown hosts.',
  ),
});

export type SidecarSpec = Infer<typeof sidecar>;
