import { any, enumOf, type Infer, list, obj, required, str } from '../dsl.ts';
import { grpcFilters } from './filters.ts';
import { backendFields, hostnames, parentRefs, weight } from './references.ts';

const match = obj({
  method: obj(
    {
      type: enumOf(['Exact', 'RegularExpression'], 'How the names are compared. Default Exact.'),
      service: str('Name of the gRPC service.'),
      method: str('Name of the gRPC method.'),
    },
    'The gRPC method.',
  ),
  headers: list(
    obj({
      type: enumOf(['Exact', 'RegularExpression'], 'How the value is compared. Default Exact.'),
      name: required(str('Name of the header.')),
      value: required(str('Value.')),
    }),
    'Headers, all of which must match.',
  ),
});

/** GRPCRoute (gateway.networking.k8s.io): routes of gRPC calls. */
export const grpcRoute = obj({
  parentRefs,
  hostnames,
  rules: list(
    obj({
      name: str('Name of the rule.'),
      matches: list(match, 'Conditions, of which one must match. Absent: all calls.'),
      filters: grpcFilters,
      backendRefs: list(obj({ ...backendFields, weight, filters: grpcFilters }), 'Where the call goes.'),
      sessionPersistence: any('Not used.'),
    }),
    'The rules.',
  ),
  useDefaultGateways: str('Not used.'),
});

export type GrpcRouteSpec = Infer<typeof grpcRoute>;
export type GrpcRule = NonNullable<GrpcRouteSpec['rules']>[number];
