import { canvas, checkRows, expectVerdict, outline, player, stepRows, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { builtInYaml, editor, pasteOnCanvas } from './support/yaml.ts';

test.use(still);

const yaml = builtInYaml('token-and-authorizer');

test.describe('a dry run', () => {
  test.use({ opens: '#s=token-and-authorizer&r=guest-export' });

  test('The card says what a policy on trial would have done, and leads to its rule', async ({ page }) => {
    await expectVerdict(page, 'Allowed');
    const run = verdictCard(page).getByRole('button', { name: 'orders/no-exports would have denied this' });
    await run.click();
    await expect(await editor(page)).toContainText('/orders/export');
    await expect(outline(page).getByRole('button', { name: 'no-exports DENY, dry run' })).toBeVisible();
  });

  test('Its step says so as well, and the checks name it as one', async ({ page }) => {
    await stepRows(page).filter({ hasText: 'DENY: ' }).click();
    await expect(page.getByRole('region', { name: 'Dry run' })).toContainText(
      'orders/no-exports would have denied this',
    );
    await expect(checkRows(page).filter({ hasText: 'no-exports, dry run' })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('a handshake', () => {
  test.use({ opens: '#s=token-and-authorizer&r=guest-export' });

  test('Its step shows what each side presents and what the other verifies', async ({ page }) => {
    await player(page).locator('[data-step="orders/orders/inbound/handshake"]').click();
    const sides = page.getByRole('region', { name: 'Both sides of the handshake' });
    await expect(sides).toContainText('spiffe://cluster.local/ns/shop/sa/website');
    await expect(sides.getByRole('img', { name: 'met', exact: true })).toHaveCount(6);
    await expectAccessible(page);
  });

  test('A name that the client does not expect is marked at the server', async ({ page }) => {
    await expect(verdictCard(page)).toBeVisible();
    await pasteOnCanvas(
      page,
      `${yaml.replace('opens: clerk-refund', 'opens: guest-export')}---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: other, namespace: shop }
spec:
  host: orders.orders.svc.cluster.local
  trafficPolicy:
    tls: { mode: ISTIO_MUTUAL, subjectAltNames: ["spiffe://cluster.local/ns/x/sa/y"] }
`,
    );
    await expectVerdict(page, 'Denied');
    const sides = page.getByRole('region', { name: 'Both sides of the handshake' });
    await expect(sides.getByRole('img', { name: 'not met' })).toHaveCount(1);
    await expect(sides).toContainText('spiffe://cluster.local/ns/x/sa/y');
    await expect(sides).toContainText('Nothing: the client has ended it.');
  });
});

test('A resource that istiod refuses is listed and drawn as rejected, with the reason, and leads to its line', async ({
  page,
}) => {
  await expect(verdictCard(page)).toBeVisible();
  await pasteOnCanvas(
    page,
    yaml.replace('opens: clerk-refund', 'opens: guest-export').replace('methods: [GET]', 'methods: [""]'),
  );
  await expectVerdict(page, 'Allowed');
  const row = outline(page).getByRole('button', { name: /^logged-in rejected/ });
  await expect(row).toContainText('an empty value is not allowed');
  await row.click();
  await expect(await editor(page)).toContainText('methods: [""]');
  // The workload that it was written for says so on the canvas.
  const written = page.locator('[data-rejected="1"]');
  await expect(written).toHaveCount(1);
  await expect(canvas(page).getByRole('button', { name: /1 rejected$/ })).toHaveAttribute('data-shape', 'sidecar');
  // It takes no part: nothing of the story is told at its gate.
  await expect(stepRows(page).filter({ hasText: 'ALLOW' })).toHaveCount(0);
  await expectAccessible(page);
});
