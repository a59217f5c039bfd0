import { pitfall, resource } from './lint.fixture.ts';

const allowAll = 'rules: [{}]';
const policy = (place: string, labels: string) =>
  resource(
    `AuthorizationPolicy ${place}` as `AuthorizationPolicy ${string}/${string}`,
    `{selector: {matchLabels: {${labels}}}, ${allowAll}}`,
  );

pitfall(
  'selectorMatchesNothing',
  [
    {
      what: 'a value that is nearly right',
      yaml: [policy('b/p', 'app: sever')],
      at: 'spec.selector.matchLabels',
      fix: ['spec: {selector: {matchLabels: {app: server}}, rules: [{}]}'],
    },
    {
      what: 'the only workload of the namespace',
      yaml: [policy('b/p', 'role: web')],
      at: 'spec.selector.matchLabels',
      fix: ['spec: {selector: {matchLabels: { app: server }}, rules: [{}]}'],
    },
    {
      what: 'the value stands under another key',
      yaml: [policy('b/p', 'name: server')],
      at: 'spec.selector.matchLabels',
      fix: ['spec: {selector: {matchLabels: {app: server}}, rules: [{}]}'],
    },
    {
      what: 'a label too many',
      yaml: [policy('b/p', 'app: server, track: canary')],
      at: 'spec.selector.matchLabels',
      fix: ['spec: {selector: {matchLabels: {app: server}}, rules: [{}]}'],
    },
    {
      what: 'in the whole mesh nothing is alike',
      yaml: [policy('istio-system/p', 'role: web')],
      at: 'spec.selector.matchLabels',
      fix: null,
    },
    {
      what: 'a NetworkPolicy',
      yaml: [resource('NetworkPolicy b/p', '{podSelector: {matchLabels: {app: serve}}}')],
      at: 'spec.podSelector.matchLabels',
      fix: ['spec: {podSelector: {matchLabels: {app: server}}}'],
    },
    {
      what: 'a Sidecar',
      yaml: [resource('Sidecar a/p', '{workloadSelector: {labels: {app: clint}}, egress: [{hosts: ["*/*"]}]}')],
      at: 'spec.workloadSelector.labels',
      fix: [],
    },
  ],
  [
    { what: 'a selector that matches', yaml: [policy('b/p', 'app: server')] },
    { what: 'no selector', yaml: [resource('AuthorizationPolicy b/p', `{${allowAll}}`)] },
    { what: 'a policy of the root namespace that matches somewhere', yaml: [policy('istio-system/p', 'app: client')] },
    {
      what: 'pods of a kind that is not simulated',
      yaml: [
        policy('b/p', 'app: rolled'),
        'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r, namespace: b}\nspec: {template: {metadata: {labels: {app: rolled}}}}',
      ],
    },
    {
      what: 'a virtual machine',
      yaml: [
        policy('b/p', 'app: vm'),
        'apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata: {name: r, namespace: b}\nspec: {address: 1.2.3.4, labels: {app: vm}}',
      ],
    },
    {
      what: 'with target refs the selector does not count',
      yaml: [resource('AuthorizationPolicy b/p', '{targetRefs: [{kind: Service, name: s}], rules: [{}]}')],
    },
  ],
);

pitfall(
  'selectorInOtherNamespace',
  [
    {
      what: 'a policy beside its client',
      yaml: [policy('a/p', 'app: server')],
      at: 'spec.selector.matchLabels',
      fix: ['metadata: {name: p, namespace: b}'],
    },
    {
      what: 'a NetworkPolicy',
      yaml: [resource('NetworkPolicy a/p', '{podSelector: {matchLabels: {app: server}}}')],
      at: 'spec.podSelector.matchLabels',
      fix: ['metadata: {name: p, namespace: b}'],
    },
  ],
  [
    { what: 'in its own namespace', yaml: [policy('b/p', 'app: server')] },
    { what: 'in the root namespace', yaml: [policy('istio-system/p', 'app: server')] },
  ],
);

const strict = (place: 'istio-system/p' | 'b/p', labels: string) =>
  resource(`PeerAuthentication ${place}`, `{selector: {matchLabels: {${labels}}}, mtls: {mode: STRICT}}`);

pitfall(
  'rootSelectorIgnored',
  [
    {
      what: 'workloads of one namespace',
      yaml: [strict('istio-system/p', 'app: server')],
      at: 'spec.selector',
      fix: ['metadata: {name: p, namespace: b}'],
    },
    { what: 'workloads of none', yaml: [strict('istio-system/p', 'app: nobody')], at: 'spec.selector', fix: null },
  ],
  [
    { what: 'without selector', yaml: [resource('PeerAuthentication istio-system/p', '{mtls: {mode: STRICT}}')] },
    { what: 'in another namespace', yaml: [strict('b/p', 'app: server')] },
    {
      what: 'where the root namespace is another one',
      yaml: [strict('istio-system/p', 'app: server')],
      mesh: { rootNamespace: 'root' },
    },
  ],
);

const twin =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: twin, namespace: a, labels: {app: server}}\nspec: {containers: [{name: app}]}';

pitfall(
  'rootSelectorEverywhere',
  [
    {
      what: 'two namespaces have such pods',
      yaml: [policy('istio-system/p', 'app: server'), twin],
      at: 'spec.selector',
      fix: null,
    },
  ],
  [
    { what: 'one has', yaml: [policy('istio-system/p', 'app: server')] },
    { what: 'in another namespace', yaml: [policy('b/p', 'app: server'), twin] },
  ],
);
