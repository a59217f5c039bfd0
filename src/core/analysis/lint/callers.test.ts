import { pitfall, resource } from './lint.fixture.ts';

const allow = (rule: string) => resource('AuthorizationPolicy b/p', `{rules: [${rule}]}`);
const deny = (rule: string) => resource('AuthorizationPolicy b/p', `{action: DENY, rules: [${rule}]}`);
const source = (fields: string) => `{from: [{source: {${fields}}}]}`;
const at = 'spec.rules.0.from.0.source';
const mode = (word: string) => resource('PeerAuthentication b/mode', `{mtls: {mode: ${word}}}`);

pitfall(
  'denyMissesPlaintext',
  [
    {
      what: 'by namespace, and nothing says STRICT',
      yaml: [deny(source('namespaces: [a]'))],
      at: `${at}.namespaces`,
      fix: ['kind: PeerAuthentication', 'mode: STRICT', 'app: server'],
    },
    {
      what: 'PERMISSIVE of the namespace',
      yaml: [deny(source('principals: ["*/sa/c"]')), mode('PERMISSIVE')],
      at: `${at}.principals`,
      fix: ['spec: {mtls: {mode: STRICT}}'],
    },
  ],
  [
    { what: 'STRICT', yaml: [deny(source('namespaces: [a]')), mode('STRICT')] },
    { what: 'everybody but', yaml: [deny(source('notNamespaces: [a]'))] },
    { what: 'by address', yaml: [deny(source('ipBlocks: [10.0.0.0/8]'))] },
    { what: 'ALLOW', yaml: [allow(source('namespaces: [a]'))] },
  ],
);

pitfall(
  'plaintextAdmitted',
  [
    {
      what: 'all but a namespace',
      yaml: [allow(source('notNamespaces: [a]'))],
      at: `${at}.notNamespaces`,
      fix: ['kind: PeerAuthentication'],
    },
    {
      what: 'a condition',
      yaml: [allow('{when: [{key: source.principal, notValues: ["*/sa/c"]}]}')],
      at: 'spec.rules.0.when.0.notValues',
      fix: [],
    },
  ],
  [
    { what: 'STRICT', yaml: [allow(source('notNamespaces: [a]')), mode('STRICT')] },
    { what: 'an identity is asked for as well', yaml: [allow(source('principals: ["*"], notNamespaces: [a]'))] },
    { what: 'an address is asked for as well', yaml: [allow(source('ipBlocks: [10.0.0.0/8], notNamespaces: [a]'))] },
    { what: 'DENY', yaml: [deny(source('notNamespaces: [a]'))] },
  ],
);

pitfall(
  'identityNeverThere',
  [
    {
      what: 'DISABLE',
      yaml: [allow(source('namespaces: [a]')), mode('DISABLE')],
      at: `${at}.namespaces`,
      fix: ['spec: {mtls: {mode: STRICT}}'],
    },
  ],
  [
    { what: 'PERMISSIVE', yaml: [allow(source('namespaces: [a]'))] },
    {
      what: 'another sender needs none',
      yaml: [allow('{from: [{source: {namespaces: [a]}}, {source: {ipBlocks: [10.0.0.0/8]}}]}'), mode('DISABLE')],
    },
  ],
);

const jwt = resource(
  'RequestAuthentication b/jwt',
  '{selector: {matchLabels: {app: server}}, jwtRules: [{issuer: "https://i.example", jwks: \'{"keys":[]}\'}]}',
);

pitfall(
  'tokenNotRequired',
  [
    {
      what: 'no policy at all',
      yaml: [jwt],
      at: 'spec.jwtRules',
      fix: ['kind: AuthorizationPolicy', 'action: DENY', 'ports: ["8080", "8081"]'],
    },
    {
      what: 'policies about other things',
      yaml: [jwt, allow(source('namespaces: [a]'))],
      at: 'spec.jwtRules',
      fix: [],
    },
    {
      what: 'a policy in a dry run',
      yaml: [
        jwt,
        resource(
          'AuthorizationPolicy b/p',
          `{rules: [${source('requestPrincipals: ["*"]')}]}`,
          '"istio.io/dry-run": "true"',
        ),
      ],
      at: 'spec.jwtRules',
      fix: [],
    },
  ],
  [
    { what: 'an ALLOW that asks for one', yaml: [jwt, allow(source('requestPrincipals: ["*"]'))] },
    { what: 'a DENY of those without', yaml: [jwt, deny(source('notRequestPrincipals: ["*"]'))] },
    { what: 'a claim', yaml: [jwt, allow('{when: [{key: "request.auth.claims[x]", values: [y]}]}')] },
    { what: 'no rules', yaml: [resource('RequestAuthentication b/jwt', '{}')] },
  ],
);

pitfall(
  'tokenNeverChecked',
  [
    { what: 'an ALLOW', yaml: [allow(source('requestPrincipals: ["*"]'))], at: `${at}.requestPrincipals`, fix: null },
    {
      what: 'a DENY',
      yaml: [deny(source('notRequestPrincipals: ["*"]'))],
      at: `${at}.notRequestPrincipals`,
      fix: null,
    },
  ],
  [{ what: 'with a RequestAuthentication', yaml: [jwt, allow(source('requestPrincipals: ["*"]'))] }],
);

pitfall(
  'issuerUnknown',
  [
    {
      what: 'a slash too many',
      yaml: [jwt, allow(source('requestPrincipals: ["https://i.example//x"]'))],
      at: `${at}.requestPrincipals.0`,
      fix: ['spec: {rules: [{from: [{source: {requestPrincipals: ["https://i.example/x"]}}]}]}'],
    },
    {
      what: 'another one',
      yaml: [jwt, allow(source('requestPrincipals: ["https://else.example/*"]'))],
      at: `${at}.requestPrincipals.0`,
      fix: [],
    },
  ],
  [
    {
      what: 'the one that is configured, or any',
      yaml: [jwt, allow(source('requestPrincipals: ["https://i.example/*", "*"]'))],
    },
    {
      what: 'any issuer is taken',
      yaml: [
        resource('RequestAuthentication b/jwt', '{jwtRules: [{jwksUri: "https://i.example/keys"}]}'),
        allow(source('requestPrincipals: ["https://else.example/*"]')),
      ],
    },
  ],
);

pitfall(
  'addressFromHeader',
  [{ what: 'at a sidecar', yaml: [allow(source('remoteIpBlocks: [9.9.9.9]'))], at: `${at}.remoteIpBlocks`, fix: null }],
  [{ what: 'the address of the connection', yaml: [allow(source('ipBlocks: [9.9.9.9]'))] }],
);
