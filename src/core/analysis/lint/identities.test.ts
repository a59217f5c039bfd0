import { pitfall, resource } from './lint.fixture.ts';

const from = (source: string) => resource('AuthorizationPolicy b/p', `{rules: [{from: [{source: {${source}}}]}]}`);
const when = (key: string, value: string) =>
  resource('AuthorizationPolicy b/p', `{rules: [{when: [{key: ${key}, values: ["${value}"]}]}]}`);
const at = 'spec.rules.0.from.0.source';

pitfall(
  'accountUnknown',
  [
    {
      what: 'the name of the app for that of the account, in a namespace that has it',
      yaml: [from('principals: [cluster.local/ns/legacy/sa/c]')],
      at: `${at}.principals.0`,
      fix: ['spec: {rules: [{from: [{source: {principals: [cluster.local/ns/a/sa/c]}}]}]}'],
    },
    {
      what: 'a slip of the finger',
      yaml: [
        'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: frontend, namespace: a}',
        from('serviceAccounts: [a/frontnd]'),
      ],
      at: `${at}.serviceAccounts.0`,
      fix: ['spec: {rules: [{from: [{source: {serviceAccounts: [a/frontend]}}]}]}'],
    },
    {
      what: 'nothing is near',
      yaml: [from('principals: ["*/ns/a/sa/elsewhere"]')],
      at: `${at}.principals.0`,
      fix: null,
    },
    { what: 'a condition', yaml: [when('source.serviceAccount', 'a/s')], at: 'spec.rules.0.when.0.values.0', fix: [] },
    {
      what: 'a bare name means the namespace of the policy',
      yaml: [from('serviceAccounts: [c]')],
      at: `${at}.serviceAccounts.0`,
      fix: [],
    },
  ],
  [
    { what: 'one that a workload runs as', yaml: [from('principals: [cluster.local/ns/a/sa/c]')] },
    {
      what: 'one that is only written',
      yaml: [
        'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: job, namespace: a}',
        from('principals: [cluster.local/ns/a/sa/job]'),
      ],
    },
    { what: 'stars', yaml: [from('principals: ["cluster.local/ns/a/*", "*/sa/x", "cluster.local/ns/a/sa/x*"]')] },
    {
      what: 'a virtual machine’s',
      yaml: [
        'apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata: {name: r, namespace: a}\nspec: {address: 1.2.3.4, serviceAccount: vm}',
        from('principals: [cluster.local/ns/a/sa/vm]'),
      ],
    },
  ],
);

pitfall(
  'namespaceUnknown',
  [
    {
      what: 'nearly right',
      yaml: [from('namespaces: [legcy]')],
      at: `${at}.namespaces.0`,
      fix: ['spec: {rules: [{from: [{source: {namespaces: [legacy]}}]}]}'],
    },
    { what: 'nothing is near', yaml: [from('notNamespaces: [production]')], at: `${at}.notNamespaces.0`, fix: null },
    {
      what: 'the near one is there already',
      yaml: [from('namespaces: [legacy, legcy]')],
      at: `${at}.namespaces.1`,
      fix: null,
    },
  ],
  [{ what: 'one that is there, or a pattern', yaml: [from('namespaces: [a, "prod-*"]')] }],
);

pitfall(
  'namespaceSpill',
  [{ what: 'an end of /sa', yaml: [from('namespaces: ["*sa"]')], at: `${at}.namespaces.0`, fix: null }],
  [{ what: 'an end that namespaces alone have', yaml: [from('namespaces: ["*-a", "*b"]')] }],
);

const td1 = { trustDomain: 'td1' };
pitfall(
  'trustDomainUnknown',
  [
    {
      what: 'a foreign one',
      yaml: [from('principals: [other/ns/a/sa/c]')],
      at: `${at}.principals.0`,
      fix: ['spec: {rules: [{from: [{source: {principals: [cluster.local/ns/a/sa/c]}}]}]}'],
    },
    {
      what: 'cluster.local with a star for the account, under another name',
      yaml: [from('principals: ["cluster.local/ns/a/*"]')],
      mesh: td1,
      at: `${at}.principals.0`,
      fix: ['spec: {rules: [{from: [{source: {principals: ["td1/ns/a/*"]}}]}]}'],
    },
  ],
  [
    { what: 'the own one', yaml: [from('principals: [td1/ns/a/sa/c]')], mesh: td1 },
    {
      what: 'cluster.local in a whole principal, under another name',
      yaml: [from('principals: [cluster.local/ns/a/sa/c]')],
      mesh: td1,
    },
    { what: 'an alias', yaml: [from('principals: [old/ns/a/sa/c]')], mesh: { ...td1, trustDomainAliases: ['old'] } },
    {
      what: 'one that is accepted for its certificates',
      yaml: [from('principals: [other/ns/a/sa/c]')],
      mesh: { caCertificates: [{ pem: 'x', trustDomains: ['other'] }] },
    },
    { what: 'any', yaml: [from('principals: ["*/ns/a/sa/c"]')] },
  ],
);
