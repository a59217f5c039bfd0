import type { Lesson } from './lesson.ts';

const gateway = (namespace: string): string =>
  `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: ${namespace} }
spec:
  gatewayClassName: istio-waypoint
  listeners: [{ name: mesh, port: 15008, protocol: HBONE }]
`;
const label = (namespace: string, more = ''): string =>
  `metadata: { name: ${namespace}, labels: { istio.io/dataplane-mode: ambient${more} } }`;
const useWaypoint = ', istio.io/use-waypoint: waypoint';
/** A namespace that gets a waypoint: its label, and the Gateway behind it. */
const withWaypoint = (namespace: string, file?: string) => ({
  ...(file === undefined ? {} : { file }),
  find: `${label(namespace)}\n`,
  replace: `${label(namespace, useWaypoint)}\n${gateway(namespace)}`,
});
const toService = (name: string): string => `targetRefs: [{ group: "", kind: Service, name: ${name} }]`;
const bySelector = (app: string): string => `selector: { matchLabels: { app: ${app} } }`;
const onlyTheWaypoint = `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: by-the-waypoint, namespace: payments }
spec:
  selector: { matchLabels: { app: backend } }
  rules:
    - from: [{ source: { principals: [cluster.local/ns/payments/sa/waypoint] } }]
`;
const moved = (namespace: string) => ({
  file: 'workloads.yaml',
  find: `metadata: { name: ${namespace}, labels: { istio-injection: enabled } }`,
  replace: label(namespace),
});

