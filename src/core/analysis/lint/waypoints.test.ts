import { mesh, namespace, pod, policy, selector, service, toService, use, waypoint } from './ambient.fixture.ts';
import { pitfall, resource } from './lint.fixture.ts';

pitfall(
  'waypointUnknown',
  [
    {
      what: 'not there, on a Service',
      yaml: [namespace(), pod(), service(use), waypoint('ww')],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: null,
    },
    {
      what: 'nearly right, with a slip',
      yaml: [namespace(), pod(), service('istio.io/use-waypoint: waypiont'), waypoint('waypoint')],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: ['metadata: {name: z, namespace: m, labels: {x: y, istio.io/use-waypoint: waypoint}}'],
    },
    {
      what: 'on a namespace, in another one',
      yaml: [namespace(use), pod(), service(), waypoint('w', 'b')],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: [
        'metadata: {name: m, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: w, istio.io/use-waypoint-namespace: b}}',
      ],
    },
    {
      what: 'on a pod',
      yaml: [namespace(), pod('istio.io/use-waypoint: nobody'), service()],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: null,
    },
  ],
  [
    { what: 'it is there', yaml: mesh },
    { what: 'opted out', yaml: [namespace(use), pod(), service('istio.io/use-waypoint: none')] },
  ],
);

const elsewhere = `${use}, istio.io/use-waypoint-namespace: b`;
pitfall(
  'waypointDenies',
  [
    {
      what: 'a waypoint for its own namespace',
      yaml: [namespace(), pod(), service(elsewhere), waypoint('w', 'b')],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: [],
    },
    {
      what: 'a waypoint that says so',
      yaml: [
        namespace(),
        pod(),
        service(elsewhere),
        waypoint('w', 'b', '', ', allowedRoutes: {namespaces: {from: Same}}'),
      ],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: null,
    },
  ],
  [
    {
      what: 'a waypoint for all',
      yaml: [
        namespace(),
        pod(),
        service(elsewhere),
        waypoint('w', 'b', '', ', allowedRoutes: {namespaces: {from: All}}'),
      ],
    },
  ],
);

const forPods = 'istio.io/waypoint-for: workload';
pitfall(
  'waypointOtherTraffic',
  [
    {
      what: 'a Service, and a waypoint for pods',
      yaml: [namespace(), pod(), service(use), waypoint('w', 'm', forPods)],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: ['metadata: {name: w, namespace: m, labels: {x: y, istio.io/waypoint-for: all}}'],
    },
    {
      what: 'a pod, and a waypoint for Services',
      yaml: [namespace(), pod(use), service(), waypoint()],
      at: 'metadata.labels.istio.io/use-waypoint',
      fix: ['metadata: {name: w, namespace: m, labels: {x: y, istio.io/waypoint-for: all}}'],
    },
  ],
  [
    { what: 'a Service, and a waypoint for Services', yaml: mesh },
    { what: 'a namespace, whose Services it takes', yaml: [namespace(use), pod(), service(), waypoint()] },
  ],
);

const only = (principal: string): string => `{${selector}, rules: [{from: [{source: {principals: [${principal}]}}]}]}`;
pitfall(
  'waypointShutOut',
  [
    {
      what: 'an ALLOW policy for real callers',
      yaml: [...mesh, policy(only('cluster.local/ns/a/sa/c'))],
      at: 'spec',
      fix: [],
    },
    { what: 'one that allows nothing', yaml: [...mesh, policy('{}')], at: 'spec', fix: [] },
    {
      what: 'one of the whole mesh',
      yaml: [...mesh, resource('AuthorizationPolicy istio-system/p', '{}')],
      at: 'spec',
      fix: null,
    },
  ],
  [
    { what: 'the waypoint may come in', yaml: [...mesh, policy(only('cluster.local/ns/m/sa/w'))] },
    { what: 'no waypoint', yaml: [namespace(), pod(), service(), policy(only('cluster.local/ns/a/sa/c'))] },
    { what: 'at the waypoint itself', yaml: [...mesh, policy(`{${toService}}`)] },
    {
      what: 'a DENY policy',
      yaml: [...mesh, policy(`{${selector}, action: DENY, rules: [{to: [{operation: {ports: ["1"]}}]}]}`)],
    },
  ],
);

