import { pitfall, resource } from './lint.fixture.ts';

const from = (source: string) => resource('AuthorizationPolicy b/p', `{rules: [{from: [{source: {${source}}}]}]}`);
const to = (operation: string) => resource('AuthorizationPolicy b/p', `{rules: [{to: [{operation: {${operation}}}]}]}`);
const when = (condition: string) => resource('AuthorizationPolicy b/p', `{rules: [{when: [{${condition}}]}]}`);

pitfall(
  'spiffePrefix',
  [
    {
      what: 'a principal',
      yaml: [from('principals: ["spiffe://cluster.local/ns/a/sa/c"]')],
      at: 'spec.rules.0.from.0.source.principals.0',
      fix: ['spec: {rules: [{from: [{source: {principals: ["cluster.local/ns/a/sa/c"]}}]}]}'],
    },
    {
      what: 'a condition',
      yaml: [when('key: source.principal, values: ["spiffe://cluster.local/ns/a/sa/c"]')],
      at: 'spec.rules.0.when.0.values.0',
      fix: [],
    },
  ],
  [
    { what: 'without it', yaml: [from('principals: [cluster.local/ns/a/sa/c]')] },
    { what: 'a header that has it', yaml: [when('key: "request.headers[x]", values: ["spiffe://x"]')] },
  ],
);

pitfall(
  'methodCase',
  [
    {
      what: 'a method',
      yaml: [to('methods: [GET, post]')],
      at: 'spec.rules.0.to.0.operation.methods.1',
      fix: ['spec: {rules: [{to: [{operation: {methods: [GET, POST]}}]}]}'],
    },
    {
      what: 'a method that is not meant',
      yaml: [to('notMethods: [get]')],
      at: 'spec.rules.0.to.0.operation.notMethods.0',
      fix: [],
    },
  ],
  [
    { what: 'upper case', yaml: [to('methods: [GET, "P*", "*"]')] },
    { what: 'a path in lower case', yaml: [to('paths: [/get]')] },
  ],
);

const allow = (rule: string) => resource('AuthorizationPolicy b/p', `{rules: [${rule}]}`);
const deny = (rule: string) => resource('AuthorizationPolicy b/p', `{action: DENY, rules: [${rule}]}`);
const operation = (fields: string) => `{to: [{operation: {${fields}}}]}`;
const source = (fields: string) => `{from: [{source: {${fields}}}]}`;
const opAt = 'spec.rules.0.to.0.operation';
const srcAt = 'spec.rules.0.from.0.source';

pitfall(
  'starInside',
  [
    {
      what: 'a principal of any namespace',
      yaml: [from('principals: ["cluster.local/ns/*/sa/c"]')],
      at: `${srcAt}.principals.0`,
      fix: ['spec: {rules: [{from: [{source: {principals: ["*/sa/c"]}}]}]}'],
    },
    {
      what: 'a segment of a path',
      yaml: [to('paths: ["/a/*/b"]')],
      at: `${opAt}.paths.0`,
      fix: ['spec: {rules: [{to: [{operation: {paths: ["/a/{*}/b"]}}]}]}'],
    },
    { what: 'stars at both ends', yaml: [to('paths: ["*admin*"]')], at: `${opAt}.paths.0`, fix: null },
    { what: 'a host', yaml: [to('hosts: ["*.x.*"]')], at: `${opAt}.hosts.0`, fix: null },
    { what: 'two stars', yaml: [to('paths: ["/a/**"]')], at: `${opAt}.paths.0`, fix: null },
  ],
  [
    { what: 'at the start, at the end, alone', yaml: [to('paths: ["*/a", "/a/*", "*"]')] },
    { what: 'templates', yaml: [to('paths: ["/a/{*}/b", "/a/{**}"]')] },
    { what: 'a trust domain, which is expanded', yaml: [from('principals: ["cluster*/ns/a/sa/c"]')] },
    { what: 'namespaces, which take stars anywhere', yaml: [from('namespaces: ["a*b*c"]')] },
    { what: 'headers, which may hold stars', yaml: [when('key: "request.headers[accept]", values: ["*/*"]')] },
  ],
);

