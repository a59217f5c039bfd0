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
