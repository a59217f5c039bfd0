import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expectAnswer, verdictCard } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor } from './support/yaml.ts';

test.use(still);

const task = (page: Page): Locator => page.getByRole('region', { name: 'Task' });
const labs = (page: Page): Locator => page.getByRole('region', { name: 'Break-fix labs' });
const goals = (page: Page): Locator => task(page).locator('[data-goal]');
const failing = (page: Page): Locator => task(page).locator('[data-goal="failed"]');

/** Opens a fragment in a page of its own: the one that is open would write its own address. */
async function open(page: Page, fragment: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`./#${fragment}`);
  await expect(failing(page).first()).toBeVisible();
  await expectAnswer(page);
}

async function showSolution(page: Page): Promise<void> {
  await task(page).getByRole('button', { name: 'Show solution' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show solution' }).click();
  await expect(task(page).getByText('by the solution')).toBeVisible();
}

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`A39 A40 lab ${seed} is unsolved at start, plays why, has three hints, and its solution solves it`, async ({
    page,
  }) => {
    await open(page, `lab=${seed}`);
    await expect(task(page).getByRole('heading', { level: 2 })).toHaveText(`Lab ${seed}`);
    const count = await goals(page).count();
    await failing(page)
      .first()
      .getByRole('button', { name: /^Play why/ })
      .click();
    await expectAnswer(page);
    await expect(verdictCard(page)).toBeVisible();
    for (const step of [1, 2, 3])
      await task(page)
        .getByRole('button', { name: `Hint ${step} of 3` })
        .click();
    await expect(task(page).getByRole('list', { name: 'Hints' }).getByRole('listitem')).toHaveCount(3);
    await showSolution(page);
    await expect(task(page).locator('[data-goal="met"]')).toHaveCount(count);
    await task(page).getByRole('button', { name: 'Reset' }).click();
    await expect(failing(page).first()).toBeVisible();
  });
}

test('A lab is started by its number, and a new one gets another number', async ({ page }) => {
  await page.keyboard.press('l');
  const number = labs(page).getByLabel('Lab number');
  const first = await number.inputValue();
  await labs(page).getByRole('button', { name: 'New lab' }).click();
  await expect(number).not.toHaveValue(first);
  await number.fill('0');
  await expect(labs(page).getByText('From 1 to 999999.')).toBeVisible();
  await number.fill('7');
  await labs(page).getByRole('button', { name: 'Start this lab' }).click();
  await expect(task(page).getByRole('heading', { level: 2 })).toHaveText('Lab 7');
  await expect(page).toHaveURL(/#lab=7$/);
});

test('A class set is a link: the same labs in the same order, and the next one after each', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('l');
  await labs(page).getByLabel('Lab number').fill('3');
  await labs(page).getByLabel('Class set').fill('2');
  await labs(page).getByRole('button', { name: 'Copy link of the set' }).click();
  await expect(labs(page).getByText('The link is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#labs=3x2$/);
  await open(page, 'labs=3x2');
  await expect(task(page).getByText('1 of 2 in this set')).toBeVisible();
  await expect(page).toHaveURL(/#labs=3x2$/);
});

test('Labs that there are not are said to be none', async ({ page }) => {
  for (const fragment of ['lab=0', 'lab=abc', 'labs=5x99']) {
    await page.goto('about:blank');
    await page.goto(`./#${fragment}`);
    await expect(page.getByRole('status').filter({ hasText: 'There is no lab' })).toBeVisible();
    await expect(verdictCard(page)).toBeVisible();
  }
});

test('A42 the labs and a lab are accessible', async ({ page }) => {
  await page.keyboard.press('l');
  await expect(labs(page)).toBeVisible();
  await expectAccessible(page);
  await open(page, 'lab=2');
  await expectAccessible(page);
});

test('A solved challenge says how it was done beside ours', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./#lesson=open-by-default');
  await expect(page.getByRole('region', { name: 'Question' }).getByRole('button').nth(1)).toBeVisible();
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Your turn' }).click();
  await expect(failing(page).first()).toBeVisible();
  const field = await editor(page);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+End');
  const policy = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy';
  await page.keyboard.insertText(`\n---\n${policy}\nmetadata: { name: mine, namespace: payments }\nspec: {}\n`);
  const score = task(page).getByRole('region', { name: 'Score' });
  await expect(score).toContainText('You changed 1 value, as ours does.');
  await expect(score).toContainText('In all the mesh it ends as with ours');
  await page.keyboard.insertText(`---\n${policy}\nmetadata: { name: more, namespace: legacy }\nspec: {}\n`);
  await expect(score).toContainText('You changed 2 values, ours changes 1. Can you do it with fewer?');
});
