import { pitfall, resource } from './lint.fixture.ts';

const policy = (name: string, spec: string, annotations = '') =>
  resource(`AuthorizationPolicy b/${name}`, spec, annotations);
const getOnly = '{rules: [{to: [{operation: {ports: ["8080"]}}]}]}';

pitfall(
  'allowsNothing',
  [
    { what: 'no rules', yaml: [policy('p', '{}')], at: 'spec', fix: null },
    { what: 'an empty list', yaml: [policy('p', '{rules: []}')], at: 'spec.rules', fix: null },
  ],
  [
    { what: 'one empty rule', yaml: [policy('p', '{rules: [{}]}')] },
    { what: 'AUDIT', yaml: [policy('p', '{action: AUDIT}')] },
  ],
);

pitfall(
  'auditsNothing',
  [{ what: 'no rules', yaml: [policy('p', '{action: AUDIT}')], at: 'spec', fix: null }],
  [{ what: 'one empty rule', yaml: [policy('p', '{action: AUDIT, rules: [{}]}')] }],
);

pitfall(
  'matchesEverything',
  [
    { what: 'ALLOW', yaml: [policy('p', '{rules: [{}]}')], at: 'spec.rules.0', fix: null },
    {
      what: 'DENY, beside other rules',
      yaml: [policy('p', '{action: DENY, rules: [{from: [{source: {namespaces: [a]}}]}, {from: []}]}')],
      at: 'spec.rules.1',
      fix: null,
    },
  ],
  [
    { what: 'a rule that asks for something', yaml: [policy('p', getOnly)] },
    { what: 'a dry run', yaml: [policy('p', '{rules: [{}]}', '"istio.io/dry-run": "true"')] },
  ],
);

pitfall(
  'firstAllow',
  [
    { what: 'alone', yaml: [policy('p', getOnly)], at: 'spec.rules', fix: null },
    {
      what: 'beside a dry run',
      yaml: [policy('p', getOnly), policy('q', '{rules: [{}]}', '"istio.io/dry-run": "true"')],
      at: 'spec.rules',
      fix: null,
    },
  ],
  [
    { what: 'the second one', yaml: [policy('p', getOnly), policy('q', getOnly)] },
    { what: 'DENY', yaml: [policy('p', '{action: DENY, rules: [{from: [{source: {namespaces: [a]}}]}]}')] },
    { what: 'it allows everything', yaml: [policy('p', '{rules: [{}]}')] },
    { what: 'a dry run', yaml: [policy('p', getOnly, '"istio.io/dry-run": "true"')] },
  ],
);

pitfall(
  'allowedAnyway',
  [
    {
      what: 'beside one that allows everything',
      yaml: [policy('p', getOnly), policy('q', '{rules: [{}]}')],
      at: 'spec',
      fix: null,
    },
    {
      what: 'allow-nothing beside a mesh-wide allow',
      yaml: [policy('p', '{}'), resource('AuthorizationPolicy istio-system/q', '{rules: [{}]}')],
      at: 'spec',
      fix: null,
    },
  ],
  [
    {
      what: 'the other one is for other workloads',
      yaml: [policy('p', getOnly), resource('AuthorizationPolicy a/q', '{rules: [{}]}')],
    },
    {
      what: 'the other one is a dry run',
      yaml: [policy('p', getOnly), policy('q', '{rules: [{}]}', '"istio.io/dry-run": "true"')],
    },
    { what: 'the other one is DENY', yaml: [policy('p', getOnly), policy('q', '{action: DENY, rules: [{}]}')] },
  ],
);

pitfall(
  'deniedAnyway',
  [
    {
      what: 'ALLOW beside one that denies everything',
      yaml: [policy('p', getOnly), policy('q', '{action: DENY, rules: [{}]}')],
      at: 'spec',
      fix: null,
    },
  ],
  [
    { what: 'beside an ALLOW', yaml: [policy('p', getOnly), policy('q', '{rules: [{}]}')] },
    { what: 'the one that denies everything', yaml: [policy('q', '{action: DENY, rules: [{}]}')] },
  ],
);

pitfall(
  'dryRun',
  [
    {
      what: 'ALLOW',
      yaml: [policy('p', getOnly, '"istio.io/dry-run": "true"')],
      at: 'metadata.annotations.istio.io/dry-run',
      fix: null,
    },
  ],
  [
    { what: 'switched off', yaml: [policy('p', getOnly, '"istio.io/dry-run": "false"')] },
    { what: 'none', yaml: [policy('p', getOnly)] },
  ],
);

const custom = (name: string, provider: string) =>
  policy(name, `{action: CUSTOM, provider: {name: ${provider}}, rules: [{to: [{operation: {ports: ["8080"]}}]}]}`);
const providers = {
  extensionProviders: [
    { name: 'opa-http', envoyExtAuthzHttp: { service: 's.b.svc.cluster.local', port: 80 } },
    { name: 'other', envoyExtAuthzGrpc: { service: 's.b.svc.cluster.local', port: 80 } },
    { name: 'tracer', zipkin: { service: 'x', port: 1 } },
  ],
};

