import {
  canvas,
  canvasNode,
  expectVerdict,
  narrator,
  outline,
  requestRows,
  stepRows,
  verdictCard,
} from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { pasteOnCanvas } from './support/yaml.ts';

test.use(still);

const pod = (namespace: string, name: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {serviceAccountName: ${name}, containers: [{name: app, ports: [{containerPort: 9080}]}]}
---`;

const mesh = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
---${pod('shop', 'web')}${pod('shop', 'reviews')}${pod('legacy', 'scraper')}
apiVersion: v1
kind: Service
metadata: {name: reviews, namespace: shop, labels: {istio.io/use-waypoint: waypoint}}
spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: waypoint, namespace: shop}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: read-only, namespace: shop}
spec:
  targetRefs: [{kind: Service, group: '', name: reviews}]
  rules: [{to: [{operation: {methods: [GET]}}]}]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: no-post, namespace: shop}
spec: {selector: {matchLabels: {app: web}}, rules: [{to: [{operation: {methods: [GET]}}]}]}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
spec: {mtls: {mode: STRICT}}
---
apiVersion: hopwise.dev/v1
kind: Scenario
metadata: {name: ambient}
spec:
  title: Ambient
  requests:
  - {id: read, from: {workload: shop/web}, to: {host: reviews, port: 9080}, http: {path: /reviews/1}}
  - {id: write, from: {workload: shop/web}, to: {host: reviews, port: 9080}, http: {method: POST, path: /reviews}}
  - {id: past, from: {workload: shop/web}, to: {workload: shop/reviews, port: 9080}, http: {method: POST, path: /past}}
  - {id: scrape, from: {workload: legacy/scraper}, to: {host: reviews.shop, port: 9080}, http: {path: /metrics}}
`;

const onlyTheWaypoint = `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: by-the-waypoint, namespace: shop}
spec:
  selector: {matchLabels: {app: reviews}}
  rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/waypoint]}}]}]
`;

test.beforeEach(async ({ page }) => {
  await expect(verdictCard(page)).toBeVisible();
  await pasteOnCanvas(page, mesh);
  await expectVerdict(page, 'Allowed');
});

test('A request goes from ztunnel through the waypoint to ztunnel', async ({ page }) => {
  await expect(canvasNode(page, 'shop/waypoint')).toBeVisible();
  const said = [/Goes to waypoint/, /CONNECT 10\.96/, /ALLOW: a rule matches/, /CONNECT 10\.244/, /Gets 200/];
  for (const words of said) await expect(stepRows(page).filter({ hasText: words })).toHaveCount(1);
  await expectAccessible(page);
});

test('What travels in HBONE lies in a tube, and plaintext does not', async ({ page }) => {
  const tubes = canvas(page).locator('[data-edge][data-tube]');
  await expect(tubes.first()).toBeAttached();
  await expect(canvas(page).locator('[data-edge="legacy/scraper>shop/reviews"]')).not.toHaveAttribute('data-tube');
});

test('The waypoint refuses by its policy, and what goes past it is let through', async ({ page }) => {
  await requestRows(page).filter({ hasText: 'POST /reviews' }).click();
  await expectVerdict(page, 'Denied');
  await expect(verdictCard(page)).toContainText('waypoint');
  await requestRows(page).filter({ hasText: 'POST /past' }).click();
  await expectVerdict(page, 'Allowed');
  await expect(stepRows(page).filter({ hasText: 'Goes to waypoint' })).toHaveCount(0);
});

test('Plaintext from outside the mesh is refused by ztunnel', async ({ page }) => {
  await requestRows(page).filter({ hasText: 'scraper' }).click();
  await expectVerdict(page, 'Denied');
  await stepRows(page).and(page.locator('[data-verdict]')).click();
  await expect(narrator(page)).toContainText('ztunnel');
});

test('The outline says what istiod writes on a policy that ztunnel cannot keep whole', async ({ page }) => {
  const row = outline(page).getByRole('listitem').filter({ hasText: 'no-post' });
  await expect(row).toContainText('Ztunnel cannot check HTTP');
  await expect(row.getByTitle(/found: methods/)).toContainText('Ztunnel cannot check HTTP');
});

test('The same mesh with sidecars is B in one click, and says what could not be carried over', async ({ page }) => {
  await pasteOnCanvas(page, mesh + onlyTheWaypoint);
  await expect(outline(page)).toContainText('by-the-waypoint');
  await canvas(page).focus();
  await page.keyboard.press('c');
  const bar = page.getByRole('region', { name: 'Comparison' });
  await bar.getByRole('button', { name: 'What changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'What B changes' });
  await dialog.getByRole('button', { name: 'With sidecars' }).click();
  await expect(canvasNode(page, 'shop/waypoint')).toHaveCount(0);
  // Every flow ends as before: the pods are guarded as the waypoint was.
  await expect(bar.getByRole('status')).toContainText('4 changes · ≠');
  await bar.getByRole('button', { name: 'What changes' }).click();
  await expect(dialog.getByRole('region', { name: /Not carried over into B/ })).toContainText('identity of a waypoint');
  await expectAccessible(page);
});

test('What to add is tried, shown with its lines and flows, and applied in one step', async ({ page }) => {
  await page.goto('/?fresh#s=ambient-ztunnel-alone&r=frontend-reviews');
  await expectVerdict(page, 'Denied');
  await canvas(page).focus();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: /Find/ }).fill('what to add');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'What to add in ambient mode' });
  const policy = dialog.getByRole('region', { name: 'shop/reviews-readers' });
  await expect(policy).toContainText('Ztunnel cannot check HTTP');
  await expect(policy.getByRole('button', { expanded: true })).toContainText('Put a waypoint before reviews');
  await expect(policy.getByRole('group', { name: 'Changed lines' })).toContainText('gatewayClassName: istio-waypoint');
  await expect(policy.getByRole('region', { name: 'Flows that change' })).toContainText('GET /reviews');
  await expectAccessible(page);
  await policy.getByRole('button', { name: 'Apply' }).click();
  await expectVerdict(page, 'Allowed');
  await expect(canvasNode(page, 'shop/waypoint')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expectVerdict(page, 'Denied');
  await expect(canvasNode(page, 'shop/waypoint')).toHaveCount(0);
});
