import type { Locator, Page } from '@playwright/test';
import { canvas, expectVerdict, stepRows, verdictCard, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { fixed, writeYaml } from './support/yaml.ts';

test.use(still);

const bar = (page: Page): Locator => page.getByRole('region', { name: 'Comparison' });
const version = (page: Page, side: 'A' | 'B'): Locator =>
  bar(page).getByRole('radio', { name: new RegExp(`^${side} `) });
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'What B changes' });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await verdictCard(page).getByRole('button', { name: 'What if…' }).click();
  await expect(version(page, 'B')).toBeChecked();
});

test('A27 What if… gives an editable B in 1 click; A is unchanged', async ({ page }) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await page.keyboard.press('Escape');
  await version(page, 'A').click();
  await expectVerdict(page, 'Denied');
  await canvas(page).focus();
  await page.keyboard.press('x');
  await expect(version(page, 'B')).toBeChecked();
  await expectVerdict(page, 'Allowed');
  await bar(page).getByRole('button', { name: 'Back to A' }).click();
  await expect(bar(page)).toHaveCount(0);
  await expectVerdict(page, 'Denied');
  await yamlPane(page).getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(version(page, 'B')).toBeChecked();
  await expectVerdict(page, 'Allowed');
});

test('A28 After one edit in B exactly the flows that end otherwise are marked and counted', async ({ page }) => {
  await expect(bar(page).getByRole('status')).toContainText('none of');
  await writeYaml(page, fixed);
  // reviews takes the place of frontend: the one is let in, the other is not.
  await expect(bar(page).getByRole('status')).toContainText('1 change · +1 newly allowed, −1 newly denied');
  await expect(canvas(page).locator('[data-badge="opened"]')).toHaveCount(1);
  await expect(canvas(page).locator('[data-edge="shop/frontend>payments/backend"]')).toHaveAttribute(
    'data-change',
    'closed',
  );
  await bar(page).getByRole('button', { name: 'What changes' }).click();
  await expect(
    dialog(page)
      .getByRole('region', { name: /Newly allowed/ })
      .getByRole('listitem'),
  ).toHaveCount(1);
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'YAML' }).click();
  await expect(dialog(page).getByRole('group', { name: 'Changed lines' })).toContainText('sa/reviews');
  await dialog(page).getByRole('button', { name: 'This request' }).click();
  await expect(dialog(page).getByText('They differ here')).toHaveCount(2);
});

test('A28 All requests are compared, not a sample: the classes that change are told, each plays, and the rest is proved', async ({
  page,
}) => {
  await writeYaml(page, fixed);
  await expect(bar(page).getByRole('status')).toContainText('newly allowed');
  await bar(page).getByRole('button', { name: 'What changes' }).click();
  await expect(dialog(page).getByTestId('proof')).toContainText(
    /Proved: \d+ newly (?:allowed|denied).*, no other request changes/,
  );
  await dialog(page).getByRole('button', { name: 'All requests' }).click();
  const opened = dialog(page).getByRole('region', { name: /Newly allowed/ });
  await expect(opened).toContainText('GET or POST on /charges or /charges/* from shop/reviews → payments/backend:8080');
  await expect(opened).toContainText('from whoever has the identity cluster.local/ns/shop/sa/reviews');
  await expectAccessible(page);
  await opened.getByRole('button', { name: /^Play an example: GET or POST .* from whoever/ }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expectVerdict(page, 'Allowed');
});

test('A29 Opening a changed flow plays its story at the step where A and B part', async ({ page }) => {
  await writeYaml(page, fixed);
  await expect(bar(page).getByRole('status')).toContainText('newly allowed');
  await bar(page).getByRole('button', { name: 'What changes' }).click();
  await dialog(page)
    .getByRole('region', { name: /Newly denied/ })
    .getByRole('button')
    .first()
    .click();
  await expect(dialog(page)).toHaveCount(0);
  await expectVerdict(page, 'Denied');
  await expect(stepRows(page).and(page.locator('[aria-current="step"]'))).toContainText('ALLOW: no rule matches');
});

test('the same mesh in ambient mode is B in one click, with what is not enforced as written', async ({ page }) => {
  await bar(page).getByRole('button', { name: 'What changes' }).click();
  await dialog(page).getByRole('button', { name: 'With ztunnels alone' }).click();
  await expect(bar(page).getByRole('status')).toContainText('−1 newly denied');
  await bar(page).getByRole('button', { name: 'What changes' }).click();
  await expect(dialog(page).getByRole('region', { name: /Not enforced as written/ })).toContainText(
    'payments/backend-callers',
  );
  await dialog(page)
    .getByRole('region', { name: /Newly denied/ })
    .getByRole('button')
    .first()
    .click();
  await expectVerdict(page, 'Denied');
  await expect(stepRows(page).first()).toBeVisible();
});