pitfall(
  'pathWithQuery',
  [
    {
      what: 'a query',
      yaml: [to('paths: ["/a?x=1"]')],
      at: `${opAt}.paths.0`,
      fix: ['spec: {rules: [{to: [{operation: {paths: ["/a"]}}]}]}'],
    },
    { what: 'a fragment', yaml: [to('notPaths: ["/a#x"]')], at: `${opAt}.notPaths.0`, fix: [] },
    { what: 'nothing before it', yaml: [to('paths: ["?x"]')], at: `${opAt}.paths.0`, fix: null },
  ],
  [
    { what: 'a plain path', yaml: [to('paths: ["/a"]')] },
    { what: 'the header :path, which has it', yaml: [when('key: "request.headers[:path]", values: ["/a?x"]')] },
  ],
);

pitfall(
  'pathWithoutSlash',
  [
    {
      what: 'exact',
      yaml: [to('paths: [admin]')],
      at: `${opAt}.paths.0`,
      fix: ['spec: {rules: [{to: [{operation: {paths: [/admin]}}]}]}'],
    },
    { what: 'a prefix', yaml: [to('paths: ["admin*"]')], at: `${opAt}.paths.0`, fix: [] },
  ],
  [
    { what: 'a suffix', yaml: [to('paths: ["*admin"]')] },
    { what: 'with a slash', yaml: [to('paths: ["/admin"]')] },
  ],
);

pitfall(
  'pathTrailingSlash',
  [
    {
      what: 'exact',
      yaml: [to('paths: [/admin/]')],
      at: `${opAt}.paths.0`,
      fix: ['spec: {rules: [{to: [{operation: {paths: [/admin/, /admin]}}]}]}'],
    },
  ],
  [
    { what: 'the root', yaml: [to('paths: [/]')] },
    { what: 'both', yaml: [to('paths: [/admin/, /admin]')] },
    { what: 'a prefix beside it', yaml: [to('paths: [/admin/, "/adm*"]')] },
    { what: 'an end', yaml: [to('paths: ["*/"]')] },
  ],
);

pitfall(
  'templateRefused',
  [
    {
      what: 'no slash',
      yaml: [to('paths: ["a/{*}"]')],
      at: `${opAt}.paths.0`,
      fix: ['spec: {rules: [{to: [{operation: {paths: ["/a/{*}"]}}]}]}'],
    },
    { what: 'two slashes', yaml: [to('paths: ["//a/{*}"]')], at: `${opAt}.paths.0`, fix: [] },
    { what: 'two at the end', yaml: [to('paths: ["/a/{*}//"]')], at: `${opAt}.paths.0`, fix: [] },
  ],
  [{ what: 'as Envoy wants it', yaml: [to('paths: ["/a/{*}/", "/{**}"]')] }],
);

pitfall(
  'hostWithPort',
  [
    {
      what: 'a port',
      yaml: [to('hosts: ["a.com:8080"]')],
      at: `${opAt}.hosts.0`,
      fix: ['spec: {rules: [{to: [{operation: {hosts: ["a.com:8080", a.com]}}]}]}'],
    },
  ],
  [
    { what: 'both', yaml: [to('hosts: ["a.com:8080", A.com]')] },
    { what: 'any port', yaml: [to('hosts: ["a.com:*"]')] },
  ],
);

