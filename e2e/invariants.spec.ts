import type { Locator, Page } from '@playwright/test';
import { addressField, canvas, expectVerdict, requestRows, verdictCard, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { shop, writeYaml } from './support/yaml.ts';

test.use(still);

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Invariants' });
const chip = (page: Page): Locator => page.getByRole('button', { name: /^Invariants: / });
const row = (page: Page, id: string): Locator => dialog(page).locator(`[data-invariant="${id}"]`);

/** The first mesh, with invariants. */
const demanding = shop.replace(
  '  requests:\n',
  `  invariants:
    - { id: callers, kind: onlyCallers, to: payments/backend, callers: [shop/frontend] }
    - { id: charges, kind: flow, request: frontend-charges, wants: allowed }
  requests:
`,
);
/** The same with a rule that lets everybody in the shop call. */
const opened = demanding.replace('- cluster.local/ns/shop/sa/frontend', '- cluster.local/ns/shop/sa/*');

async function openInvariants(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await canvas(page).focus();
  await page.keyboard.press('u');
  await expect(dialog(page)).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('an invariant is added by a form, holds, and stands in the YAML', async ({ page }) => {
  await expect(chip(page)).toHaveCount(0);
  await openInvariants(page);
  await expect(dialog(page)).toContainText('There are none yet.');
  await dialog(page).getByRole('button', { name: 'Add invariant…' }).click();
  await dialog(page).getByRole('combobox', { name: 'Whom it is about' }).selectOption('payments/backend');
  await dialog(page).getByRole('combobox', { name: 'Who may call' }).selectOption('shop/frontend');
  await expect(dialog(page).getByRole('form')).toContainText('Nobody but shop/frontend reaches payments/backend.');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Add', exact: true }).click();
  await expect(row(page, 'only-callers-payments-backend')).toHaveAttribute('data-result', 'held');
  await expect(row(page, 'only-callers-payments-backend')).toContainText(
    /Proved: none of \d+ classes of requests breaks it/,
  );
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Edit only-callers-payments-backend in YAML' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(yamlPane(page)).toContainText('onlyCallers');
  await expect(chip(page)).toHaveAccessibleName('Invariants: 1 is proved');
});

test('an edit that breaks one is seen at once; its witness plays; undo makes it hold again', async ({ page }) => {
  await writeYaml(page, demanding);
  await expect(chip(page)).toHaveAccessibleName('Invariants: 2 are proved');
  await writeYaml(page, opened);
  await expect(chip(page)).toHaveAccessibleName('Invariants: 1 is broken, 1 is proved');
  await chip(page).click();
  await expect(row(page, 'callers')).toContainText('Broken');
  await expect(row(page, 'charges')).toContainText('Proved: however this request goes, it ends so.');
  await row(page, 'callers')
    .getByRole('button', { name: /^Play why: shop\/\w+ sends GET \/charges/ })
    .first()
    .click();
  await expect(dialog(page)).toHaveCount(0);
  await expectVerdict(page, 'Allowed');
  await yamlPane(page).getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(chip(page)).toHaveAccessibleName('Invariants: 2 are proved');
  await expectVerdict(page, 'Denied');
});

test('the open story is kept as it ends, and deleted again', async ({ page }) => {
  await openInvariants(page);
  await dialog(page).getByRole('button', { name: 'Keep this request denied' }).click();
  await expect(row(page, 'flow-reviews-charges-denied')).toHaveAttribute('data-result', 'held');
  await expect(row(page, 'flow-reviews-charges-denied')).toContainText('must not get through with GET /charges');
  await expect(dialog(page).getByRole('button', { name: 'Kept already' })).toBeDisabled();
  await dialog(page).getByRole('button', { name: 'Delete flow-reviews-charges-denied' }).click();
  await expect(dialog(page)).toContainText('There are none yet.');
  await page.keyboard.press('Escape');
  await expect(chip(page)).toHaveCount(0);
  // The text is what it was, but for nothing.
  await expect(yamlPane(page)).not.toContainText('invariants');
});

test('a link carries the invariants', async ({ page, context }) => {
  await writeYaml(page, opened);
  await expect(chip(page)).toHaveAccessibleName('Invariants: 1 is broken, 1 is proved');
  await expect.poll(() => addressField(page, 'p')).not.toBeNull();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(chip(other)).toHaveAccessibleName('Invariants: 1 is broken, 1 is proved');
  await chip(other).click();
  await expect(row(other, 'callers')).toContainText('Broken');
});

test('one that cannot be read is said with its line; one of a kind that nobody knows is kept', async ({ page }) => {
  await writeYaml(
    page,
    demanding.replace('kind: onlyCallers', 'kind: quota').replace('wants: allowed', 'wants: maybe'),
  );
  await expect(chip(page)).toHaveAccessibleName("Invariants: 1 can't be told");
  await chip(page).click();
  await expect(row(page, 'callers')).toContainText('quota');
  await expect(dialog(page).locator('[data-invariant]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(verdictCard(page)).toBeVisible();
  await expect(requestRows(page).first()).toBeVisible();
});
