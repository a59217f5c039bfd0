import { expect, test } from 'vitest';
import { createMemory, evaluate } from '../../../core/scenario/evaluate.ts';
import { meshGraph } from './meshGraph.ts';

const mesh = (action: string, more = ''): string => `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: cart }] } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: cart, namespace: shop }
spec:
  action: ${action}
  rules: [{ to: [{ operation: { methods: [GET] } }] }]
${more}`;

const policy = (name: string, spec: string, kind = 'AuthorizationPolicy') =>
  `---\napiVersion: security.istio.io/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;

const graphOf = (text: string) => {
  const { overview } = evaluate({ files: [{ name: 'mesh.yaml', text }] }, null, createMemory());
  return { graph: meshGraph(overview), rejected: overview.workloads.flatMap((one) => one.rejected) };
};

test('Nothing moves while somebody breaks a policy and mends it', () => {
  const three =
    policy('deny', '{ action: DENY, rules: [{ to: [{ operation: { methods: [PUT] } }] }] }') +
    policy('jwt', '{ jwtRules: [{ issuer: a, jwks: "{ \\"keys\\": [] }" }] }', 'RequestAuthentication');
  for (const more of ['', three]) {
    const whole = graphOf(mesh('ALLOW', more));
    const broken = graphOf(mesh('ALLOWx', more));
    expect(whole.rejected).toEqual([]);
    expect(broken.rejected).toHaveLength(1);
    expect(broken.graph).toEqual(whole.graph);
  }
});
