import type { Locator, Page } from '@playwright/test';
import { canvas, canvasNode, expectVerdict, openMesh, stepRows, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { fixed, writeYaml } from './support/yaml.ts';

test.use(still);

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'If this were taken over' });
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Taken over', exact: true });

async function takeOver(page: Page, id: string): Promise<void> {
  await canvasNode(page, id).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'If this were taken over…' }).click();
  await expect(dialog(page)).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('a workload that is taken over says how far it reaches, and marks it on the canvas', async ({ page }) => {
  await takeOver(page, 'shop/reviews');
  await expect(dialog(page).getByRole('status')).toContainText(/^reviews, taken over, reaches \d+ of \d+ ports/);
  const stopped = dialog(page).getByRole('region', { name: /^Stopped/ });
  await expect(stopped).toContainText('payments/backend:8080');
  await expect(stopped).toContainText('stopped by backend-callers (ALLOW)');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(bar(page).getByRole('status')).toContainText('reviews, taken over, reaches');
  await expect(canvas(page).locator('[data-reach="taken"]')).toHaveCount(1);
  await expect(canvasNode(page, 'shop/reviews')).toHaveAccessibleName(/taken over/);
  await expect(canvasNode(page, 'payments/backend')).toHaveAccessibleName(/not reached/);
  await bar(page).getByRole('button', { name: 'End' }).click();
  await expect(canvas(page).locator('[data-reach]')).toHaveCount(0);
});

test('what it reaches past its sidecar plays, without the sidecar', async ({ page }) => {
  await openMesh(page, 'malicious-site.com: the black hole');
  await takeOver(page, 'shop/reviews');
  await expect(dialog(page).getByRole('status')).toContainText('only because it can leave out its sidecar');
  const past = dialog(page).getByRole('region', { name: /^Reached only because/ });
  const outside = past.getByRole('listitem').filter({ hasText: 'malicious-site.com:443' });
  await outside.getByRole('button').filter({ hasText: 'past its sidecar' }).first().click();
  await expect(dialog(page)).toHaveCount(0);
  await expectVerdict(page, 'Allowed');
  await expect(verdictCard(page)).toContainText('goes past the sidecar');
  await expect(stepRows(page).first()).toBeVisible();
});

test('beside a fork it says what B changes of it', async ({ page }) => {
  await verdictCard(page).getByRole('button', { name: 'What if…' }).click();
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await takeOver(page, 'shop/reviews');
  const changed = dialog(page).getByRole('region', { name: /^Changed by B · 1/ });
  await expect(changed).toContainText('payments/backend:8080');
  await expect(changed.getByRole('img', { name: 'A: not reached' })).toBeVisible();
  await expect(changed.getByRole('img', { name: 'reached', exact: true })).toBeVisible();
  await expect(dialog(page).getByRole('status').locator('p')).toHaveCount(2);
});
