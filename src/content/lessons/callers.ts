import type { Lesson } from './lesson.ts';

const allowed = 'it reaches backend';
const atAllow = { verdict: 'denied', at: '/rbac-allow', text: 'at the ALLOW gate' } as const;
const reviewsAsks = {
  find: '  requests:\n',
  replace:
    '  requests:\n    - id: reviews-charges\n      from: { workload: shop/reviews }\n      to: { url: "http://backend.payments/charges" }\n',
} as const;

/** Who may call whom: the first lessons. */
export const callers: readonly Lesson[] = [
  {
    id: 'open-by-default',
    title: 'Open by default',
    idea: 'What Istio does for a workload that no policy is about.',
    watch: {
      mesh: 'ladder-istio-as-installed',
      request: 'reviews-charges',
      cut: 'payments/backend/inbound/inboundRoute',
      caption:
        'Istio has just been installed. Every pod has a sidecar, and there is **no policy**. **reviews**, which has no business with payments, asks **backend** for charges. Its call comes encrypted, with a certificate.',
      question: 'No policy is about backend. Does reviews get in?',
      answers: [
        { verdict: 'allowed', text: allowed },
        { verdict: 'denied', text: 'by the proxy of backend' },
      ],
      gap: 'Istio allows by default. A sidecar encrypts, and it knows who calls; nobody has told it to ask.',
    },
    task: {
      mesh: 'ladder-istio-as-installed',
      brief:
        'Shut **payments**: nobody may call anything in that namespace, until a policy says so. Everything in **shop** goes on as before. The smallest AuthorizationPolicy does it: one with an empty `spec`.',
      goals: [
        { text: 'reviews cannot read charges', request: 'reviews-charges', wants: 'denied' },
        { text: 'batch cannot read charges', request: 'batch-charges', wants: 'denied' },
        { text: 'reviews cannot reach the ledger', request: 'reviews-ledger', wants: 'denied' },
        { text: 'frontend still reads reviews', request: 'frontend-reviews', wants: 'allowed' },
      ],
      hints: [
        'You need a new resource. Go to the end of the YAML, and begin it with a line of three dashes.',
        'An AuthorizationPolicy without rules allows nothing, to every workload of its namespace. Its namespace is what matters: `payments`.',
        'Write: `---`, `apiVersion: security.istio.io/v1`, `kind: AuthorizationPolicy`, `metadata: { name: nothing, namespace: payments }`, `spec: {}`, a line each.',
      ],
      solution: [
        {
          find: '  name: legacy\n',
          replace:
            '  name: legacy\n---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: nothing\n  namespace: payments\nspec: {}\n',
        },
      ],
    },
  },
  {
    id: 'one-allow-closes-the-door',
    title: 'One ALLOW closes the door',
    idea: 'What a first ALLOW policy does to those whom it does not name.',
    watch: {
      mesh: 'open-until-the-first-allow',
      request: 'reviews-charges',
      cut: 'payments/backend/inbound/rbac-allow',
      caption:
        'Until now everybody could call **backend**. Somebody has added one ALLOW policy, for **frontend**. It says nothing about **reviews**, which calls now.',
      question: 'The policy does not name reviews. What happens at the ALLOW gate?',
      answers: [{ verdict: 'allowed', text: allowed }, atAllow],
      gap: 'As soon as one ALLOW policy selects a workload, everybody whom no rule names is refused. An ALLOW is a list of guests.',
    },
    task: {
      mesh: 'open-until-the-first-allow',
      brief:
        '**reviews** has a reason now: it may read charges as well. Put it on the list of the policy. Nobody else gets in, and nobody may delete.',
      goals: [
        { text: 'reviews reads charges', request: 'reviews-charges', wants: 'allowed' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        { text: 'frontend cannot delete', request: 'frontend-delete', wants: 'denied' },
        {
          text: 'reviews cannot delete',
          request: {
            from: { workload: 'shop/reviews' },
            to: { url: 'http://backend.payments/charges/7' },
            http: { method: 'DELETE' },
          },
          wants: 'denied',
        },
        {
          text: 'batch cannot read charges',
          request: { from: { workload: 'legacy/batch' }, to: { url: 'http://backend.payments/charges' } },
          wants: 'denied',
        },
      ],
      hints: [
        'Look at `principals` in the policy **frontend-reads**.',
        'The list has one guest. A caller gets in if it is one of the values, so a second value is enough.',
        'Write `principals: [cluster.local/ns/shop/sa/frontend, cluster.local/ns/shop/sa/reviews]`.',
      ],
      solution: [
        {
          find: '[cluster.local/ns/shop/sa/frontend]',
          replace: '[cluster.local/ns/shop/sa/frontend, cluster.local/ns/shop/sa/reviews]',
        },
      ],
    },
  },
  {
    id: 'deny-beats-allow',
    title: 'DENY beats ALLOW',
    idea: 'Which of two policies counts, if one says yes and one says no.',
    watch: {
      mesh: 'deny-beats-allow',
      request: 'frontend-admin',
      cut: 'payments/backend/inbound/rbac-deny',
      caption:
        'Two policies are about this call. **frontend-may-all** allows **frontend** everything. **no-admin** denies `/admin`, and all pages below it, to everybody. **frontend** opens `/admin/users`.',
      question: 'One policy allows it, one denies it. What happens?',
      answers: [
        { verdict: 'allowed', text: allowed },
        { verdict: 'denied', at: '/rbac-deny', text: 'at the DENY gate' },
        atAllow,
      ],
      gap: 'DENY is asked first, and one rule that matches is the end. Neither order nor age nor names of policies matter.',
    },
    task: {
      mesh: 'deny-beats-allow',
      brief:
        '**frontend** needs one page: `/admin/users`. All else under `/admin` stays shut, for everybody. Try another ALLOW if you like; then change what really holds the call back.',
      goals: [
        { text: 'frontend opens /admin/users', request: 'frontend-admin', wants: 'allowed' },
        {
          text: 'frontend cannot open /admin/keys',
          request: { from: { workload: 'shop/frontend' }, to: { url: 'http://backend.payments/admin/keys' } },
          wants: 'denied',
        },
        {
          text: 'frontend cannot open /admin',
          request: { from: { workload: 'shop/frontend' }, to: { url: 'http://backend.payments/admin' } },
          wants: 'denied',
        },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        {
          text: 'batch cannot open /admin/users',
          request: { from: { workload: 'legacy/batch' }, to: { url: 'http://backend.payments/admin/users' } },
          wants: 'denied',
        },
      ],
      hints: [
        'No ALLOW can help here. Look at the DENY policy, **no-admin**.',
        'Its rule matches `/admin/users` as it matches all of `/admin/*`. It must leave this one path out: `notPaths`.',
        'Write `- to: [{ operation: { paths: ["/admin", "/admin/*"], notPaths: ["/admin/users"] } }]`.',
      ],
      limits: { resources: 1 },
      solution: [{ find: '["/admin", "/admin/*"]', replace: '["/admin", "/admin/*"], notPaths: ["/admin/users"]' }],
    },
  },
  {
    id: 'who-gets-in',
    title: 'Review: who gets in',
    idea: 'A caller that neither of two policies names.',
    watch: {
      mesh: 'deny-beats-allow',
      edits: [reviewsAsks],
      request: 'reviews-charges',
      cut: 'payments/backend/inbound/rbac-deny',
      caption:
        '**no-admin** denies the path `/admin`. **frontend-may-all** allows **frontend** everything. Now **reviews** asks **backend** for `/charges`.',
      question: 'Where does it end?',
      answers: [
        { verdict: 'allowed', text: allowed },
        { verdict: 'denied', at: '/rbac-deny', text: 'at the DENY gate' },
        atAllow,
      ],
      gap: 'The DENY policy has nothing against it. But not to be denied is not enough: one ALLOW policy is there, and reviews is not on its list.',
    },
    task: {
      mesh: 'deny-beats-allow',
      edits: [reviewsAsks],
      brief:
        'Everybody may **GET** `/charges` of backend, batch too. **frontend** still may do everything, and `/admin` stays shut for all. Add as little as you can.',
      goals: [
        { text: 'reviews reads charges', request: 'reviews-charges', wants: 'allowed' },
        {
          text: 'batch reads charges',
          request: { from: { workload: 'legacy/batch' }, to: { url: 'http://backend.payments/charges' } },
          wants: 'allowed',
        },
        {
          text: 'frontend deletes a charge',
          request: {
            from: { workload: 'shop/frontend' },
            to: { url: 'http://backend.payments/charges/7' },
            http: { method: 'DELETE' },
          },
          wants: 'allowed',
        },
        {
          text: 'reviews cannot delete charges',
          request: {
            from: { workload: 'shop/reviews' },
            to: { url: 'http://backend.payments/charges' },
            http: { method: 'DELETE' },
          },
          wants: 'denied',
        },
        {
          text: 'reviews cannot read refunds',
          request: { from: { workload: 'shop/reviews' }, to: { url: 'http://backend.payments/refunds' } },
          wants: 'denied',
        },
        { text: 'frontend cannot open /admin/users', request: 'frontend-admin', wants: 'denied' },
      ],
      hints: [
        'The DENY policy is as it should be. Look at **frontend-may-all**.',
        'A second rule in an ALLOW policy lets more in. One without `from` is for everybody.',
        'Under its `rules`, add `    - to: [{ operation: { methods: [GET], paths: ["/charges"] } }]`.',
      ],
      solution: [
        {
          find: '    - from: [{ source: { principals: [cluster.local/ns/shop/sa/frontend] } }]',
          replace:
            '    - from: [{ source: { principals: [cluster.local/ns/shop/sa/frontend] } }]\n    - to: [{ operation: { methods: [GET], paths: ["/charges"] } }]',
        },
      ],
    },
  },
];
