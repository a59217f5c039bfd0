/** A mesh as teams write it: fifty workloads in five namespaces, each with an account, a service and a policy of its own. */
export function meshOfFifty(): string {
  const spaces = ['shop', 'payments', 'orders', 'identity', 'platform'];
  const names =
    'frontend catalog cart checkout search reviews ratings details profile wishlist ledger billing invoices refunds fraud clearing payouts tax currency vault intake shipping returns stock warehouse pricing promo notifications tracking labels login sessions tokens accounts roles audit consent mfa directory keys metrics logs traces alerts config flags scheduler mailer reports backup'.split(
      ' ',
    );
  const workloads = names.map((name, at) => ({
    name,
    space: spaces[Math.floor(at / 10)] ?? '',
    port: [8080, 9080, 3000, 8443, 50_051][at % 5] ?? 8080,
    at,
  }));
  const documents = [
    ...spaces.flatMap((space) => [
      `apiVersion: v1
kind: Namespace
metadata:
  name: ${space}
  labels:
    istio-injection: enabled
`,
      `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: ${space}
spec:
  mtls:
    mode: STRICT
`,
      `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: allow-nothing
  namespace: ${space}
spec: {}
`,
    ]),
    ...workloads.flatMap(({ name, space, port, at }) => {
      const callers = [workloads[(at * 7 + 3) % 50], workloads[(at * 11 + 5) % 50]].slice(0, 1 + (at % 2));
      const metadata = `metadata:
  name: ${name}
  namespace: ${space}
`;
      return [
        `apiVersion: v1
kind: ServiceAccount
${metadata}`,
        `apiVersion: v1
kind: Service
${metadata}  labels: {app: ${name}, team: ${space}}
spec:
  ports:
  - name: ${port === 50_051 ? 'grpc' : 'http'}
    port: ${port === 50_051 ? port : 80}
    targetPort: ${port}
  selector:
    app: ${name}
`,
        `apiVersion: apps/v1
kind: Deployment
${metadata}spec:
  replicas: ${1 + (at % 3)}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
        version: v${1 + (at % 2)}
    spec:
      serviceAccountName: ${name}
      containers:
      - name: ${name}
        image: registry.example.com/${space}/${name}:1.${at % 7}.${(at * 7) % 10}
        ports:
        - containerPort: ${port}
        resources:
          requests: {cpu: ${50 * (1 + (at % 4))}m, memory: ${64 * (1 + (at % 3))}Mi}
`,
        `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
${metadata}spec:
  selector:
    matchLabels:
      app: ${name}
  action: ALLOW
  rules:
  - from:
    - source:
        principals:
${callers.map((caller) => `        - cluster.local/ns/${caller?.space}/sa/${caller?.name}\n`).join('')}    to:
    - operation:
        methods: [${['GET', 'GET, POST', 'POST'][at % 3]}]
        paths: ["/${name}/*"]
`,
      ];
    }),
  ];
  return documents.join('---\n');
}
