import { any, bool, enumOf, int, list, obj, required, str } from '../dsl.ts';
import { backendFields } from './references.ts';

const header = obj({ name: required(str('Name.')), value: required(str('Value.')) });

const headerModifier = obj({
  set: list(header, 'Headers to overwrite.'),
  add: list(header, 'Headers to append.'),
  remove: list(str('Name.'), 'Headers to remove.'),
});

const pathModifier = obj(
  {
    type: required(enumOf(['ReplaceFullPath', 'ReplacePrefixMatch'], 'What is replaced.')),
    replaceFullPath: str('The new path.'),
    replacePrefixMatch: str('What stands in place of the matched prefix.'),
  },
  'The path.',
);

const types = [
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'RequestRedirect',
  'URLRewrite',
  'RequestMirror',
  'CORS',
  'ExternalAuth',
  'ExtensionRef',
] as const;

/** Those that a GRPCRoute may have: its resource definition knows no others. */
const grpcTypes = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'ExtensionRef'] as const;

const shared = {
  requestHeaderModifier: { ...headerModifier, doc: 'Changes to the request.' },
  responseHeaderModifier: { ...headerModifier, doc: 'Changes to the response.' },
  requestMirror: obj(
    {
      backendRef: required(obj(backendFields, 'Where the copy goes.')),
      percent: int('0 to 100.'),
      fraction: any('Share of requests.'),
    },
    'Where copies go.',
  ),
  extensionRef: any('Not used.'),
};

/** What a rule of a GRPCRoute does to calls and answers. */
export const grpcFilters = list(
  obj({ type: required(enumOf(grpcTypes, 'Kind of filter.')), ...shared }),
  'What is done to calls and answers.',
);

/** What a rule does to requests and responses. */
export const filters = list(
  obj({
    type: required(enumOf(types, 'Kind of filter.')),
    ...shared,
    requestRedirect: obj(
      {
        scheme: str('New scheme.'),
        hostname: str('New host.'),
        path: pathModifier,
        port: int('New port.'),
        statusCode: int('Status. Default 302.'),
      },
      'Answer with a redirect.',
    ),
    urlRewrite: obj({ hostname: str('New Host header.'), path: pathModifier }, 'Change the request before it goes on.'),
    cors: obj(
      {
        allowOrigins: list(str('Origin, with or without wildcard.'), 'Origins, of which one must match.'),
        allowCredentials: bool('Whether the browser may send credentials.'),
        allowMethods: list(str('HTTP method.'), 'Methods the browser may use.'),
        allowHeaders: list(str('Name.'), 'Headers the browser may send.'),
        exposeHeaders: list(str('Name.'), 'Headers the browser may read.'),
        maxAge: int('Seconds the browser may remember the answer.'),
      },
      'Cross-origin resource sharing.',
    ),
    externalAuth: any('Not used.'),
  }),
  'What is done to requests and responses.',
);
