import { describe, expect, it } from 'vitest';
import { createMemory } from './memory.ts';
import { meshNames } from './meshNames.ts';
import { referenceAt } from './referenceAt.ts';

const text = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: front, namespace: shop }
spec:
  template:
    metadata: { labels: { app: front } }
    spec: { serviceAccountName: visitor, containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: shop }
spec: { selector: { app: front }, ports: [{ port: 80, targetPort: 8080, name: http }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: rule, namespace: shop }
spec: { host: front, subsets: [{ name: all, labels: { app: front } }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: policy, namespace: shop }
spec:
  selector: { matchLabels: { app: front } }
  rules:
    - from: [{ source: { principals: [cluster.local/ns/shop/sa/visitor], namespaces: [shop, nowhere] } }]
      to: [{ operation: { ports: ["8080"] } }]
`;
const document = { files: [{ name: 'a.yaml', text }] };

/** What the last place of a word in the text leads to. */
function from(word: string, shift = 1): string | null {
  const found = referenceAt(document, 'a.yaml', text.lastIndexOf(word) + shift, createMemory());
  return found === null ? null : `${found.resource} ${found.path.join('.')}`;
}

describe('a name leads to what it stands for', () => {
  it.each([
    ['cluster.local/ns/shop/sa/visitor', 'Deployment/shop/front spec.template.spec.serviceAccountName'],
    ['shop, nowhere', 'Namespace//shop '],
    ['front } }\n  rules', 'Deployment/shop/front spec.template.metadata.labels.app'],
    ['front, subsets', 'Service/shop/front '],
    ['visitor, containers', 'Deployment/shop/front spec.template.spec.serviceAccountName'],
  ])('%s', (word, to) => {
    expect(from(word)).toBe(to);
  });

  it('what is not in the text leads nowhere, and neither does a field', () => {
    expect(from('nowhere')).toBeNull();
    expect(from('principals')).toBeNull();
    expect(referenceAt(document, 'b.yaml', 0, createMemory())).toBeNull();
  });
});

describe('the names of a mesh', () => {
  it('are those of its objects', () => {
    const { byKind, labels } = meshNames(document, createMemory());
    expect(byKind.principal).toEqual(['cluster.local/ns/shop/sa/visitor']);
    expect(byKind.host).toEqual(['front.shop.svc.cluster.local']);
    expect(byKind.podPort).toEqual(['8080']);
    expect(byKind.servicePort).toEqual(['80']);
    expect(byKind.subset).toEqual(['all']);
    expect(byKind.podLabel).toEqual(['app']);
    expect(labels['app']).toEqual(['front']);
    expect(labels['kubernetes.io/metadata.name']).toEqual(['shop']);
  });
});
