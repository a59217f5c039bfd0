import { pitfall, resource } from './lint.fixture.ts';

const policy = (spec: string) => resource('AuthorizationPolicy b/p', spec);
const s = 'selector: {matchLabels: {app: server}}';

pitfall(
  'ruleLostOnTcp',
  [
    {
      what: 'methods, and one of the ports is TCP',
      yaml: [policy(`{${s}, rules: [{to: [{operation: {methods: [GET]}}]}]}`)],
      at: 'spec.rules.0.to.0.operation.methods',
      fix: null,
    },
    {
      what: 'a claim, for the TCP port alone',
      yaml: [
        policy(
          `{${s}, rules: [{to: [{operation: {ports: ["9000"]}}], when: [{key: "request.auth.claims[x]", values: [y]}]}]}`,
        ),
      ],
      at: 'spec.rules.0.when.0.values',
      fix: null,
    },
  ],
  [
    {
      what: 'limited to the HTTP port',
      yaml: [policy(`{${s}, rules: [{to: [{operation: {methods: [GET], ports: ["8080"]}}]}]}`)],
    },
    {
      what: 'but for the TCP port',
      yaml: [policy(`{${s}, rules: [{to: [{operation: {methods: [GET], notPorts: ["9000"]}}]}]}`)],
    },
    { what: 'no HTTP field', yaml: [policy(`{${s}, rules: [{from: [{source: {namespaces: [a]}}]}]}`)] },
    {
      what: 'DENY, which is another matter',
      yaml: [policy(`{${s}, action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}`)],
    },
    {
      what: 'a workload without TCP ports',
      yaml: [resource('AuthorizationPolicy a/p', '{rules: [{to: [{operation: {methods: [GET]}}]}]}')],
    },
    {
      what: 'a workload without a proxy',
      yaml: [resource('AuthorizationPolicy legacy/p', '{rules: [{to: [{operation: {methods: [GET]}}]}]}')],
    },
  ],
);

pitfall(
  'ruleWidenedOnTcp',
  [
    {
      what: 'DENY by method',
      yaml: [policy(`{${s}, action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}`)],
      at: 'spec.rules.0.to.0.operation.methods',
      fix: [`spec: {${s}, action: DENY, rules: [{to: [{operation: {methods: [GET], ports: [ "8080", "8081" ]}}]}]}`],
    },
    {
      what: 'the recipe against requests without a token',
      yaml: [policy(`{${s}, action: DENY, rules: [{from: [{source: {notRequestPrincipals: ["*"]}}]}]}`)],
      at: 'spec.rules.0.from.0.source.notRequestPrincipals',
      fix: [],
    },
    {
      what: 'AUDIT by a header',
      yaml: [policy(`{${s}, action: AUDIT, rules: [{when: [{key: "request.headers[x]", values: [y]}]}]}`)],
      at: 'spec.rules.0.when.0.values',
      fix: [],
    },
  ],
  [
    {
      what: 'limited to the HTTP port',
      yaml: [policy(`{${s}, action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["8080"]}}]}]}`)],
    },
    {
      what: 'a condition on the port',
      yaml: [
        policy(
          `{${s}, action: DENY, rules: [{to: [{operation: {methods: [GET]}}], when: [{key: destination.port, values: ["8080"]}]}]}`,
        ),
      ],
    },
    { what: 'no HTTP field', yaml: [policy(`{${s}, action: DENY, rules: [{from: [{source: {namespaces: [x]}}]}]}`)] },
  ],
);

pitfall(
  'splitRule',
  [
    {
      what: 'senders, then operations',
      yaml: [
        'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p, namespace: b}\nspec:\n  rules:\n    - from:\n        - source: {namespaces: [a]}\n    - to:\n        - operation: {ports: ["8080"]}\n',
      ],
      at: 'spec.rules.1',
      fix: ['to:', '- - to:'],
    },
    {
      what: 'senders, then conditions',
      yaml: [
        policy('{rules: [{from: [{source: {namespaces: [a]}}]}, {when: [{key: source.ip, values: [10.0.0.0/8]}]}]}'),
      ],
      at: 'spec.rules.1',
      fix: [],
    },
  ],
  [
    {
      what: 'one rule of both',
      yaml: [policy('{rules: [{from: [{source: {namespaces: [a]}}], to: [{operation: {ports: ["8080"]}}]}]}')],
    },
    {
      what: 'two rules of senders',
      yaml: [policy('{rules: [{from: [{source: {namespaces: [a]}}]}, {from: [{source: {namespaces: [b]}}]}]}')],
    },
    {
      what: 'the second is whole',
      yaml: [
        policy(
          '{rules: [{from: [{source: {namespaces: [a]}}]}, {from: [{source: {namespaces: [b]}}], to: [{operation: {ports: ["8080"]}}]}]}',
        ),
      ],
    },
  ],
);
