import type { Lesson } from './lesson.ts';

const allowed = 'it reaches backend';
const atAllow = { verdict: 'denied', at: '/rbac-allow', text: 'at the ALLOW gate' } as const;
const atDeny = { verdict: 'denied', at: '/rbac-deny', text: 'at the DENY gate' } as const;
const frontend = 'cluster.local/ns/shop/sa/frontend';
const reviews = 'cluster.local/ns/shop/sa/reviews';
const denyOthers = [
  {
    find: '  requests:\n',
    replace:
      '  requests:\n    - id: batch-charges\n      from: { workload: legacy/batch }\n      to: { url: "http://backend.payments/charges" }\n',
  },
  { find: 'action: ALLOW', replace: 'action: DENY' },
  { find: `{ principals: [${frontend}] }`, replace: `{ notPrincipals: [${frontend}] }` },
  { find: '\n      to: [{ operation: { methods: [GET], paths: ["/charges", "/charges/*"] } }]', replace: '' },
] as const;

/** What rules say, and what they do not. */
export const rules: readonly Lesson[] = [
  {
    id: 'http-rule-on-a-tcp-port',
    title: 'HTTP rules on a TCP port',
    idea: 'What a rule about methods means where nobody reads HTTP.',
    watch: {
      mesh: 'http-rule-on-a-tcp-port',
      request: 'frontend-events',
      cut: 'payments/backend/inbound/rbac-allow',
      caption:
        'An ALLOW policy lets everybody **GET** from **backend**. It says nothing of ports. **frontend** opens a TCP connection to port 9000, which is no HTTP.',
      question: 'On port 9000 there are no methods. What happens?',
      answers: [{ verdict: 'allowed', text: allowed }, atAllow],
      gap: 'On a TCP port an ALLOW rule that asks for HTTP is dropped: it allows nothing. The policy still shuts the door.',
    },
    task: {
      mesh: 'http-rule-on-a-tcp-port',
      brief: 'Let events through on port 9000. On the HTTP port it stays at GET.',
      goals: [
        { text: 'frontend sends events', request: 'frontend-events', wants: 'allowed' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        {
          text: 'frontend cannot delete a charge',
          request: {
            from: { workload: 'shop/frontend' },
            to: { url: 'http://backend.payments/charges/7' },
            http: { method: 'DELETE' },
          },
          wants: 'denied',
        },
      ],
      hints: [
        'The policy **get-only** needs one more rule.',
        'On TCP a rule can ask for the port. Rules are alternatives, so the new one must not be part of the old.',
        'Add the line `    - to: [{ operation: { ports: ["9000"] } }]` under the rule of **get-only**.',
      ],
      solution: [
        {
          find: '    - to: [{ operation: { methods: [GET] } }]',
          replace: '    - to: [{ operation: { methods: [GET] } }]\n    - to: [{ operation: { ports: ["9000"] } }]',
        },
      ],
    },
  },
  {
    id: 'a-deny-that-widens',
    title: 'A DENY that widens',
    idea: 'What is left of a DENY rule where nobody reads paths.',
    watch: {
      mesh: 'http-rule-on-a-tcp-port',
      request: 'frontend-reviews-feed',
      cut: 'shop/reviews/inbound/rbac-deny',
      caption:
        'A DENY policy at **reviews** refuses the paths `/admin/*`, on whatever port. **frontend** opens the feed of reviews, on a TCP port. Nobody reads paths there.',
      question: 'There is no path. Is the feed refused?',
      answers: [
        { verdict: 'allowed', text: 'it reaches reviews' },
        { verdict: 'denied', at: '/rbac-deny', text: 'at the DENY gate' },
      ],
      gap: 'From a DENY rule Istio takes out what it cannot ask on a TCP port, and keeps the rest. Of this rule nothing is left, and so it matches everything. It errs on the safe side.',
    },
    task: {
      mesh: 'http-rule-on-a-tcp-port',
      brief: 'Let the feed through. `/admin` of reviews stays shut for everybody.',
      goals: [
        { text: 'frontend opens the feed', request: 'frontend-reviews-feed', wants: 'allowed' },
        { text: 'frontend reads reviews', request: 'frontend-reviews-admin', wants: 'allowed' },
        {
          text: 'frontend cannot open /admin/users of reviews',
          request: { from: { workload: 'shop/frontend' }, to: { url: 'http://reviews/admin/users' } },
          wants: 'denied',
        },
      ],
      hints: [
        'Look at the rule of **no-admin**, and at the ports of reviews.',
        'What a rule can ask on TCP is the port. A rule that names the port of HTTP is not about the feed.',
        'Write `- to: [{ operation: { ports: ["8080"], paths: ["/admin/*"] } }]`.',
      ],
      solution: [{ find: '{ paths: ["/admin/*"] }', replace: '{ ports: ["8080"], paths: ["/admin/*"] }' }],
    },
  },
  {
    id: 'checked-is-not-required',
    title: 'Checked is not required',
    idea: 'What a RequestAuthentication does to a request without a token.',
    watch: {
      mesh: 'checked-is-not-required',
      request: 'charges-without',
      cut: 'payments/backend/inbound/jwt',
      caption:
        'A RequestAuthentication at **backend** checks tokens of login.example.com. **frontend** reads charges, and sends no token at all.',
      question: 'Tokens are checked, and there is none. What happens?',
      answers: [
        { verdict: 'allowed', text: allowed },
        { verdict: 'denied', at: '/jwt', text: 'with a 401' },
      ],
      gap: 'A bad token is refused; a missing one is not. Only an AuthorizationPolicy can ask for a token.',
    },
    task: {
      mesh: 'checked-is-not-required',
      brief: 'Refunds ask for a login already. Now **everything** at backend does.',
      goals: [
        { text: 'no charges without a token', request: 'charges-without', wants: 'denied' },
        { text: 'no refund without a token', request: 'refunds-without', wants: 'denied' },
        { text: 'a refund with a good token', request: 'refunds-with', wants: 'allowed' },
        {
          text: 'charges with a good token',
          request: {
            from: { workload: 'shop/frontend' },
            to: { url: 'http://backend.payments/charges' },
            http: { headers: { authorization: 'Bearer ${token:ada}' } },
          },
          wants: 'allowed',
        },
      ],
      hints: [
        'Look at the DENY policy **refunds-need-a-login**.',
        'It denies whoever has no login, on two paths. The paths are what makes it small.',
        'Delete the line with `to:` of that rule.',
      ],
      solution: [{ find: '\n      to: [{ operation: { paths: ["/refunds", "/refunds/*"] } }]', replace: '' }],
    },
  },
  {
    id: 'not-fields',
    title: 'NOT-fields',
    idea: 'Whom a rule about “not frontend” is about.',
    watch: {
      mesh: 'open-until-the-first-allow',
      edits: denyOthers,
      request: 'batch-charges',
      cut: 'payments/backend/inbound/rbac-deny',
      caption:
        'A DENY policy refuses callers that are **not** frontend: `notPrincipals`. **batch** has no sidecar, so it has no principal at all, neither frontend’s nor another.',
      question: 'Does “not frontend” match a caller without an identity?',
      answers: [{ verdict: 'allowed', text: allowed }, atDeny],
      gap: 'A NOT-field matches whatever is not in its list, and nothing is not in the list. Nobody gets around it by staying anonymous.',
    },
    task: {
      mesh: 'open-until-the-first-allow',
      edits: denyOthers,
      brief: 'Let **reviews** in as well. Everybody else stays refused.',
      goals: [
        { text: 'reviews reads charges', request: 'reviews-charges', wants: 'allowed' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        { text: 'batch cannot read charges', request: 'batch-charges', wants: 'denied' },
      ],
      hints: [
        'Look at `notPrincipals` in **frontend-reads**.',
        'A second rule would deny more, not less. The list of those who are left out must be longer.',
        `Write \`notPrincipals: [${frontend}, ${reviews}]\`.`,
      ],
      solution: [{ find: `[${frontend}]`, replace: `[${frontend}, ${reviews}]` }],
    },
  },
  {
    id: 'the-extra-dash',
    title: 'The extra dash',
    idea: 'What one character changes in a rule.',
    watch: {
      mesh: 'the-extra-dash',
      request: 'reviews-charges',
      cut: 'payments/backend/inbound/rbac-allow',
      caption:
        'The policy was meant as “frontend, and only GET”. Read it well, every dash of it. **reviews** sends a GET.',
      question: 'Does the policy let reviews in?',
      answers: [{ verdict: 'allowed', text: allowed }, atAllow],
      gap: 'A dash begins another rule, and one rule is enough to get in. Here they say: frontend with anything, or anybody with GET.',
    },
    task: {
      mesh: 'the-extra-dash',
      brief: 'Make it say what was meant: **frontend**, and only GET.',
      goals: [
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        { text: 'reviews cannot read charges', request: 'reviews-charges', wants: 'denied' },
        { text: 'frontend cannot delete', request: 'frontend-delete', wants: 'denied' },
        { text: 'reviews cannot delete', request: 'reviews-delete', wants: 'denied' },
      ],
      hints: [
        'Count the dashes directly under `rules`.',
        '`from` and `to` must be in one rule.',
        'In the line with `to`, write two spaces in place of the dash and the space after it.',
      ],
      solution: [
        {
          find: '    - to: [{ operation: { methods: [GET] } }]',
          replace: '      to: [{ operation: { methods: [GET] } }]',
        },
      ],
    },
  },
  {
    id: 'dry-run-first',
    title: 'Dry-run first',
    idea: 'How a policy is tried without hurting anybody.',
    watch: {
      mesh: 'token-and-authorizer',
      request: 'guest-export',
      cut: 'orders/orders/inbound/rbac-deny',
      caption:
        'The DENY policy **no-exports** refuses whoever exports orders and is no clerk. It carries the annotation `istio.io/dry-run: "true"`. A guest exports all orders.',
      question: 'The rule matches. What happens to the guest?',
      answers: [{ verdict: 'allowed', text: 'it reaches orders' }, atDeny],
      gap: 'A policy on trial decides nothing. It only writes into logs and metrics what it would have done: look there before you turn it on.',
    },
    task: {
      mesh: 'token-and-authorizer',
      brief: 'The trial went well. Turn **no-exports** on.',
      goals: [
        { text: 'a guest cannot export orders', request: 'guest-export', wants: 'denied' },
        { text: 'an approved refund still goes through', request: 'clerk-refund-approved', wants: 'allowed' },
      ],
      hints: [
        'Look at `metadata` of **no-exports**.',
        'As long as the annotation says "true", the policy is on trial.',
        'Delete the two lines `annotations:` and `istio.io/dry-run: "true"`.',
      ],
      solution: [{ find: '  annotations:\n    istio.io/dry-run: "true"\n', replace: '' }],
    },
  },
  {
    id: 'two-blockers',
    title: 'Review: two blockers',
    idea: 'What one sees of a second door that is shut.',
    watch: {
      mesh: 'two-blockers',
      request: 'frontend-refunds',
      cut: 'payments/backend/inbound/rbac-deny',
      caption:
        '**no-refunds** denies the path `/refunds`. **frontend-reads** allows frontend to GET, and nothing else. **frontend** sends `POST /refunds`.',
      question: 'Neither policy is for it. Where does it stop?',
      answers: [{ verdict: 'allowed', text: allowed }, atDeny, atAllow],
      gap: 'It stops at the first door that is shut, and only that one is told in the log. Whoever opens it meets the next.',
    },
    task: {
      mesh: 'two-blockers',
      brief: '**frontend** may refund now, `POST /refunds`. Nobody else may.',
      goals: [
        { text: 'frontend refunds', request: 'frontend-refunds', wants: 'allowed' },
        { text: 'frontend reads charges', request: 'frontend-charges', wants: 'allowed' },
        { text: 'batch cannot read charges', request: 'batch-charges', wants: 'denied' },
        {
          text: 'reviews cannot refund',
          request: {
            from: { workload: 'shop/reviews' },
            to: { url: 'http://backend.payments/refunds' },
            http: { method: 'POST' },
          },
          wants: 'denied',
        },
      ],
      hints: [
        'Both AuthorizationPolicies hold it back: first **no-refunds**, then **frontend-reads**.',
        'The DENY rule must leave frontend out, and the ALLOW rule must know POST.',
        'Delete **no-refunds**, or give its rule a `from` with `notPrincipals`; and write `methods: [GET, POST]`.',
      ],
      solution: [
        {
          find: '    - to: [{ operation: { paths: ["/refunds", "/refunds/*"] } }]',
          replace: `    - from: [{ source: { notPrincipals: [${frontend}] } }]\n      to: [{ operation: { paths: ["/refunds", "/refunds/*"] } }]`,
        },
        { find: 'methods: [GET]', replace: 'methods: [GET, POST]' },
      ],
    },
  },
];
