import { bool, duration, enumOf, int, list, map, num, obj, required, str, uint } from './dsl.ts';

/** `exact`, `prefix` or `regex`. */
export const stringMatch = obj({
  exact: str('The whole value.'),
  prefix: str('How the value begins.'),
  regex: str('An RE2 expression for the whole value.'),
});

export const destination = obj(
  {
    host: required(str('Host of the service.')),
    subset: str('Subset of a DestinationRule.'),
    port: obj({ number: uint('Port number.') }, 'Port of the service.'),
  },
  'Where it goes.',
);

const headerOperations = obj({
  set: map(str('Value.'), 'Headers to overwrite.'),
  add: map(str('Value.'), 'Headers to append.'),
  remove: list(str('Name.'), 'Headers to remove.'),
});
const headers = obj(
  {
    request: { ...headerOperations, doc: 'Changes to the request.' },
    response: { ...headerOperations, doc: 'Changes to the response.' },
  },
  'Changes to headers.',
);

const match = obj({
  name: str('Name, in access logs.'),
  uri: { ...stringMatch, doc: 'Path with query cut off.' },
  scheme: { ...stringMatch, doc: 'URI scheme.' },
  method: { ...stringMatch, doc: 'HTTP method.' },
  authority: { ...stringMatch, doc: 'Host header.' },
  headers: map(stringMatch, 'Headers, by lower-case name. An empty match asks for presence.'),
  withoutHeaders: map(stringMatch, 'Headers that must not match.'),
  queryParams: map(stringMatch, 'Query parameters.'),
  port: uint('Port that was dialled.'),
  sourceLabels: map(str('Value.'), 'Labels of the client’s pod.'),
  sourceNamespace: str('Namespace of the client.'),
  gateways: list(str('Name of a gateway, or `mesh`.'), 'Gateways this match is for.'),
  ignoreUriCase: bool('Compare the path without regard to case.'),
  statPrefix: str('Prefix of statistics.'),
});

const routeDestination = obj({
  destination: required(destination),
  weight: int('Share of the traffic.'),
  headers,
});

const percent = obj({ value: num('0 to 100.') }, 'Share of requests.');

const fault = obj(
  {
    delay: obj(
      {
        percent: int('Deprecated.'),
        percentage: percent,
        fixedDelay: duration('How long to wait.'),
        exponentialDelay: duration('Not used.'),
      },
      'Wait before the request goes on.',
    ),
    abort: obj(
      {
        percentage: percent,
        httpStatus: int('Status to answer with.'),
        grpcStatus: str('gRPC status to answer with.'),
        http2Error: str('HTTP/2 error to answer with.'),
      },
      'Answer with an error.',
    ),
  },
  'Faults to inject, at the client.',
);

const redirect = obj(
  {
    uri: str('New path.'),
    prefixRewrite: str('New prefix where a prefix matched.'),
    authority: str('New host.'),
    port: uint('New port.'),
    derivePort: enumOf(['FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT'], 'Where the port comes from.'),
    scheme: str('New scheme.'),
    redirectCode: uint('Status. Default 301.'),
  },
  'Answer with a redirect.',
);

const directResponse = obj(
  {
    status: required(uint('Status.')),
    body: obj({ string: str('Text.'), bytes: str('Bytes, base64.') }, 'Body.'),
  },
  'Answer directly.',
);

const rewrite = obj(
  {
    uri: str('New path, or new prefix where a prefix matched.'),
    authority: str('New Host header.'),
    uriRegexRewrite: obj({ match: str('RE2 expression.'), rewrite: str('Replacement.') }, 'New path by expression.'),
  },
  'Change the request before it goes on.',
);

export const retries = obj(
  {
    attempts: int('Retries.'),
    perTryTimeout: duration('How long one try may take.'),
    retryOn: str('Conditions to retry on.'),
    retryRemoteLocalities: bool('Retry at other localities.'),
    retryIgnorePreviousHosts: bool('Retry at other hosts.'),
    backoff: duration('Shortest wait before a retry.'),
  },
  'When a request is tried again.',
);

const corsPolicy = obj(
  {
    allowOrigin: list(str('An origin.'), 'Deprecated.'),
    allowOrigins: list(stringMatch, 'Origins, of which one must match.'),
    allowMethods: list(str('HTTP method.'), 'Methods the browser may use.'),
    allowHeaders: list(str('Name.'), 'Headers the browser may send.'),
    exposeHeaders: list(str('Name.'), 'Headers the browser may read.'),
    maxAge: duration('How long the browser may remember the answer.'),
    allowCredentials: bool('Whether the browser may send credentials.'),
    unmatchedPreflights: enumOf(['UNSPECIFIED', 'FORWARD', 'IGNORE'], 'What becomes of preflights from other origins.'),
  },
  'Cross-origin resource sharing.',
);

export const httpRoute = obj({
  name: str('Name, in access logs.'),
  match: list(match, 'Conditions, of which one must match. Absent: all requests.'),
  route: list(routeDestination, 'Where the request goes.'),
  redirect,
  directResponse,
  delegate: obj({ name: str('Name.'), namespace: str('Namespace.') }, 'VirtualService that goes on from here.'),
  rewrite,
  timeout: duration('How long the answer may take.'),
  retries,
  fault,
  mirror: destination,
  mirrors: list(obj({ destination: required(destination), percentage: percent }), 'Where copies go.'),
  mirrorPercent: uint('Deprecated.'),
  mirror_percent: uint('Deprecated.'),
  mirrorPercentage: percent,
  corsPolicy,
  headers,
});
