import type { Infer } from './dsl.ts';
import { enumOf, list, naming, obj, required, startsAs, str, uint } from './dsl.ts';
import { labelSelector } from './selector.ts';
import { serviceEntryEndpoint } from './workloadEntry.ts';

const port = obj({
  number: required(startsAs(443, uint('Port number as clients dial it.'))),
  protocol: str('HTTP, HTTPS, GRPC, HTTP2, MONGO, TCP or TLS.'),
  name: required(startsAs('https', str('Name of the port.'))),
  targetPort: uint('Port of the endpoint, where it differs.'),
});

/** ServiceEntry (networking.istio.io): makes a host known to the mesh. */
export const serviceEntry = obj({
  hosts: required(
    list(
      str('Host name, or a wildcard such as *.example.com.'),
      'Names of the service: matched with Host header or SNI.',
    ),
  ),
  addresses: list(str('Address or CIDR range.'), 'Addresses that clients dial.'),
  ports: list(port, 'Ports of the service.'),
  location: enumOf(
    ['MESH_EXTERNAL', 'MESH_INTERNAL'],
    'Whether the service is part of the mesh. Default MESH_EXTERNAL.',
  ),
  resolution: enumOf(
    ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'],
    'How the proxy finds the address. NONE: the one that was dialled. Default NONE.',
  ),
  endpoints: list(serviceEntryEndpoint, 'Where the service runs.'),
  workloadSelector: labelSelector,
  exportTo: list(
    naming('exportTo', str('Namespace, `.` for the own one, `*` for all, `~` for nobody.')),
    'Namespaces that see this. Default all.',
  ),
  subjectAltNames: list(str('A name.'), 'Names, of which the server’s certificate must have one.'),
});

export type ServiceEntrySpec = Infer<typeof serviceEntry>;