const deny = (rule: string, at = selector): string => `{${at === '' ? '' : `${at}, `}action: DENY, rules: [${rule}]}`;
pitfall(
  'denyBehindWaypoint',
  [
    {
      what: 'callers by namespace',
      yaml: [...mesh, policy(deny('{from: [{source: {namespaces: [a]}}]}'))],
      at: 'spec.rules.0.from.0.source.namespaces',
      fix: [],
    },
    {
      what: 'for the whole namespace',
      yaml: [...mesh, policy(deny('{when: [{key: source.principal, values: [x]}]}', ''))],
      at: 'spec.rules.0.when.0.values',
      fix: null,
    },
  ],
  [
    { what: 'at the waypoint', yaml: [...mesh, policy(deny('{from: [{source: {namespaces: [a]}}]}', toService))] },
    { what: 'by port alone', yaml: [...mesh, policy(deny('{to: [{operation: {ports: ["8080"]}}]}'))] },
    {
      what: 'without a waypoint',
      yaml: [namespace(), pod(), service(), policy(deny('{from: [{source: {namespaces: [a]}}]}'))],
    },
  ],
);

const reads = `{${toService}, rules: [{to: [{operation: {methods: [GET]}}]}]}`;
pitfall(
  'waypointPassedBy',
  [
    {
      what: 'pods without a policy of their own',
      yaml: [...mesh, policy(reads)],
      at: 'spec.targetRefs',
      fix: ['name: z-by-waypoint'],
    },
    {
      what: 'bound to the waypoint as a whole',
      yaml: [...mesh, policy('{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: w}]}')],
      at: 'spec.targetRefs',
      fix: ['name: z-by-waypoint'],
    },
  ],
  [
    {
      what: 'pods that let in the waypoint alone',
      yaml: [...mesh, policy(reads), resource('AuthorizationPolicy m/q', only('cluster.local/ns/m/sa/w'))],
    },
    { what: 'a policy that nobody enforces', yaml: [namespace(), pod(), service(), policy(reads)] },
    {
      what: 'sidecars',
      yaml: [resource('AuthorizationPolicy b/p', '{targetRefs: [{group: "", kind: Service, name: s}]}')],
    },
  ],
);

const ingress =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: door, namespace: m}\nspec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}';
const route = (parent: string): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: m}\nspec: {parentRefs: [${parent}], rules: [{backendRefs: [{name: z, port: 80}]}]}`;
const classic =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: in, namespace: m, labels: {istio: ingressgateway}}\nspec: {containers: [{name: istio-proxy}]}';
const virtual = resource(
  'VirtualService m/v',
  '{hosts: [z.example], gateways: [m/door], http: [{route: [{destination: {host: z.m.svc.cluster.local}}]}]}',
);
pitfall(
  'gatewayPastWaypoint',
  [
    {
      what: 'an HTTPRoute of a gateway',
      yaml: [...mesh, policy(reads), ingress, route('{name: door}')],
      at: 'metadata.name',
      fix: [
        'metadata: {name: z, namespace: m, labels: {x: y, istio.io/use-waypoint: w, istio.io/ingress-use-waypoint: "true"}}',
      ],
    },
    {
      what: 'a VirtualService of a gateway',
      yaml: [...mesh, policy(reads), classic, virtual],
      at: 'metadata.name',
      fix: [
        'metadata: {name: z, namespace: m, labels: {x: y, istio.io/use-waypoint: w, istio.io/ingress-use-waypoint: "true"}}',
      ],
    },
  ],
  [
    {
      what: 'a Service that is labelled',
      yaml: [
        namespace(),
        pod(),
        service(`${use}, istio.io/ingress-use-waypoint: "true"`),
        waypoint(),
        policy(reads),
        ingress,
        route('{name: door}'),
      ],
    },
    {
      what: 'a route inside the mesh',
      yaml: [...mesh, policy(reads), ingress, route('{group: "", kind: Service, name: z}')],
    },
    { what: 'nothing to miss', yaml: [...mesh, ingress, route('{name: door}')] },
  ],
);

const from = (peer: string, ports = ''): string =>
  resource('NetworkPolicy m/n', `{podSelector: {matchLabels: {app: zone}}, ingress: [{from: [${peer}]${ports}}]}`);
pitfall(
  'waypointOutsideNetwork',
  [
    {
      what: 'the pods of callers alone',
      yaml: [...mesh, from('{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: a}}}')],
      at: 'spec.ingress.0.from',
      fix: [],
    },
    {
      what: 'on the port of tunnels',
      yaml: [...mesh, from('{podSelector: {matchLabels: {app: client}}}', ', ports: [{port: 15008}]')],
      at: 'spec.ingress.0.from',
      fix: [],
    },
  ],
  [
    { what: 'all pods of the namespace', yaml: [...mesh, from('{podSelector: {}}')] },
    {
      what: 'a port that shuts every tunnel',
      yaml: [...mesh, from('{podSelector: {matchLabels: {app: client}}}', ', ports: [{port: 8080}]')],
    },
    { what: 'no waypoint', yaml: [namespace(), pod(), service(), from('{podSelector: {matchLabels: {app: client}}}')] },
  ],
);
