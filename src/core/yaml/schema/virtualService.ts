import type { Infer } from './dsl.ts';
import { int, list, map, obj, required, str, uint } from './dsl.ts';
import { destination, httpRoute } from './httpRoute.ts';

const routes = list(
  obj({ destination: required(destination), weight: int('Share of the connections.') }),
  'Where the connection goes.',
);

const l4Match = {
  destinationSubnets: list(str('Address or CIDR range.'), 'Addresses that were dialled.'),
  port: uint('Port that was dialled.'),
  sourceLabels: map(str('Value.'), 'Labels of the client’s pod.'),
  sourceNamespace: str('Namespace of the client.'),
  gateways: list(str('Name of a gateway, or `mesh`.'), 'Gateways this match is for.'),
};

const tlsRoute = obj({
  match: required(
    list(
      obj({ sniHosts: required(list(str('Host or wildcard.'), 'Server names.')), ...l4Match }),
      'Conditions, of which one must match.',
    ),
  ),
  route: routes,
});

const tcpRoute = obj({
  match: list(obj({ ...l4Match, sourceSubnet: str('Not used.') }), 'Conditions, of which one must match. Absent: all.'),
  route: routes,
});

/** VirtualService (networking.istio.io): routes of a host. */
export const virtualService = obj({
  hosts: list(str('Host or wildcard.'), 'Hosts these routes are for.'),
  gateways: list(
    str('NAMESPACE/NAME, NAME, or `mesh` for all sidecars.'),
    'Gateways these routes are for. Default mesh.',
  ),
  http: list(httpRoute, 'Routes for HTTP; the first that matches.'),
  tls: list(tlsRoute, 'Routes for TLS that is not decrypted; the first that matches.'),
  tcp: list(tcpRoute, 'Routes for TCP; the first that matches.'),
  exportTo: list(str('Namespace, `.` for the own one, `*` for all.'), 'Namespaces that see this. Default all.'),
});

export type VirtualServiceSpec = Infer<typeof virtualService>;
