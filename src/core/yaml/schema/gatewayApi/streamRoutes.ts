import { type Infer, list, obj, str } from '../dsl.ts';
import { backendFields, hostnames, parentRefs, weight } from './references.ts';

const rules = list(
  obj({
    name: str('Name of the rule.'),
    backendRefs: list(obj({ ...backendFields, weight }), 'Where the connection goes.'),
  }),
  'The rules.',
);
const useDefaultGateways = str('Not used.');

/** TCPRoute (gateway.networking.k8s.io): where TCP connections go. */
export const tcpRoute = obj({ parentRefs, rules, useDefaultGateways });

/** TLSRoute (gateway.networking.k8s.io): where TLS connections go, by server name. */
export const tlsRoute = obj({ parentRefs, hostnames, rules, useDefaultGateways });

export type TcpRouteSpec = Infer<typeof tcpRoute>;
export type TlsRouteSpec = Infer<typeof tlsRoute>;
export type StreamRule = NonNullable<TcpRouteSpec['rules']>[number];
