import { checkRows, expectStepInAddress, expectVerdict, stepRows, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { pasteOnCanvas } from './support/yaml.ts';

test.use(still);

const deployment = (name: string, version: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name.split('-')[0]}, version: ${version}}}
  template:
    metadata: {labels: {app: ${name.split('-')[0]}, version: ${version}}}
    spec: {serviceAccountName: ${name.split('-')[0]}, containers: [{name: app, ports: [{containerPort: 9080}]}]}
---`;

const canary = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---${deployment('web', 'v1')}${deployment('reviews-v1', 'v1')}${deployment('reviews-v2', 'v2')}
apiVersion: v1
kind: Service
metadata: {name: reviews, namespace: shop}
spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: reviews, namespace: shop}
spec:
  host: reviews
  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: reviews, namespace: shop}
spec:
  hosts: [reviews]
  http:
  - fault: {delay: {fixedDelay: 5s, percentage: {value: 10}}}
    route:
    - {destination: {host: reviews, subset: v1}, weight: 80}
    - {destination: {host: reviews, subset: v2}, weight: 20}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: not-yet, namespace: shop}
spec: {selector: {matchLabels: {version: v2}}}
---
apiVersion: hopwise.dev/v1
kind: Scenario
metadata: {name: canary}
spec:
  title: Canary
  requests:
  - {id: web-reviews, from: {workload: shop/web}, to: {host: reviews, port: 9080}}
`;

test.beforeEach(async ({ page }) => {
  await expect(verdictCard(page)).toBeVisible();
  await pasteOnCanvas(page, canary);
  await expectVerdict(page, 'Allowed');
});

test('The card says how often the verdict falls, and plays the other branch', async ({ page }) => {
  await expect(verdictCard(page)).toContainText('in 80 of 100');
  await expect(verdictCard(page)).toContainText('20 of 100 go to reviews/v2');
  await verdictCard(page).getByRole('button', { name: 'Play: 20 of 100 go to reviews/v2' }).click();
  await expectVerdict(page, 'Denied');
  await expect(verdictCard(page)).toContainText('in 20 of 100');
  await expect(verdictCard(page).locator('[aria-current]')).toHaveText([/90 of 100/, '20 of 100 go to reviews/v2']);
  await expectAccessible(page);
});

test('A link holds the branch that is played', async ({ page }) => {
  await verdictCard(page).getByRole('button', { name: 'Play: 20 of 100 go to reviews/v2' }).click();
  await expectVerdict(page, 'Denied');
  await expectStepInAddress(page, 'shop/reviews-v2/inbound/rbac-allow');
  await page.reload();
  await expectVerdict(page, 'Denied');
  await verdictCard(page).getByRole('button', { name: 'Play: 80 of 100 go to reviews/v1' }).click();
  await expectVerdict(page, 'Allowed');
});

test('The step that draws lists its branches', async ({ page }) => {
  await stepRows(page).filter({ hasText: 'reviews/v1: 80 in 100' }).click();
  await expect(checkRows(page)).toHaveText([/reviews\/v1.*80 of 100/, /reviews\/v2.*20 of 100/]);
});
