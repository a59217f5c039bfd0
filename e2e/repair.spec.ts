import type { Locator, Page } from '@playwright/test';
import { expectVerdict, requestRows, verdictCard, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { runCommand } from './support/dialogs.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /What would (let it pass|stop it)/ });
const ways = (page: Page): Locator => dialog(page).locator('button[aria-expanded]');

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('A19 From the verdict card a denied request is made allowed in two clicks, and the story replays', async ({
  page,
}) => {
  await verdictCard(page).getByRole('button', { name: 'Fix it…' }).click();
  await dialog(page).getByRole('button', { name: 'Apply' }).click();
  await expectVerdict(page, 'Allowed');
  await expect(requestRows(page).first()).toHaveAccessibleName('reviews to backend, GET /charges: Allowed');
  await yamlPane(page).getByRole('button', { name: 'Undo', exact: true }).click();
  await expectVerdict(page, 'Denied');
});

test('each way says how far it reaches, shows its lines and the flows that it opens', async ({ page }) => {
  await verdictCard(page).getByRole('button', { name: 'Fix it…' }).click();
  await expect(ways(page)).toHaveCount(3);
  await expect(ways(page).first()).toHaveAttribute('aria-expanded', 'true');
  await expect(ways(page).first()).toContainText('opens only this flow');
  await expect(ways(page).last()).toContainText('opens 6 flows');
  await ways(page).last().focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('group', { name: 'Changed lines' })).toContainText(
    'cluster.local/ns/shop/sa/reviews',
  );
  await expect(dialog(page).getByRole('region', { name: 'Flows that change' }).getByRole('listitem')).toHaveCount(6);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(verdictCard(page).getByRole('button', { name: 'Fix it…' })).toBeFocused();
});

test('*Find or run* leads to the ways, too', async ({ page }) => {
  await runCommand(page, 'repair');
  await expect(ways(page)).toHaveCount(3);
});

test('what is allowed can be stopped', async ({ page }) => {
  await requestRows(page).nth(1).click();
  await expectVerdict(page, 'Allowed');
  await verdictCard(page).getByRole('button', { name: 'Stop it…' }).click();
  await expect(ways(page).first()).toContainText('closes only this flow');
  await dialog(page).getByRole('button', { name: 'Apply' }).click();
  await expectVerdict(page, 'Denied');
});
