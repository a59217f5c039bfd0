import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expectAnswer, outline } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor } from './support/yaml.ts';

test.use(still);

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Make a challenge from this' });
const task = (page: Page): Locator => page.getByRole('region', { name: 'Task' });

async function open(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await page
    .getByRole('dialog', { name: 'Lessons' })
    .getByRole('button', { name: 'Make a challenge from this…' })
    .click();
  await expect(dialog(page)).toBeVisible();
}

async function make(page: Page): Promise<void> {
  await expect(outline(page)).toBeVisible();
  await open(page);
  await dialog(page).getByRole('button', { name: 'This is the start' }).click();
  await expect(dialog(page).getByText('Nothing has changed since the start yet')).toBeVisible();
  await page.keyboard.press('Escape');
  const field = await editor(page);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+End');
  const policy = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy';
  await page.keyboard.insertText(`\n---\n${policy}\nmetadata: { name: mine, namespace: shop }\nspec: {}\n`);
  await expectAnswer(page);
  await field.blur();
  await open(page);
  await expect(dialog(page).getByText('What is in the editor now is the solution.')).toBeVisible();
  await expect(dialog(page).getByRole('checkbox', { name: 'is refused', checked: true })).not.toHaveCount(0);
}

async function fill(page: Page): Promise<void> {
  await dialog(page).getByLabel('Title').fill('Shut the shop');
  await dialog(page).getByLabel('Task').fill('Nobody calls anything in **shop**.');
  await dialog(page).getByLabel('Where to look').fill('In the shop');
  await dialog(page).getByLabel('What is wrong').fill('There is no policy');
  await dialog(page).getByLabel('The exact edit').fill('Add an empty one');
  await dialog(page).getByRole('button', { name: 'This is the solution: check it' }).click();
  await expect(dialog(page).getByText('It holds: unsolved at the start')).toBeVisible();
}

test('Any mesh becomes a challenge: its link opens it as a task for others, solved by its solution', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await make(page);
  await dialog(page).getByRole('button', { name: 'This is the solution: check it' }).click();
  await expect(dialog(page).getByText('Title, one goal with words and three hints are needed')).toBeVisible();
  await expectAccessible(page);
  await fill(page);
  await dialog(page).getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog(page).getByText('The link is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await other.goto(link);
  await expect(task(other).getByRole('heading', { level: 2 })).toHaveText('Shut the shop');
  await expect(task(other).locator('[data-goal="failed"]').first()).toBeVisible();
  await expect(other).toHaveURL(/#.*p=2\.mix/);
  await task(other).getByRole('button', { name: 'Hint 1 of 3' }).click();
  await expect(task(other).getByText('In the shop')).toBeVisible();
  await task(other).getByRole('button', { name: 'Show solution' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Show solution' }).click();
  await expect(task(other).getByText('by the solution')).toBeVisible();
  await other.reload();
  await expect(task(other).getByRole('heading', { level: 2 })).toHaveText('Shut the shop');
  await other.context().close();
});

test('The file opens as the challenge, too', async ({ page }) => {
  await make(page);
  await fill(page);
  const download = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download .hopwise.yaml' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('shut-the-shop.hopwise.yaml');
  const path = await file.path();
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto('./');
  await expect(outline(page)).toBeVisible();
  await page.locator('input[type=file]').first().setInputFiles(path);
  const intake = page.getByRole('dialog');
  await intake
    .getByRole('button', { name: /^(Open|Replace|Take)/ })
    .first()
    .click();
  await expect(task(page).getByRole('heading', { level: 2 })).toHaveText('Shut the shop');
});

test('Whoever has made it opens it again from its link: words, goals and hints are there, and a new link comes of it', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await make(page);
  await fill(page);
  const copyLink = async (): Promise<string> => {
    await dialog(page).getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog(page).getByText('The link is copied.')).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const goals = await dialog(page).getByRole('checkbox', { checked: true }).count();
  const link = await copyLink();
  const openLink = async (address: string): Promise<void> => {
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await page.goto('about:blank');
    await page.goto(address);
  };
  await openLink(link);
  await expect(task(page).getByRole('heading', { level: 2 })).toHaveText('Shut the shop');
  await page.keyboard.press('l');
  await page.getByRole('dialog', { name: 'Lessons' }).getByRole('button', { name: 'Edit this challenge…' }).click();
  await expect(dialog(page).getByLabel('Title')).toHaveValue('Shut the shop');
  await expect(dialog(page).getByLabel('Task')).toHaveValue('Nobody calls anything in **shop**.');
  await expect(dialog(page).getByLabel('The exact edit')).toHaveValue('Add an empty one');
  await expect(dialog(page).getByRole('checkbox', { checked: true })).toHaveCount(goals);
  await expect(task(page)).toHaveCount(0);
  await dialog(page).getByLabel('Title').fill('Shut the whole shop');
  await dialog(page).getByRole('button', { name: 'This is the solution: check it' }).click();
  await expect(dialog(page).getByText('It holds: unsolved at the start')).toBeVisible();
  await openLink(await copyLink());
  await expect(task(page).getByRole('heading', { level: 2 })).toHaveText('Shut the whole shop');
  await task(page).getByRole('button', { name: 'Show solution' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show solution' }).click();
  await expect(task(page).getByText('by the solution')).toBeVisible();
});
