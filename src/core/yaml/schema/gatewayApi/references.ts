import { int, list, obj, required, str } from '../dsl.ts';

/** What a route attaches to. */
export const parentRefs = list(
  obj({
    group: str('API group. Default gateway.networking.k8s.io; empty for a Service.'),
    kind: str('Gateway, Service or ServiceEntry. Default Gateway.'),
    namespace: str('Namespace. Default the route’s own.'),
    name: required(str('Name.')),
    sectionName: str('Name of a listener.'),
    port: int('Port of the listener, or of the Service.'),
  }),
  'What the route attaches to: Gateways, or Services for callers inside the mesh.',
);

export const hostnames = list(str('Host or wildcard.'), 'Hosts the route is for. Absent: those of the listener.');

/** The fields of a reference to a backend. */
export const backendFields = {
  group: str('API group. Default: core.'),
  kind: str('Default Service.'),
  namespace: str('Namespace. Another than the route’s own needs a ReferenceGrant there.'),
  name: required(str('Name.')),
  port: int('Port of the Service.'),
};

export const weight = int('Share of the traffic. Default 1.');

/** An object, such as a Secret. */
export const objectRef = obj({
  group: str('API group.'),
  kind: str('Kind. Default Secret.'),
  namespace: str('Namespace. Another than the Gateway’s own needs a ReferenceGrant there.'),
  name: required(str('Name.')),
});
