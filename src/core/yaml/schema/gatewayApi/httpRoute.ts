import { any, enumOf, type Infer, list, obj, required, str, duration } from '../dsl.ts';
import { filters } from './filters.ts';
import { backendFields, hostnames, parentRefs, weight } from './references.ts';

const value = (what: string) =>
  obj({
    type: enumOf(['Exact', 'RegularExpression'], 'How the value is compared. Default Exact.'),
    name: required(str(what)),
    value: required(str('Value.')),
  });

const match = obj({
  path: obj(
    {
      type: enumOf(['Exact', 'PathPrefix', 'RegularExpression'], 'How the path is compared. Default PathPrefix.'),
      value: str('Path. Default /.'),
    },
    'Path with query cut off.',
  ),
  headers: list(value('Name of the header.'), 'Headers, all of which must match.'),
  queryParams: list(value('Name of the parameter.'), 'Query parameters, all of which must match.'),
  method: str('HTTP method.'),
});

const rule = obj({
  name: str('Name of the rule.'),
  matches: list(match, 'Conditions, of which one must match. Absent: all requests.'),
  filters,
  backendRefs: list(obj({ ...backendFields, weight, filters }), 'Where the request goes.'),
  timeouts: obj(
    { request: duration('How long the answer may take.'), backendRequest: duration('How long one try may take.') },
    'Timeouts.',
  ),
  retry: any('When a request is tried again.'),
  sessionPersistence: any('Not used.'),
});

/** HTTPRoute (gateway.networking.k8s.io): routes of HTTP requests, at Gateways or for callers inside the mesh. */
export const kubernetesHttpRoute = obj({
  parentRefs,
  hostnames,
  rules: list(rule, 'The rules.'),
  useDefaultGateways: str('Not used.'),
});

export type HttpRouteSpec = Infer<typeof kubernetesHttpRoute>;
export type HttpRule = NonNullable<HttpRouteSpec['rules']>[number];
