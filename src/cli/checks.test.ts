import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const text = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { serviceAccountName: web, containers: [{ name: c }] }
---
apiVersion: v1
kind: Pod
metadata: { name: cart, namespace: shop, labels: { app: cart } }
spec: { containers: [{ name: c, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: istio-system }
spec: { mtls: { mode: STRICT } }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: open-door, namespace: shop }
spec: { selector: { matchLabels: { app: cart } }, portLevelMtls: { 80: { mode: DISABLE } } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: readers, namespace: shop }
spec: { rules: [{ from: [{ source: { namespaces: [admin] } }], to: [{ operation: { methods: [GET, HEAD] } }] }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: others, namespace: shop }
spec: { selector: { matchLabels: { app: till } }, rules: [{}] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: other, namespace: istio-system }
spec: { host: cart.shop.svc.cluster.local, exportTo: ["."] }
`;

/** What stands below each step. */
function checksAt(detail: 'story' | 'checks' | 'engine'): readonly string[] {
  const { out } = run({ files: [{ name: 'a.yaml', text }] }, { request: null, detail, json: false });
  return out.split('\n').flatMap((line) => (/^ {9,}[✓✕–] /.test(line) ? [line.slice(9)] : []));
}

describe('the checks of a story in a terminal', () => {
  it('stand below their step, from the policy to the value', () => {
    const lines = checksAt('checks');
    expect(lines.slice(lines.indexOf('✕ readers'))).toEqual([
      '✕ readers',
      '  ✕ rule 1',
      '    ✕ namespaces: asks for admin, has shop',
      '    ✓ methods: asks for GET, HEAD, has GET',
      '      ✓ GET',
      '      ✕ HEAD',
    ]);
    expect(lines.join('\n')).toContain(`✓ mTLS mode: asks for STRICT, has mTLS
  ✓ default: asks for STRICT, has mTLS. Mesh-wide. Sets the mode.
  – open-door: asks for UNSET. Workload. Sets no mode: the wider scope decides.
  – open-door: asks for DISABLE. Port 80. Not used: this is a port of the Service. Ports of the pod count here, and that is 8080.`);
  });

  it('list at the finest level what has no part in a step', () => {
    const aside = '– others: asks for app=till, has app=cart. Not used: its selector asks for another label.';
    expect(checksAt('engine')).toContain(aside);
    expect(checksAt('engine')).toContain(
      "– other: asks for cart.shop.svc.cluster.local. Root namespace. Not used: it is not exported to the caller's namespace.",
    );
    expect(checksAt('checks')).not.toContain(aside);
    expect(checksAt('story')).toEqual([]);
  });
});