pitfall(
  'hostByPort',
  [
    {
      what: 'DENY by a name',
      yaml: [deny(operation('hosts: [a.com], ports: ["8080"]'))],
      at: `${opAt}.hosts.0`,
      fix: ['spec: {action: DENY, rules: [{to: [{operation: {hosts: [a.com, a.com:*], ports: ["8080"]}}]}]}'],
    },
    { what: 'ALLOW but for a name', yaml: [allow(operation('notHosts: [a.com]'))], at: `${opAt}.notHosts.0`, fix: [] },
    { what: 'a wildcard', yaml: [deny(operation('hosts: ["*.a.com"]'))], at: `${opAt}.hosts.0`, fix: null },
  ],
  [
    { what: 'ALLOW by a name', yaml: [allow(operation('hosts: [a.com]'))] },
    { what: 'with any port', yaml: [deny(operation('hosts: [a.com, "a.com:*"]'))] },
    { what: 'a prefix', yaml: [deny(operation('hosts: ["a.com*"]'))] },
  ],
);

pitfall(
  'anyTokenTwice',
  [
    {
      what: 'two stars',
      yaml: [allow(source('requestPrincipals: ["*/*"]'))],
      at: `${srcAt}.requestPrincipals.0`,
      fix: ['spec: {rules: [{from: [{source: {requestPrincipals: ["*"]}}]}]}'],
    },
  ],
  [{ what: 'one star, or an issuer', yaml: [allow(source('requestPrincipals: ["*", "https://i.example/*"]'))] }],
);

pitfall(
  'issuerAlone',
  [
    {
      what: 'an issuer',
      yaml: [allow(source('requestPrincipals: ["https://i.example"]'))],
      at: `${srcAt}.requestPrincipals.0`,
      fix: ['spec: {rules: [{from: [{source: {requestPrincipals: ["https://i.example/*"]}}]}]}'],
    },
    {
      what: 'an issuer with a star',
      yaml: [when('key: request.auth.principal, values: ["https://i.example*"]')],
      at: 'spec.rules.0.when.0.values.0',
      fix: [],
    },
  ],
  [
    { what: 'with a subject', yaml: [allow(source('requestPrincipals: ["https://i.example/sub"]'))] },
    { what: 'an issuer that is no URL', yaml: [allow(source('requestPrincipals: ["issuer@example.com*"]'))] },
  ],
);

pitfall(
  'claimWithDot',
  [
    {
      what: 'a path with dots',
      yaml: [when('key: "request.auth.claims[realm.roles]", values: [x]')],
      at: 'spec.rules.0.when.0.key',
      fix: ['spec: {rules: [{when: [{key: "request.auth.claims[realm][roles]", values: [x]}]}]}'],
    },
  ],
  [
    { what: 'brackets', yaml: [when('key: "request.auth.claims[realm][roles]", values: [x]')] },
    { what: 'a URL', yaml: [when('key: "request.auth.claims[https://x.example/roles]", values: [x]')] },
  ],
);

pitfall(
  'claimOfWords',
  [
    {
      what: 'two words',
      yaml: [when('key: "request.auth.claims[scope]", values: ["read write"]')],
      at: 'spec.rules.0.when.0.values.0',
      fix: null,
    },
  ],
  [
    { what: 'one word', yaml: [when('key: "request.auth.claims[scope]", values: [read]')] },
    { what: 'another claim', yaml: [when('key: "request.auth.claims[name]", values: ["A B"]')] },
  ],
);

pitfall(
  'headerMayBeMissing',
  [
    {
      what: 'a header that must not be',
      yaml: [when('key: "request.headers[x-env]", notValues: [test]')],
      at: 'spec.rules.0.when.0.notValues',
      fix: ['spec: {rules: [{when: [{key: "request.headers[x-env]", notValues: [test], values: [ "*" ]}]}]}'],
    },
  ],
  [
    { what: 'asked for as well', yaml: [when('key: "request.headers[x-env]", values: ["*"], notValues: [test]')] },
    { what: 'it must be missing', yaml: [when('key: "request.headers[x-env]", notValues: ["*"]')] },
    { what: 'DENY', yaml: [deny('{when: [{key: "request.headers[x-env]", notValues: [test]}]}')] },
    { what: 'one that every request has', yaml: [when('key: "request.headers[:path]", notValues: [/x]')] },
  ],
);
