import type { Lesson } from './lesson.ts';

/** Where a pod may go, and what time does. */
export const beyond: readonly Lesson[] = [
  {
    id: 'a-scope-is-no-firewall',
    title: 'A scope is no firewall',
    idea: 'What a Sidecar resource keeps a pod from.',
    watch: {
      mesh: 'sidecar-is-no-firewall',
      request: 'frontend-charges',
      cut: 'shop/frontend/outbound/route',
      caption:
        'A Sidecar resource for **shop** says that its proxies know the hosts of shop, and no others. **frontend** calls **backend**, in payments.',
      question: 'Its proxy does not know backend. Does the call get there?',
      answers: [
        { verdict: 'allowed', text: 'it reaches backend' },
        { verdict: 'denied', at: '/route', text: 'by its own proxy' },
      ],
      gap: 'A scope says what a proxy knows. What it does not know it passes on as if it were the Internet, under ALLOW_ANY, and without mTLS.',
    },
    task: {
      mesh: 'sidecar-is-no-firewall',
      brief: 'Make the scope hold: **frontend** goes only where its proxy knows the way.',
      goals: [
        { text: 'frontend cannot read charges', request: 'frontend-charges', wants: 'denied' },
        { text: 'frontend reads reviews', request: 'frontend-reviews', wants: 'allowed' },
        { text: 'reviews cannot read charges', request: 'reviews-charges', wants: 'denied' },
      ],
      hints: [
        'Compare the two Sidecar resources.',
        'That of **reviews** has an `outboundTrafficPolicy`; that of all others has none.',
        'Add `outboundTrafficPolicy: { mode: REGISTRY_ONLY }` to the `spec` of the Sidecar **default**.',
      ],
      solution: [
        {
          find: 'metadata: { name: default, namespace: shop }\nspec:\n',
          replace:
            'metadata: { name: default, namespace: shop }\nspec:\n  outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n',
        },
      ],
    },
  },
  {
    id: 'the-black-hole',
    title: 'The black hole',
    idea: 'Where calls to unknown hosts end.',
    watch: {
      mesh: 'malicious-site-black-hole',
      request: 'reviews-malicious-tls',
      cut: 'shop/reviews/outbound/cluster',
      caption:
        'The mesh has `outboundTrafficPolicy: REGISTRY_ONLY`, and no ServiceEntry. A program in **reviews** runs `curl https://malicious-site.com`.',
      question: 'Does it get out?',
      answers: [
        { verdict: 'allowed', text: 'it reaches malicious-site.com' },
        { verdict: 'denied', at: '/cluster', text: 'in its own proxy' },
      ],
      gap: 'Under REGISTRY_ONLY a sidecar sends only to hosts that the mesh knows. All else goes to the BlackHoleCluster, and the connection is closed.',
    },
    task: {
      mesh: 'malicious-site-open',
      brief:
        'This mesh is as installed: every pod may send to the whole Internet. Close the way out for those with a sidecar. MeshConfig is in the Scenario: `spec.mesh`.',
      goals: [
        { text: 'reviews cannot send to http://malicious-site.com', request: 'reviews-malicious', wants: 'denied' },
        { text: 'nor to https://malicious-site.com', request: 'reviews-malicious-tls', wants: 'denied' },
        {
          text: 'reviews still reads charges',
          request: { from: { workload: 'shop/reviews' }, to: { url: 'http://backend.payments/charges' } },
          wants: 'allowed',
        },
      ],
      hints: [
        'It is no policy, but a setting of the mesh: `outboundTrafficPolicy`.',
        'As installed it is ALLOW_ANY. In the Scenario, a setting of the mesh stands under `spec.mesh`.',
        'Before `requests:` write `mesh:`, and under it, two spaces further in, `outboundTrafficPolicy: { mode: REGISTRY_ONLY }`.',
      ],
      solution: [
        {
          find: '  requests:\n',
          replace: '  mesh:\n    outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n  requests:\n',
        },
      ],
    },
  },
  {
    id: 'the-egress-gateway',
    title: 'The egress gateway, and the way round it',
    idea: 'What makes a gateway the only way out.',
    watch: {
      mesh: 'github-by-egress-gateway',
      request: 'rogue-github',
      cut: 'shop/rogue/app/capture',
      caption:
        'Calls to api.github.com are routed through an egress gateway, and the mesh is REGISTRY_ONLY. **rogue** has a sidecar, but its program runs as user 1337, as the proxy itself does.',
      question: 'Does rogue have to use the gateway?',
      answers: [
        { verdict: 'allowed', text: 'straight to api.github.com' },
        { verdict: 'denied', text: 'there is no other way' },
      ],
      gap: 'What user 1337 sends is not captured, or the proxy would capture itself. Routes lead those who ask; they hold nobody back.',
    },
    task: {
      mesh: 'github-by-egress-gateway',
      brief:
        'Close the way round. Whatever a pod of **shop** runs, its packets may go to pods of the cluster only. That is a matter of the network, not of proxies.',
      goals: [
        { text: 'rogue cannot go straight out', request: 'rogue-github', wants: 'denied' },
        { text: 'frontend calls api.github.com by the gateway', request: 'frontend-github', wants: 'allowed' },
      ],
      hints: [
        'Only a Kubernetes NetworkPolicy sees packets that no proxy has seen.',
        'One for **shop**, for Egress, that lets everything go to pods in any namespace: `namespaceSelector: {}`.',
        'Write `apiVersion: networking.k8s.io/v1`, `kind: NetworkPolicy`, `metadata: { name: inside-only, namespace: shop }`, `spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {} }] }] }`.',
      ],
      solution: [
        {
          find: 'metadata: { name: istio-egress }\n',
          replace:
            'metadata: { name: istio-egress }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: inside-only, namespace: shop }\nspec:\n  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - to: [{ namespaceSelector: {} }]\n',
        },
      ],
    },
  },
  {
    id: 'certificates-expire',
    title: 'Certificates expire',
    idea: 'What an hour without istiod does, and what a night does.',
    watch: {
      mesh: 'certificates-over-time',
      request: 'website-ledger',
      cut: 'payments/ledger/inbound/handshake',
      caption:
        'istiod has been down since six in the evening. Certificates last 24 hours and are renewed after 12. That of **ledger** was issued at eight in the evening of the day before. Now it is nine in the morning, and **website** calls.',
      question: 'No policy, and both have a sidecar. What happens?',
      answers: [
        { verdict: 'allowed', text: 'it reaches ledger' },
        { verdict: 'denied', at: '/handshake', text: 'in the handshake' },
      ],
      gap: 'The ledger could not renew its certificate, and at some hour it ran out. A mesh lives on without istiod, but not for long.',
    },
    task: {
      mesh: 'certificates-over-time',
      brief:
        'Put it right from the start: let istiod be back early enough that nobody’s certificate runs out. When it is down stands in the Scenario.',
      goals: [
        { text: 'website calls ledger at nine', request: 'website-ledger', wants: 'allowed' },
        { text: 'ledger calls website at nine', request: 'ledger-website', wants: 'allowed' },
        { text: 'a caller of another trust domain stays out', request: 'checkout-rates', wants: 'denied' },
      ],
      hints: [
        'Look at `istiod` in the Scenario.',
        'It comes back at 10:30. By nine it must have renewed.',
        'Write `until: 2026-03-01T19:00:00Z`.',
      ],
      solution: [{ find: 'until: 2026-03-02T10:30:00Z', replace: 'until: 2026-03-01T19:00:00Z' }],
    },
  },
  {
    id: 'a-real-403',
    title: 'Review: a real 403',
    idea: 'All of it together: read what is there, and find the door.',
    watch: {
      mesh: 'shop-and-payments',
      request: 'frontend-refunds',
      cut: 'payments/backend/inbound/rbac-deny',
      caption:
        'A mesh as it could be yours. **frontend** reads `/refunds` of **backend**. Two AuthorizationPolicies are attached to backend, one DENY and one ALLOW. Read them.',
      question: 'Where does it end?',
      answers: [
        { verdict: 'allowed', text: 'it reaches backend' },
        { verdict: 'denied', at: '/rbac-deny', text: 'at the DENY gate' },
        { verdict: 'denied', at: '/rbac-allow', text: 'at the ALLOW gate' },
      ],
      gap: 'The caller is right and the method too. The path is not on the list, and one value that is missing is enough.',
    },
    task: {
      mesh: 'shop-and-payments',
      edits: [{ find: 'cluster.local/ns/shop/sa/frontend', replace: 'spiffe://cluster.local/ns/shop/sa/frontend' }],
      brief:
        'Somebody has tidied up the policies, and now the shop is down: `RBAC: access denied`. Find the one mistake, and open nothing else.',
      goals: [
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        { text: 'reviews cannot read charges', request: 'reviews-charges', wants: 'denied' },
        { text: 'frontend cannot delete charges', request: 'frontend-delete', wants: 'denied' },
        { text: 'batch cannot read charges', request: 'batch-charges', wants: 'denied' },
      ],
      hints: [
        'Play why, and look at the plate under the gate that is shut: what it asks for, and who calls.',
        'In policies, principals are written without `spiffe://`.',
        'In **backend-callers**, write `cluster.local/ns/shop/sa/frontend`.',
      ],
      limits: { resources: 1, leave: ['shop', 'legacy'] },
      solution: [{ find: 'spiffe://cluster.local/ns/shop/sa/frontend', replace: 'cluster.local/ns/shop/sa/frontend' }],
    },
  },
];
