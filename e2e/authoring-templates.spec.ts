import type { Locator, Page } from '@playwright/test';
import { canvasNode, currentStep, expectVerdict, outline, verdictCard, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { downloaded } from './support/yaml.ts';

test.use(still);

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'New resource' });
const effect = (page: Page): Locator => dialog(page).getByRole('region', { name: 'Blast radius' });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

async function open(page: Page): Promise<void> {
  await outline(page).getByRole('button', { name: 'New resource' }).click();
  await expect(dialog(page)).toBeVisible();
}

test('A19 The open request is allowed by a new policy whose callers are filled in already', async ({ page }) => {
  await open(page);
  await expect(dialog(page).getByRole('checkbox', { name: 'reviews (shop/reviews)' })).toBeChecked();
  await expect(effect(page)).toContainText('newly allowed');
  await dialog(page).getByRole('button', { name: 'Apply' }).click();
  await expectVerdict(page, 'Allowed');
  // A new policy opens as a form.
  await expect(yamlPane(page).getByRole('tab', { name: 'Form' })).toHaveAttribute('aria-selected', 'true');
  await expect(yamlPane(page).getByLabel('1 of principals of caller 1 of rule 1', { exact: true })).toHaveValue(
    'cluster.local/ns/shop/sa/reviews',
  );
});

test('A23 Adding the first ALLOW policy to a workload shows how many flows become denied before it is applied', async ({
  page,
}) => {
  const before = await downloaded(page);
  await open(page);
  await dialog(page).getByLabel('Where').selectOption('workload shop/catalog');
  await expect(effect(page)).toContainText('Selects 1 workload: catalog.');
  await expect(effect(page)).toContainText(/[1-9]\d* flows? newly denied/);
  await expect(effect(page).getByRole('img', { name: 'after: denied' }).first()).toBeVisible();
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  expect(await downloaded(page)).toBe(before);
});

test('A25 Undo after a template insert restores the exact previous text in 1 step and does not change selection or playhead', async ({
  page,
}) => {
  const before = await downloaded(page);
  await canvasNode(page, 'shop/catalog').click();
  await page.keyboard.press('ArrowLeft');
  const step = await currentStep(page);
  await open(page);
  await dialog(page).getByRole('radio', { name: 'Require a valid JWT' }).check();
  await dialog(page).getByLabel('Where').selectOption('workload shop/frontend');
  await dialog(page).getByLabel('Issuer').fill('https://issuer.example');
  await dialog(page).getByRole('button', { name: 'Apply' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect.poll(() => downloaded(page)).toContain('frontend-require-jwt');
  const undo = yamlPane(page).getByRole('button', { name: 'Undo', exact: true });
  await undo.click();
  await expect(undo).toBeDisabled();
  expect(await downloaded(page)).toBe(before);
  expect(await currentStep(page)).toBe(step);
  await expect(canvasNode(page, 'shop/catalog')).toHaveAttribute('aria-pressed', 'true');
  await expect(verdictCard(page)).toBeVisible();
});

test('Every intent says what it still needs, and can be chosen by keyboard', async ({ page }) => {
  await page.keyboard.press('a');
  const first = dialog(page).getByRole('radio', { name: 'Only these callers' });
  await expect(first).toBeFocused();
  await dialog(page).getByRole('checkbox', { name: 'reviews (shop/reviews)' }).uncheck();
  await expect(dialog(page).getByText('Choose at least one caller.')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Apply' })).toBeDisabled();
  await first.focus();
  await page.keyboard.press('ArrowUp');
  await expect(dialog(page).getByRole('radio', { name: 'Allow nothing here' })).toBeChecked();
  await expect(dialog(page).getByRole('button', { name: 'Apply' })).toBeEnabled();
  await dialog(page).getByRole('radio', { name: 'Send it through the egress gateway' }).check();
  await expect(dialog(page).getByText('This mesh has no egress gateway')).toBeVisible();
});
