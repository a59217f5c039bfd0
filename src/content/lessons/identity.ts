import type { Lesson } from './lesson.ts';

const batchReads = {
  find: '  requests:\n',
  replace:
    '  requests:\n    - id: batch-charges\n      from: { workload: legacy/batch }\n      to: { url: "http://backend.payments/charges" }\n',
} as const;
const anyIdentity = { find: '[cluster.local/ns/shop/sa/frontend]', replace: '["*"]' } as const;
const shopAdmin = {
  find: '  requests:\n',
  replace:
    '  requests:\n    - id: frontend-reviews-admin\n      from: { workload: shop/frontend }\n      to: { url: "http://reviews/admin" }\n',
} as const;
const anyOfTheMesh = {
  find: 'kind: PeerAuthentication\nmetadata:\n  name: reviews\n',
  replace:
    'kind: AuthorizationPolicy\nmetadata: { name: anybody-known, namespace: shop }\nspec:\n  rules:\n    - from: [{ source: { principals: ["*"] } }]\n---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: reviews\n',
} as const;
const allowed = 'it reaches backend';
const atMtls = { verdict: 'denied', at: '/filterChain', text: 'at the mTLS gate' } as const;

/** Who a caller is, and how that is known. */
export const identity: readonly Lesson[] = [
  {
    id: 'who-are-you',
    title: 'Who are you? Principals need mTLS',
    idea: 'Where the identity of a caller comes from.',
    watch: {
      mesh: 'open-until-the-first-allow',
      edits: [batchReads, anyIdentity],
      request: 'batch-charges',
      cut: 'payments/backend/inbound/rbac-allow',
      caption:
        'The policy of **backend** lets every principal in: `"*"`. **batch** has a ServiceAccount as everybody has, but no sidecar. It calls in plaintext, and backend takes plaintext.',
      question: 'Any principal may read charges. Does batch get in?',
      answers: [
        { verdict: 'allowed', text: allowed },
        { verdict: 'denied', at: '/rbac-allow', text: 'at the ALLOW gate' },
      ],
      gap: 'The identity is in the certificate, which a sidecar shows in mTLS. In plaintext there is none, and `"*"` means any identity, not anybody.',
    },
    task: {
      mesh: 'open-until-the-first-allow',
      edits: [batchReads, anyIdentity],
      brief:
        'Let **batch** in, and leave the policy as it is: whoever shows no identity stays outside. What has batch not got that the others have? The list over the YAML leads to every resource of the mesh.',
      goals: [
        { text: 'batch reads charges', request: 'batch-charges', wants: 'allowed' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        {
          text: 'a caller without identity cannot read charges',
          request: {
            from: { peer: {} },
            to: { workload: 'payments/backend', port: 8080 },
            http: { path: '/charges' },
          },
          wants: 'denied',
        },
      ],
      hints: [
        'Compare the three Namespaces: choose one after another in the list over the YAML.',
        'Only namespaces that are labelled `istio-injection: enabled` get sidecars. **legacy** is not.',
        'Write `metadata: { name: legacy, labels: { istio-injection: enabled } }`.',
      ],
      limits: { leave: ['payments'] },
      solution: [
        {
          file: 'workloads.yaml',
          find: 'metadata: { name: legacy }',
          replace: 'metadata: { name: legacy, labels: { istio-injection: enabled } }',
        },
      ],
    },
  },
  {
    id: 'strict-meets-plaintext',
    title: 'STRICT meets a plaintext caller',
    idea: 'What happens to those who speak no mTLS.',
    watch: {
      mesh: 'strict-meets-plaintext',
      request: 'batch-charges',
      cut: 'payments/backend/inbound/filterChain',
      caption:
        'A PeerAuthentication says STRICT for all of **payments**. There is no AuthorizationPolicy. **batch** has no sidecar, and sends plain HTTP.',
      question: 'No policy forbids it. Does the request of batch get in?',
      answers: [{ verdict: 'allowed', text: allowed }, atMtls],
      gap: 'STRICT takes mTLS only. The connection is closed before a byte of HTTP is read, so the caller sees a reset and no 403.',
    },
    task: {
      mesh: 'strict-meets-plaintext',
      brief:
        'Make the whole mesh STRICT, **shop** as well as **payments**. One resource is enough, if it is in the right place.',
      goals: [
        { text: 'batch cannot read reviews', request: 'batch-reviews', wants: 'denied' },
        { text: 'batch cannot read charges', request: 'batch-charges', wants: 'denied' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
      ],
      hints: [
        'Look at the namespace of the PeerAuthentication.',
        'It is for its own namespace alone. In the root namespace it is for the mesh.',
        'Write `namespace: istio-system`.',
      ],
      solution: [
        { find: '  name: default\n  namespace: payments', replace: '  name: default\n  namespace: istio-system' },
      ],
    },
  },
  {
    id: 'namespaces-and-the-root',
    title: 'Namespaces and the root',
    idea: 'For whom a policy without a selector is.',
    watch: {
      mesh: 'deny-beats-allow',
      edits: [shopAdmin],
      request: 'frontend-reviews-admin',
      cut: 'shop/reviews/inbound/inboundRoute',
      caption:
        'The policy **no-admin** denies the path `/admin`. It has no selector, and it is in the namespace **payments**. **frontend** opens `/admin` of **reviews**, in **shop**.',
      question: 'Does no-admin hold for reviews?',
      answers: [
        { verdict: 'allowed', text: 'it reaches reviews' },
        { verdict: 'denied', text: 'by the proxy of reviews' },
      ],
      gap: 'Without a selector, a policy is for every workload of its own namespace. Only in the root namespace, `istio-system`, is it for the whole mesh.',
    },
    task: {
      mesh: 'deny-beats-allow',
      edits: [shopAdmin],
      brief: 'Nobody opens `/admin` anywhere in the mesh. All other calls go on as before.',
      goals: [
        { text: 'frontend cannot open /admin of reviews', request: 'frontend-reviews-admin', wants: 'denied' },
        { text: 'frontend cannot open /admin/users of backend', request: 'frontend-admin', wants: 'denied' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        {
          text: 'frontend reads reviews',
          request: { from: { workload: 'shop/frontend' }, to: { url: 'http://reviews/reviews' } },
          wants: 'allowed',
        },
      ],
      hints: [
        'Look at the namespace of **no-admin**.',
        'It stands in payments, so it is for payments. There is one namespace whose policies are for all.',
        'Write `namespace: istio-system` in **no-admin**.',
      ],
      solution: [
        { find: '  name: no-admin\n  namespace: payments', replace: '  name: no-admin\n  namespace: istio-system' },
      ],
    },
  },
  {
    id: 'port-level-mtls',
    title: 'Port-level mTLS',
    idea: 'Which port a portLevelMtls names.',
    watch: {
      mesh: 'port-level-mtls',
      request: 'batch-charges',
      cut: 'payments/backend/inbound/filterChain',
      caption:
        '**backend** takes mTLS only, but its PeerAuthentication makes port 80 PERMISSIVE. The Service listens on 80 and sends to 8080 of the pod. **batch**, without a sidecar, calls the Service on port 80.',
      question: 'The exception is for port 80. Does batch get in?',
      answers: [{ verdict: 'allowed', text: allowed }, atMtls],
      gap: 'portLevelMtls counts in ports of the pod. A sidecar never sees the Service’s port, so this exception is for nothing.',
    },
    task: {
      mesh: 'port-level-mtls',
      brief: 'Make the exception of **backend** work for charges. Its other port, 9000, stays mTLS only.',
      goals: [
        { text: 'batch reads charges', request: 'batch-charges', wants: 'allowed' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        {
          text: 'batch cannot send events on port 9000',
          request: { from: { workload: 'legacy/batch' }, to: { host: 'backend.payments', port: 9000 }, tcp: true },
          wants: 'denied',
        },
      ],
      hints: [
        'Look at `portLevelMtls` of **backend**, and at the Service in `workloads.yaml`.',
        'The key must be the `targetPort` of the Service, which is the port of the pod.',
        'Write `portLevelMtls: { 8080: { mode: PERMISSIVE } }`.',
      ],
      solution: [{ find: '{ 80: {', replace: '{ 8080: {' }],
    },
  },
  {
    id: 'client-and-server-disagree',
    title: 'Client and server disagree',
    idea: 'What a DestinationRule says that a PeerAuthentication does not.',
    watch: {
      mesh: 'client-and-server-disagree',
      request: 'frontend-charges',
      cut: 'payments/backend/inbound/filterChain',
      caption:
        '**backend** takes mTLS only, and **frontend** has a sidecar. But for calls to backend there is a DestinationRule, and its `tls` block is empty: `tls: {}`.',
      question: 'Both have a sidecar. Does frontend get in?',
      answers: [{ verdict: 'allowed', text: allowed }, atMtls],
      gap: 'What the client sends is for the DestinationRule to say, and an empty `tls` is DISABLE: plaintext. Without the block, Istio finds out by itself what the server takes.',
    },
    task: {
      mesh: 'client-and-server-disagree',
      brief:
        'Two DestinationRules are at odds with what servers take: that of **backend**, and that of **reviews**, where mTLS is off. Make both calls work, and leave every PeerAuthentication as it is.',
      goals: [
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        { text: 'frontend reads reviews', request: 'frontend-reviews', wants: 'allowed' },
        {
          text: 'batch cannot read charges',
          request: { from: { workload: 'legacy/batch' }, to: { url: 'http://backend.payments/charges' } },
          wants: 'denied',
        },
        { text: 'another name than in the certificate stays refused', request: 'reviews-bills', wants: 'denied' },
      ],
      hints: [
        'Look at `tls` in the DestinationRules **backend** and **reviews**.',
        'backend must be spoken to in mTLS, reviews in plaintext. A rule without `tls` leaves it to Istio.',
        'For backend write `tls: { mode: ISTIO_MUTUAL }`, for reviews `tls: { mode: DISABLE }`.',
      ],
      solution: [
        { find: '    tls: {}', replace: '    tls: { mode: ISTIO_MUTUAL }' },
        {
          find: '  host: reviews.shop.svc.cluster.local\n  trafficPolicy:\n    tls: { mode: ISTIO_MUTUAL }',
          replace: '  host: reviews.shop.svc.cluster.local\n  trafficPolicy:\n    tls: { mode: DISABLE }',
        },
      ],
    },
  },
  {
    id: 'who-calls-and-how',
    title: 'Review: who calls, and how',
    idea: 'An open lock, and a list of guests behind it.',
    watch: {
      mesh: 'port-level-mtls',
      edits: [anyOfTheMesh],
      request: 'batch-reviews',
      cut: 'shop/reviews/inbound/filterChain',
      caption:
        '**reviews** takes mTLS only, but for its port 8080, which is the one of the pod. A policy lets any principal in: `"*"`. **batch**, without a sidecar, reads reviews.',
      question: 'Where does it end?',
      answers: [
        { verdict: 'allowed', text: 'it reaches reviews' },
        atMtls,
        { verdict: 'denied', at: '/rbac-allow', text: 'at the ALLOW gate' },
      ],
      gap: 'The exception lets plaintext pass the first gate. At the second, who comes in plaintext has no principal. It is two questions: how do you speak, and who are you.',
    },
    task: {
      mesh: 'strict-meets-plaintext',
      brief:
        '**reviews** is for the shop alone. Whoever comes from another namespace stays outside, and so does whoever shows no identity. All other calls go on as before.',
      goals: [
        {
          text: 'frontend reads reviews',
          request: { from: { workload: 'shop/frontend' }, to: { url: 'http://reviews.shop/reviews' } },
          wants: 'allowed',
        },
        {
          text: 'backend cannot read reviews',
          request: { from: { workload: 'payments/backend' }, to: { url: 'http://reviews.shop/reviews' } },
          wants: 'denied',
        },
        { text: 'batch cannot read reviews', request: 'batch-reviews', wants: 'denied' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
      ],
      hints: [
        'mTLS alone is not enough: backend has a certificate, too. You need a policy in **shop**.',
        'One ALLOW policy that names the namespace shop. It keeps out who has no identity as well, for the namespace is read from the certificate.',
        'At the end write `---`, `apiVersion: security.istio.io/v1`, `kind: AuthorizationPolicy`, `metadata: { name: shop-only, namespace: shop }`, `spec: { rules: [{ from: [{ source: { namespaces: [shop] } }] }] }`, a line each.',
      ],
      solution: [
        {
          find: '  mtls: { mode: STRICT }\n',
          replace:
            '  mtls: { mode: STRICT }\n---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: shop-only\n  namespace: shop\nspec:\n  selector: { matchLabels: { app: reviews } }\n  rules:\n    - from: [{ source: { namespaces: [shop] } }]\n',
        },
      ],
    },
  },
];
