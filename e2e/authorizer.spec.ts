import type { Locator, Page } from '@playwright/test';
import { checkRows, expectVerdict, outline, stepRows, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { builtInYaml, downloaded, pasteOnCanvas } from './support/yaml.ts';

test.use(still);

const yaml = builtInYaml('token-and-authorizer');
const unsaid = yaml.replace(/^ {2}authorizers:\n(?: {4}.*\n)+/m, '');
const answers = (page: Page): Locator => page.getByRole('group', { name: 'opa answers' });

test.describe('an authorizer of which nothing is said', () => {
  test.beforeEach(async ({ page }) => {
    await expect(verdictCard(page)).toBeVisible();
    await pasteOnCanvas(page, unsaid);
    await expectVerdict(page, "Can't tell");
  });

  test('The card says what to do, and one press does it', async ({ page }) => {
    await expect(verdictCard(page)).toContainText('before you say what the external authorizer opa answers');
    await answers(page).getByRole('button', { name: 'Allow' }).click();
    await expectVerdict(page, 'Allowed');
    expect(await downloaded(page)).toMatch(/authorizers:\s+opa:\s+answer: allow/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectVerdict(page, "Can't tell");
  });

  test('The outline lists the authorizer and can say it, too', async ({ page }) => {
    const select = outline(page).getByLabel('opa answers');
    await expect(select).toHaveValue('');
    await select.selectOption({ label: 'Down' });
    await expectVerdict(page, 'Denied');
    await expect(verdictCard(page)).toContainText('could not be asked');
    await expect(select).toHaveValue('down');
  });
});

test.describe('an authorizer with a condition', () => {
  test.use({ opens: '#s=token-and-authorizer&r=clerk-refund' });

  test('Allow, Deny and Down change the story from its step, by keyboard', async ({ page }) => {
    await expectVerdict(page, 'Denied');
    await expect(page.getByText('It allows what carries the header x-approved-by.')).toBeVisible();
    await expect(checkRows(page).first()).toContainText('refunds-ask-opa');
    await answers(page).getByRole('button', { name: 'Down' }).focus();
    await page.keyboard.press('Enter');
    await expect(verdictCard(page)).toContainText('ext_authz_error');
    await answers(page).getByRole('button', { name: 'Allow' }).focus();
    await page.keyboard.press('Enter');
    await expect(stepRows(page).filter({ hasText: 'CUSTOM: authorizer agrees' })).toBeVisible();
    await expectVerdict(page, 'Allowed');
    await stepRows(page).filter({ hasText: 'CUSTOM: authorizer agrees' }).click();
    await expect(answers(page).getByRole('button', { name: 'Allow' })).toHaveAttribute('aria-pressed', 'true');
    await answers(page).getByRole('button', { name: 'Deny' }).click();
    await expectVerdict(page, 'Denied');
  });

  test('The switch is not there where the authorizer is not asked', async ({ page }) => {
    await page.goto('./#s=token-and-authorizer&r=guest-export');
    await page.reload();
    await expectVerdict(page, 'Allowed');
    await stepRows(page).filter({ hasText: 'CUSTOM: no rule matches' }).click();
    await expect(answers(page)).toHaveCount(0);
  });

  for (const scheme of ['light', 'dark'] as const) {
    test(`The switch is accessible, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await expect(answers(page)).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(answers(page)).toBeVisible();
      await expectAccessible(page);
    });
  }
});
