import type { Locator, Page } from '@playwright/test';
import { expectVerdict, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { allowed, downloaded, editor, refused, shop } from './support/yaml.ts';

test.use(still);

const line = (page: Page, text: string): Locator =>
  yamlPane(page).locator('.cm-line').filter({ hasText: text }).first();
const option = (page: Page, name: string): Locator => yamlPane(page).getByRole('option', { name });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await editor(page);
});

test('Real names of the mesh are offered while one types, and the one taken is in the text', async ({ page }) => {
  await line(page, 'sa/frontend').click();
  // The value is wrapped: the first press goes to the end of what is on the screen.
  await page.keyboard.press('End');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- cluster.local/ns/shop/sa/re');
  await expect(option(page, refused)).toBeVisible();
  // The list takes no key for what has only just appeared: nobody can have meant it.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expectVerdict(page, 'Allowed');
  expect(await downloaded(page)).toMatch(new RegExp(`- ${allowed}\n +- ${refused}\n`));
});

test('Fields are offered with what they are for, and values by their names', async ({ page }) => {
  await line(page, 'action: ALLOW').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(option(page, 'provider')).toBeVisible();
  await expect(option(page, 'rules')).toHaveCount(0);
  await expect(yamlPane(page).getByText('Who decides, for action CUSTOM.')).toHaveCount(0);
  await page.keyboard.type('prov');
  await expect(yamlPane(page).getByText('Who decides, for action CUSTOM.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(option(page, 'provider')).toHaveCount(0);
});

test('A pointer that rests on a field shows what it is for', async ({ page }) => {
  await line(page, 'principals:').hover({ position: { x: 130, y: 10 } });
  await expect(yamlPane(page).getByText('Identities from the client certificate')).toBeVisible();
});

test('F12 goes to what a name stands for', async ({ page }) => {
  await line(page, 'sa/frontend').click();
  await page.keyboard.press('F12');
  const current = yamlPane(page).getByLabel('Go to a resource');
  await expect(current).toHaveValue(/^(ServiceAccount|Deployment)\/shop\/frontend$/);
  expect(shop).toContain('frontend');
});
