import { expectVerdict, narrator, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { downloaded, shop, writeYaml } from './support/yaml.ts';
import type { Locator, Page } from '@playwright/test';

test.use(still);

const misspelt = shop.replace('      app: backend', '      app: backnd');
const problem = (page: Page, code: string): Locator => yamlPane(page).locator(`[data-problem="${code}"]`);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('A22 A selector that matches nothing shows a warning; its quick fix previews a diff and applies in 1 click', async ({
  page,
}) => {
  expect(misspelt).not.toBe(shop);
  await writeYaml(page, misspelt);
  await expectVerdict(page, 'Allowed');
  const summary = yamlPane(page).locator('summary');
  await expect(summary).toContainText(/1 warning/);
  await summary.click();
  const warning = problem(page, 'selectorMatchesNothing');
  await expect(warning).toContainText('warning No workload in payments has the label app=backnd');
  await warning.getByRole('button', { name: 'Fix' }).click();
  const preview = warning.getByRole('region', { name: /^Quick fix: / });
  await expect(preview.getByText('app: backnd')).toBeVisible();
  await expect(preview.getByText('app: backend')).toBeVisible();
  await expect(preview.getByRole('img', { name: 'removed' })).toHaveCount(1);
  await expect(preview.getByRole('img', { name: 'added' })).toHaveCount(1);
  await preview.getByRole('button', { name: 'Apply' }).click();
  await expectVerdict(page, 'Denied');
  await expect(problem(page, 'selectorMatchesNothing')).toHaveCount(0);
  expect(await downloaded(page)).toContain(shop);
  await yamlPane(page).getByRole('button', { name: 'Undo', exact: true }).click();
  expect(await downloaded(page)).toContain(misspelt);
});

test('A quick fix by keyboard: Enter applies, Escape closes and changes nothing', async ({ page }) => {
  await writeYaml(page, misspelt);
  await yamlPane(page).locator('summary').click();
  const warning = problem(page, 'selectorMatchesNothing');
  const fix = warning.getByRole('button', { name: 'Fix' });
  await fix.focus();
  await page.keyboard.press('Enter');
  await expect(warning.getByRole('button', { name: 'Apply' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(warning.getByRole('button', { name: 'Apply' })).toHaveCount(0);
  await expect(fix).toBeFocused();
  await expectVerdict(page, 'Allowed');
  await page.keyboard.press('Enter');
  await expect(warning.getByRole('button', { name: 'Apply' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectVerdict(page, 'Denied');
  await expect(narrator(page)).not.toBeEmpty();
});

test('A problem says why it matters and links to Istio’s documentation, which the page itself never asks for', async ({
  page,
}) => {
  await writeYaml(page, misspelt);
  await yamlPane(page).locator('summary').click();
  const warning = problem(page, 'selectorMatchesNothing');
  await warning.getByRole('button', { name: 'Fix' }).click();
  await expect(warning).toContainText('A selector that picks nothing is no error to Istio.');
  const link = warning.getByRole('link', { name: 'Istio’s documentation' });
  await expect(link).toHaveAttribute('href', /^https:\/\/istio\.io\/latest\/docs\//);
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expectAccessible(page, '[aria-label="YAML"]');
});

test('The place of a problem is marked in the text, and its sentence leads there', async ({ page }) => {
  await writeYaml(page, misspelt);
  await yamlPane(page).locator('summary').click();
  await problem(page, 'selectorMatchesNothing')
    .getByRole('button', { name: /^warning/ })
    .click();
  await expect(yamlPane(page).locator('.cm-content')).toBeFocused();
  const mark = yamlPane(page).locator('.hw-problem-warning').first();
  await expect(mark).toHaveAttribute('title', /No workload in payments has the label app=backnd/);
});

test('A rule that is proved to decide nothing is told among the problems when the text rests; it leads to what decides, plays, and goes', async ({
  page,
}) => {
  const rules =
    '  rules:\n    - to: [{operation: {methods: [GET]}}]\n    - to: [{operation: {notMethods: [GET]}}]\n    - to: [{operation: {paths: ["/a"]}}]\n';
  const all = `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: whole, namespace: payments}\nspec:\n  selector: {matchLabels: {app: backend}}\n${rules}`;
  await writeYaml(page, `${shop}---\n${all}`);
  const dead = problem(page, 'ruleDecidesNothing').filter({
    hasText: 'payments/whole, rule 1 and payments/whole, rule 2',
  });
  await yamlPane(page).locator('summary').click();
  await expect(dead).toContainText('Rule 3 decides nothing: all that it would let in is decided by');
  await dead.getByRole('button', { name: 'Fix' }).click();
  await expectAccessible(page, '[aria-label="YAML"]');
  await dead.getByRole('button', { name: 'Show payments/whole, rule 2' }).click();
  await dead.getByRole('button', { name: /^Play an example/ }).click();
  await expectVerdict(page, 'Allowed');
  await dead.getByRole('button', { name: 'Apply' }).click();
  await expect(dead).toHaveCount(0);
  expect(await downloaded(page)).not.toContain('"/a"');
});
