// A made-up mesh for measuring the view: namespaces of twenty workloads that call each other as services do, mostly near.

/**
 * @param {number} workloads
 * @param {number} requests
 */
export function meshOf(workloads, requests) {
  const namespaces = Math.max(1, Math.round(workloads / 20));
  const space = (/** @type {number} */ i) => `team-${Math.floor((i * namespaces) / workloads)}`;
  const documents = [
    ...Array.from(
      { length: namespaces },
      (_, i) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: team-${i}, labels: { istio-injection: enabled } }`,
    ),
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: istio-system }\nspec: { mtls: { mode: STRICT } }',
  ];
  for (let i = 0; i < workloads; i += 1) documents.push(...workloadOf(i, space(i)));
  for (let i = 0; i < workloads; i += 5) documents.push(policyOf(i, workloads, space));
  documents.push(scenarioOf(workloads, requests, space));
  return documents.join('\n---\n');
}

/**
 * @param {number} i
 * @param {string} namespace
 */
function workloadOf(i, namespace) {
  const meta = `metadata: { name: app-${i}, namespace: ${namespace} }`;
  const labels = `{ app: app-${i} }`;
  return [
    `apiVersion: v1\nkind: ServiceAccount\n${meta}`,
    `apiVersion: apps/v1\nkind: Deployment\n${meta}\nspec:\n  selector: { matchLabels: ${labels} }\n  template:\n    metadata: { labels: ${labels} }\n    spec: { serviceAccountName: app-${i}, containers: [{ name: app, image: app, ports: [{ containerPort: 8080 }] }] }`,
    `apiVersion: v1\nkind: Service\n${meta}\nspec: { selector: ${labels}, ports: [{ name: http, port: 80, targetPort: 8080 }] }`,
  ];
}

/**
 * @param {number} i
 * @param {number} workloads
 * @param {(i: number) => string} space
 */
function policyOf(i, workloads, space) {
  const caller = (i + 1) % workloads;
  return `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: app-${i}, namespace: ${space(i)} }\nspec:\n  selector: { matchLabels: { app: app-${i} } }\n  action: ALLOW\n  rules:\n    - from: [{ source: { principals: ["cluster.local/ns/${space(caller)}/sa/app-${caller}"] } }]\n      to: [{ operation: { methods: [GET], paths: ["/api/*"] } }]`;
}

/**
 * Of three calls two stay in the namespace or go to the next one.
 * @param {number} workloads
 * @param {number} requests
 * @param {(i: number) => string} space
 */
function scenarioOf(workloads, requests, space) {
  const rows = [];
  for (let i = 0; i < requests; i += 1) {
    const from = (i * 7) % workloads;
    const far = i % 3 === 2;
    const to = (from + (far ? 1 + ((i * 97) % (workloads - 1)) : 1 + (i % Math.min(29, workloads - 1)))) % workloads;
    rows.push(
      `    - { id: r${i}, from: { workload: ${space(from)}/app-${from} }, to: { host: app-${to}.${space(to)}, port: 80 }, http: { method: GET, path: /api/${i % 4} } }`,
    );
  }
  return `apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata: { name: measured }\nspec:\n  requests:\n${rows.join('\n')}`;
}