/** What changes without sidecars. */
export const ambient: readonly Lesson[] = [
  {
    id: 'ambient-l7-without-a-waypoint',
    title: 'Ambient: an L7 rule without a waypoint',
    idea: 'What becomes of rules about HTTP where nobody reads HTTP.',
    watch: {
      mesh: 'ambient-ztunnel-alone',
      request: 'frontend-reviews',
      cut: 'shop/reviews/ztunnel-inbound/rbac-allow',
      caption:
        '**shop** is in ambient mode: no sidecars, a ztunnel on each node, and no waypoint. The policy of **reviews** lets **frontend** in with the method GET. frontend sends a GET.',
      question: 'The rule names the caller and the method. Does frontend get in?',
      answers: [
        { verdict: 'allowed', text: 'it reaches reviews' },
        { verdict: 'denied', at: '/rbac-allow', text: 'at the ztunnel of reviews' },
      ],
      gap: 'ztunnel reads no HTTP. A rule of an ALLOW policy that asks for HTTP is left out whole, and the policy that is left allows nothing.',
    },
    task: {
      mesh: 'ambient-ztunnel-alone',
      brief:
        'Give **shop** somebody who reads HTTP: a waypoint. Its Services use it by a label of the namespace, and the policy must name the Service **reviews** instead of selecting its pods.',
      goals: [
        { text: 'frontend reads reviews', request: 'frontend-reviews', wants: 'allowed' },
        {
          text: 'frontend deletes none',
          request: {
            from: { workload: 'shop/frontend' },
            to: { url: 'http://reviews/reviews/1' },
            http: { method: 'DELETE' },
          },
          wants: 'denied',
        },
        {
          text: 'backend reads no reviews',
          request: { from: { workload: 'payments/backend' }, to: { url: 'http://reviews.shop/reviews' } },
          wants: 'denied',
        },
      ],
      hints: [
        'A waypoint is a Gateway of class `istio-waypoint` with a listener on 15008, protocol HBONE.',
        'Without `istio.io/use-waypoint: waypoint` on the namespace nobody uses it, and a policy with a selector is never for a waypoint.',
        'Label the namespace, add the Gateway **waypoint** in shop, and write `targetRefs: [{ group: "", kind: Service, name: reviews }]` in place of the selector.',
      ],
      solution: [withWaypoint('shop'), { find: bySelector('reviews'), replace: toService('reviews') }],
    },
  },
  {
    id: 'ambient-the-waypoints-identity',
    title: 'Ambient: whom a pod sees behind a waypoint',
    idea: 'Which identity arrives at a pod that has a waypoint.',
    watch: {
      mesh: 'ambient-workload-waypoint',
      request: 'frontend-reviews',
      cut: 'shop/reviews/ztunnel-inbound/rbac-allow',
      caption:
        'The policy of **reviews** selects its pods and lets in **frontend** alone. It was written before **shop** had a waypoint; now frontend’s request has come through the waypoint, which has no policy.',
      question: 'frontend is who the policy names. Does its request get in?',
      answers: [
        { verdict: 'allowed', text: 'it reaches reviews' },
        { verdict: 'denied', at: '/rbac-allow', text: 'at the ztunnel of reviews' },
      ],
      gap: 'A waypoint ends the tunnel of the caller and opens one of its own. The ztunnel behind it sees the waypoint’s identity, and no policy named that.',
    },
    task: {
      mesh: 'ambient-workload-waypoint',
      brief:
        'Let **frontend**, and nobody else, read reviews. Who calls is for the waypoint to check; the pods let in the waypoint, so that nobody goes past it. Its ServiceAccount is **waypoint**, in shop.',
      goals: [
        { text: 'frontend reads reviews', request: 'frontend-reviews', wants: 'allowed' },
        {
          text: 'backend does not',
          request: { from: { workload: 'payments/backend' }, to: { url: 'http://reviews.shop/reviews' } },
          wants: 'denied',
        },
        {
          text: 'batch does not go past the waypoint',
          request: { from: { workload: 'legacy/batch' }, to: { url: 'http://reviews.shop/reviews' } },
          wants: 'denied',
        },
      ],
      hints: [
        'Two policies are needed: one for the waypoint, one for the pods. **payments** shows how.',
        'The policy with a selector is for the pods. It should name the waypoint; one with `targetRefs` should name frontend.',
        'In **reviews-readers** write `cluster.local/ns/shop/sa/waypoint`, and add an AuthorizationPolicy in shop that has the Service **reviews** as its target and frontend in its rule.',
      ],
      solution: [
        {
          find: `metadata: { name: reviews-readers, namespace: shop }
spec:
  selector: { matchLabels: { app: reviews } }
  rules:
    - from: [{ source: { principals: [cluster.local/ns/shop/sa/frontend] } }]
`,
          replace: `metadata: { name: reviews-readers, namespace: shop }
spec:
  selector: { matchLabels: { app: reviews } }
  rules:
    - from: [{ source: { principals: [cluster.local/ns/shop/sa/waypoint] } }]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: reviews-callers, namespace: shop }
spec:
  ${toService('reviews')}
  rules:
    - from: [{ source: { principals: [cluster.local/ns/shop/sa/frontend] } }]
`,
        },
      ],
    },
  },
  {
    id: 'ambient-past-the-waypoint',
    title: 'Ambient: past the waypoint',
    idea: 'Who meets a waypoint, and who does not.',
    watch: {
      mesh: 'ambient-service-waypoint',
      request: 'reviews-pod',
      cut: 'payments/backend/app/deliver',
      caption:
        'The Services of **payments** use a waypoint, whose policy lets **frontend** alone read charges. **reviews** knows the address of the pod of **backend**, and calls the pod instead of the Service.',
      question: 'The policy does not name reviews. Is it kept out?',
      answers: [
        { verdict: 'allowed', text: 'it reaches backend' },
        { verdict: 'denied', at: '/waypoint/rbac-allow', text: 'at the waypoint' },
        { verdict: 'denied', at: '/ztunnel-inbound/rbac-allow', text: 'at the ztunnel of backend' },
      ],
      gap: 'A waypoint for Services takes what is addressed to them. Calls to a pod, and callers outside the mesh, go straight to the pod, where no policy is.',
    },
    task: {
      mesh: 'ambient-service-waypoint',
      brief:
        'Close the way past the waypoint: the pods of **backend** take connections from the waypoint of payments, and from nobody else. Its ServiceAccount is **waypoint**.',
      goals: [
        { text: 'reviews cannot call the pod', request: 'reviews-pod', wants: 'denied' },
        { text: 'batch cannot call from outside the mesh', request: 'batch-charges', wants: 'denied' },
        { text: 'frontend reads charges, by the waypoint', request: 'frontend-charges', wants: 'allowed' },
        { text: 'frontend deletes none', request: 'frontend-delete', wants: 'denied' },
      ],
      hints: [
        'The pods need a policy of their own, for their ztunnel. That reads no HTTP, but it knows who calls.',
        'A policy with a selector is for ztunnel. Behind the waypoint the caller is the waypoint.',
        'Add an AuthorizationPolicy in payments that selects `app: backend` and allows `cluster.local/ns/payments/sa/waypoint`.',
      ],
      solution: [
        {
          find: '      to: [{ operation: { methods: [GET] } }]\n',
          replace: `      to: [{ operation: { methods: [GET] } }]\n${onlyTheWaypoint}`,
        },
      ],
    },
  },
  {
    id: 'ambient-strict-with-a-hole',
    title: 'Ambient: STRICT with a hole',
    idea: 'What an exception for one port can do to the others.',
    watch: {
      mesh: 'ambient-strict-with-a-hole',
      request: 'batch-charges',
      cut: 'payments/backend/app/deliver',
      caption:
        'The mesh is STRICT. **payments** has a PeerAuthentication that says nothing, and **backend** one that makes port 9000 PERMISSIVE. **batch**, outside the mesh, calls port 8080 in plaintext.',
      question: 'A sidecar would refuse it. Does ztunnel?',
      answers: [
        { verdict: 'allowed', text: 'it reaches backend' },
        { verdict: 'denied', at: '/rbac-deny', text: 'at the ztunnel of backend' },
      ],
      gap: 'ztunnel is sent STRICT as policies. For this combination istiod names a policy that it does not send, and ztunnel passes over what it does not know.',
    },
    task: {
      mesh: 'ambient-strict-with-a-hole',
      brief: 'Make it so that **backend** takes plaintext on port 9000, as its events need it, and nowhere else.',
      goals: [
        { text: 'batch sends events on port 9000', request: 'batch-events', wants: 'allowed' },
        { text: 'batch cannot read charges', request: 'batch-charges', wants: 'denied' },
        { text: 'batch cannot read reviews', request: 'batch-reviews', wants: 'denied' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
      ],
      hints: [
        'There are three PeerAuthentications. Look at the one that says nothing.',
        'The hole is there because the one of the namespace exists and has no mode. Either it says something, or it goes.',
        'Write `spec: { mtls: { mode: STRICT } }` in the PeerAuthentication **default** of payments.',
      ],
      solution: [
        {
          find: 'metadata: { name: default, namespace: payments }\nspec: {}',
          replace: 'metadata: { name: default, namespace: payments }\nspec:\n  mtls: { mode: STRICT }',
        },
      ],
    },
  },
  {
    id: 'ambient-from-sidecars',
    title: 'From sidecars to ambient: what changes',
    idea: 'The same policies, enforced by somebody else.',
    watch: {
      mesh: 'deny-beats-allow',
      edits: [moved('shop'), moved('payments')],
      request: 'frontend-admin',
      cut: 'payments/backend/ztunnel-inbound/rbac-deny',
      caption:
        'This mesh has just moved from sidecars to ambient mode; its policies are as they were. **no-admin** denies the path `/admin`, and with sidecars it kept everybody out. **frontend** opens `/admin/users`.',
      question: 'Does no-admin still keep frontend out?',
      answers: [
        { verdict: 'allowed', text: 'it reaches backend' },
        { verdict: 'denied', at: '/rbac-deny', text: 'at the ztunnel of backend' },
      ],
      gap: 'From a DENY rule ztunnel drops what is about HTTP. Nothing is left of this one, so it denies nobody, and only the status of the policy says so.',
    },
    task: {
      mesh: 'deny-beats-allow',
      edits: [moved('shop'), moved('payments')],
      brief:
        'Finish the move: give **payments** a waypoint, in `workloads.yaml`, and bind both policies to it. What was allowed with sidecars is allowed, and nothing else.',
      goals: [
        { text: 'frontend cannot open /admin/users', request: 'frontend-admin', wants: 'denied' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        {
          text: 'reviews does not',
          request: { from: { workload: 'shop/reviews' }, to: { url: 'http://backend.payments/charges' } },
          wants: 'denied',
        },
      ],
      hints: [
        'A waypoint is a Gateway of class `istio-waypoint`; the label `istio.io/use-waypoint` on the namespace puts its Services behind it.',
        'A policy is for a waypoint only by `targetRefs`. **frontend-may-all** must move, too: behind a waypoint its pods no longer see frontend.',
        'Label payments, add the Gateway **waypoint** there, and give both policies `targetRefs: [{ group: "", kind: Service, name: backend }]`, without a selector.',
      ],
      solution: [
        withWaypoint('payments', 'workloads.yaml'),
        { find: bySelector('backend'), replace: toService('backend') },
        { find: '  action: DENY\n', replace: `  ${toService('backend')}\n  action: DENY\n` },
      ],
    },
  },
  {
    id: 'ambient-sidecars-know-no-waypoints',
    title: 'Ambient: sidecars know no waypoints',
    idea: 'What callers that have not moved yet do.',
    watch: {
      mesh: 'ambient-beside-sidecars',
      request: 'frontend-delete',
      cut: 'payments/backend/app/deliver',
      caption:
        '**payments** is in ambient mode, and the waypoint before **backend** lets nobody delete. **shop** still has sidecars. **frontend** sends a DELETE to the Service of backend.',
      question: 'It calls the Service, not the pod. Is it stopped?',
      answers: [
        { verdict: 'allowed', text: 'it reaches backend' },
        { verdict: 'denied', at: '/waypoint/rbac-deny', text: 'at the waypoint' },
      ],
      gap: 'A sidecar chooses a pod by itself and opens a tunnel to it. It does not know waypoints, so their policies are not asked.',
    },
    task: {
      mesh: 'ambient-beside-sidecars',
      brief: 'Nobody deletes charges, wherever they call from. Those who read them go on reading, **frontend** too.',
      goals: [
        { text: 'frontend cannot delete charges', request: 'frontend-delete', wants: 'denied' },
        { text: 'audit cannot delete charges', request: 'audit-delete', wants: 'denied' },
        { text: 'audit reads charges', request: 'audit-charges', wants: 'allowed' },
        {
          text: 'frontend reads charges',
          request: { from: { workload: 'shop/frontend' }, to: { url: 'http://backend.payments/charges' } },
          wants: 'allowed',
        },
      ],
      hints: [
        'The waypoint is as it should be. Look at those who do not meet it.',
        'Callers in ambient mode meet it. **shop** is labelled for sidecars.',
        'Write `istio.io/dataplane-mode: ambient` in place of `istio-injection: enabled` in the namespace shop.',
      ],
      solution: [
        {
          find: 'metadata: { name: shop, labels: { istio-injection: enabled } }',
          replace: label('shop'),
        },
      ],
    },
  },
];
