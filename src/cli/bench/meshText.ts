/** A made-up mesh as YAML text: `workloads` over ten namespaces, `policies` spread over them, `rules` in each. */
export function meshText(workloads: number, policies: number, rules: number): string {
  const documents: string[] = [];
  const namespaces = Math.min(10, workloads);
  for (let index = 0; index < namespaces; index += 1) {
    documents.push(
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns${index}\n  labels: {istio-injection: enabled}`,
    );
  }
  for (let index = 0; index < workloads; index += 1) documents.push(...workload(index, namespaces));
  for (let index = 0; index < policies; index += 1) documents.push(policy(index, workloads, namespaces, rules));
  documents.push(
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: istio-system}\nspec:\n  mtls: {mode: STRICT}',
  );
  return documents.join('\n---\n');
}

function workload(index: number, namespaces: number): readonly string[] {
  const meta = `name: w${index}\n  namespace: ns${index % namespaces}`;
  return [
    `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  ${meta}`,
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  ${meta}\nspec:\n  selector:\n    matchLabels: {app: w${index}}\n  template:\n    metadata:\n      labels: {app: w${index}}\n    spec:\n      serviceAccountName: w${index}\n      containers:\n        - name: app\n          image: example/w${index}\n          ports:\n            - containerPort: 8080`,
    `apiVersion: v1\nkind: Service\nmetadata:\n  ${meta}\nspec:\n  selector: {app: w${index}}\n  ports:\n    - name: http\n      port: 80\n      targetPort: 8080`,
  ];
}

/** Of realistic shape: a selector, callers by principal, operations by method and path; every fifth one denies. */
function policy(index: number, workloads: number, namespaces: number, rules: number): string {
  const target = index % workloads;
  const deny = index % 5 === 4;
  const lines = [
    'apiVersion: security.istio.io/v1',
    'kind: AuthorizationPolicy',
    `metadata: {name: p${index}, namespace: ns${target % namespaces}}`,
    'spec:',
    '  selector:',
    `    matchLabels: {app: w${target}}`,
    `  action: ${deny ? 'DENY' : 'ALLOW'}`,
    '  rules:',
  ];
  for (let rule = 0; rule < rules; rule += 1) {
    const caller = (target + rule + 1) % workloads;
    lines.push(
      '    - from:',
      '        - source:',
      `            principals: ["cluster.local/ns/ns${caller % namespaces}/sa/w${caller}"]`,
      '      to:',
      '        - operation:',
      deny ? '            paths: ["/admin*"]' : '            methods: ["GET", "POST"]',
      ...(deny ? [] : [`            paths: ["/api/v${rule}/*", "/health"]`]),
    );
  }
  return lines.join('\n');
}