pitfall(
  'providerUnknown',
  [
    { what: 'nearly right', yaml: [custom('p', 'opa-htp')], mesh: providers, at: 'spec.provider.name', fix: [] },
    { what: 'MeshConfig has none', yaml: [custom('p', 'opa')], at: 'spec.provider.name', fix: null },
    {
      what: 'a provider of another kind',
      yaml: [custom('p', 'tracer')],
      mesh: providers,
      at: 'spec.provider.name',
      fix: null,
    },
  ],
  [{ what: 'one that is there', yaml: [custom('p', 'opa-http')], mesh: providers }],
);

pitfall(
  'severalProviders',
  [
    {
      what: 'two of one workload',
      yaml: [custom('p', 'opa-http'), custom('q', 'other')],
      mesh: providers,
      at: 'spec.provider.name',
      fix: null,
    },
  ],
  [
    { what: 'two policies, one provider', yaml: [custom('p', 'opa-http'), custom('q', 'opa-http')], mesh: providers },
    {
      what: 'of two workloads',
      yaml: [
        custom('p', 'opa-http'),
        resource('AuthorizationPolicy a/q', '{action: CUSTOM, provider: {name: other}, rules: [{}]}'),
      ],
      mesh: providers,
    },
  ],
);

const rules = (list: string) => policy('p', `{rules: [${list}]}`);
const to = (operation: string) => `{to: [{operation: {${operation}}}]}`;

pitfall(
  'ruleCovered',
  [
    {
      what: 'the same rule twice',
      yaml: [rules(`${to('methods: [GET]')}, ${to('methods: [GET]')}`)],
      at: 'spec.rules.1',
      fix: [],
    },
    {
      what: 'fewer methods on fewer paths',
      yaml: [rules(`${to('methods: [GET], paths: ["/a/b"]')}, ${to('paths: ["/a*"]')}`)],
      at: 'spec.rules.0',
      fix: [],
    },
    {
      what: 'a rule that matches everything',
      yaml: [rules(`${to('methods: [GET]')}, {}`)],
      at: 'spec.rules.0',
      fix: [],
    },
    {
      what: 'a narrower exception',
      yaml: [rules(`${to('notPaths: [/a]')}, ${to('notPaths: [/a, /b]')}`)],
      at: 'spec.rules.1',
      fix: [],
    },
  ],
  [
    { what: 'other methods', yaml: [rules(`${to('methods: [GET]')}, ${to('methods: [POST]')}`)] },
    { what: 'a wider exception', yaml: [rules(`${to('notPaths: [/a, /b]')}, ${to('notPaths: [/c]')}`)] },
    {
      what: 'another sender',
      yaml: [
        rules(`{from: [{source: {namespaces: [a]}}], to: [{operation: {methods: [GET]}}]}, ${to('methods: [POST]')}`),
      ],
    },
    {
      what: 'a condition more',
      yaml: [
        rules(
          `{to: [{operation: {methods: [GET]}}], when: [{key: source.ip, values: [10.0.0.1]}]}, ${to('methods: [POST]')}`,
        ),
      ],
    },
    {
      what: 'a star is not read as one in a template',
      yaml: [rules(`${to('paths: ["/a/{*}"]')}, ${to('paths: ["/a/b"]')}`)],
    },
  ],
);

const ports = (list: string) => policy('p', `{rules: [{to: [{operation: {ports: [${list}]}}]}]}`);
const at = 'spec.rules.0.to.0.operation.ports.0';

pitfall(
  'servicePortInRule',
  [
    {
      what: 'the port of the Service',
      yaml: [ports('"80"')],
      at,
      fix: ['spec: {rules: [{to: [{operation: {ports: ["8080"]}}]}]}'],
    },
    { what: 'both', yaml: [ports('"80", "8080"')], at, fix: null },
    {
      what: 'a condition',
      yaml: [policy('p', '{rules: [{when: [{key: destination.port, values: ["80"]}]}]}')],
      at: 'spec.rules.0.when.0.values.0',
      fix: [],
    },
  ],
  [
    { what: 'the port of the pod', yaml: [ports('"8080", "9000"')] },
    {
      what: 'the port of a Sidecar listener',
      yaml: [
        ports('"80"'),
        resource(
          'Sidecar b/x',
          '{ingress: [{port: {number: 80, protocol: HTTP, name: http}, defaultEndpoint: "127.0.0.1:8080"}]}',
        ),
      ],
    },
  ],
);

pitfall(
  'portUnused',
  [{ what: 'nobody’s port', yaml: [ports('"7777"')], at, fix: null }],
  [
    { what: 'a container’s', yaml: [ports('"8081"')] },
    { what: 'the Service’s, which is another matter', yaml: [ports('"80"')] },
  ],
);
