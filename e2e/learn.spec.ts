import type { Locator, Page } from '@playwright/test';
import { lessons } from '../src/content/lessons/lessons.ts';
import { expectAccessible } from './support/axe.ts';
import { canvas, expectAnswer, player, stepIds, verdictCard, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor } from './support/yaml.ts';

test.use(still);

const list = (page: Page): Locator => page.getByRole('dialog', { name: 'Lessons' });
const task = (page: Page): Locator => page.getByRole('region', { name: 'Task' });
const question = (page: Page): Locator => page.getByRole('region', { name: 'Question' });
const outcome = (page: Page): Locator => page.getByRole('region', { name: 'Outcome' });
const goals = (page: Page): Locator =>
  task(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('img') });

/** Starts a lesson from its address, and waits for the question. */
async function start(page: Page, id: string): Promise<void> {
  // A page of its own: the one that is open would write its own address.
  await page.goto('about:blank');
  await page.goto(`./#lesson=${id}`);
  await expect(question(page).getByRole('button').nth(1)).toBeVisible();
  await expectAnswer(page);
}

/** From the question to what there is to do. */
async function toTask(page: Page): Promise<void> {
  await page.keyboard.press('1');
  await outcome(page).getByRole('button', { name: 'Your turn' }).click();
  await expect(goals(page).first()).toBeVisible();
}

test('A37 A newcomer starts the first lesson in two presses and finishes it by keyboard alone', async ({ page }) => {
  await page.keyboard.press('l');
  await expect(list(page).locator('[data-lesson]').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page).getByRole('heading')).toHaveText(lessons[0]?.watch.question ?? '');
  await page.keyboard.press('1');
  await expect(outcome(page).getByRole('heading')).toHaveText('You saw it coming.');
  await expect(outcome(page).getByRole('button', { name: 'Your turn' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(task(page).getByRole('heading', { level: 2 })).toBeFocused();
  await expect(task(page).getByText('1 of 4', { exact: true })).toBeVisible();
  const field = await editor(page);
  while (!(await field.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+End');
  const policy = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy';
  await page.keyboard.insertText(`\n---\n${policy}\nmetadata: { name: mine, namespace: payments }\nspec: {}\n`);
  await expect(task(page).getByText('Solved. Every goal is met.')).toBeVisible();
  await expect(task(page).getByText('4 of 4', { exact: true })).toBeVisible();
});

test('A37 With the pointer, it is two clicks', async ({ page }) => {
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await list(page)
    .getByRole('button', { name: /Open by default/ })
    .click();
  await expect(question(page)).toBeVisible();
});

for (const { id, watch, title } of lessons) {
  test(`A38 ${id} shows no outcome before a prediction, and guess and outcome after it`, async ({ page }) => {
    await start(page, id);
    const told = await page.locator('[data-app]').evaluate((app) => {
      const names = [...app.querySelectorAll('[aria-label], [title]')].map(
        (each) => `${each.getAttribute('aria-label') ?? ''} ${each.getAttribute('title') ?? ''}`,
      );
      // What is rendered: menus that are closed are not.
      return `${app instanceof HTMLElement ? app.innerText : ''} ${names.join(' ')}`;
    });
    expect(told).not.toContain('RBAC: access denied');
    expect(told).not.toContain(title);
    expect(told).not.toMatch(/Everything else|take only mTLS/);
    await expect(verdictCard(page)).toHaveCount(0);
    await expect(page.getByRole('navigation', { name: 'Outline' })).toHaveCount(0);
    await expect(player(page).getByRole('button', { name: 'Verdict', exact: true })).toHaveCount(0);
    await expect(page.locator('[data-verdict]')).toHaveCount(0);
    await expect(page.locator('[data-app] [data-glyph="denied"]')).toHaveCount(
      watch.answers.filter(({ verdict }) => verdict === 'denied').length,
    );
    expect(await stepIds(page)).not.toContain('answer');
    expect(await stepIds(page)).not.toContain(watch.cut);
    await expect(yamlPane(page).locator('summary')).toHaveCount(0);
    for (const key of ['m', 'g', 'c', 'p', 'e', 'd', 'End']) await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(verdictCard(page)).toHaveCount(0);
    await page.keyboard.press('1');
    await expect(outcome(page).getByText('You said', { exact: true })).toBeVisible();
    await expect(outcome(page).getByText('It was', { exact: true })).toBeVisible();
    await expect(verdictCard(page)).toBeVisible();
    await expect(task(page).getByRole('heading', { level: 2 })).toContainText(title);
  });
}

for (const { id, task: todo } of lessons) {
  test(`A39 A40 ${id} is unsolved at start, every failing goal plays why, and its solution solves it`, async ({
    page,
  }) => {
    await start(page, id);
    await toTask(page);
    const failing = task(page).locator('[data-goal="failed"]');
    await expect(failing.first()).toBeVisible();
    await expect(task(page).locator('[data-goal]')).toHaveCount(todo.goals.length);
    const count = await failing.count();
    for (let index = 0; index < count; index += 1) {
      const goal = failing.nth(index);
      const text = await goal.locator('span').first().innerText();
      await goal.getByRole('button', { name: `Play why: ${text}` }).click();
      await expectAnswer(page);
      const wants = todo.goals.find((each) => each.text === text)?.wants;
      await expect(verdictCard(page).getByRole('heading', { level: 2 })).toHaveText(
        wants === 'allowed' ? 'Denied' : 'Allowed',
      );
    }
    await task(page).getByRole('button', { name: 'Show solution' }).click();
    const dialog = page.getByRole('dialog', { name: 'Show the solution?' });
    await dialog.getByRole('button', { name: 'Show solution' }).click();
    await expect(task(page).locator('[data-goal="met"]')).toHaveCount(todo.goals.length);
    await expect(task(page).getByText('by the solution')).toBeVisible();
    await task(page).getByRole('button', { name: 'Reset' }).click();
    await expect(failing).toHaveCount(count);
  });
}

test('A41 What somebody has looked at stays so when the window becomes narrow, and wide again', async ({ page }) => {
  await start(page, 'one-allow-closes-the-door');
  await toTask(page);
  const hints = task(page).getByRole('list', { name: 'Hints' }).getByRole('listitem');
  await task(page).getByRole('button', { name: 'Hint 1 of 3' }).click();
  await task(page).getByRole('button', { name: 'Show solution' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show solution' }).click();
  for (const width of [1119, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(hints).toHaveCount(1);
    await expect(task(page).getByText('by the solution')).toBeVisible();
  }
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await expect(list(page).getByRole('button', { name: /One ALLOW closes the door/ })).toContainText('Solution seen');
});

test('A41 Hints come in three steps, and the solution asks first', async ({ page }) => {
  await start(page, 'one-allow-closes-the-door');
  await toTask(page);
  const hints = task(page).getByRole('list', { name: 'Hints' }).getByRole('listitem');
  for (const step of [1, 2, 3]) {
    await task(page)
      .getByRole('button', { name: `Hint ${step} of 3` })
      .click();
    await expect(hints).toHaveCount(step);
  }
  await expect(task(page).getByRole('button', { name: 'No more hints' })).toBeDisabled();
  await task(page).getByRole('button', { name: 'Show solution' }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(task(page).locator('[data-goal="failed"]')).not.toHaveCount(0);
});

test('A41 Progress survives a reload, and goes out and in as a file', async ({ page }) => {
  await start(page, 'one-allow-closes-the-door');
  await toTask(page);
  await task(page).getByRole('button', { name: 'Show solution' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show solution' }).click();
  await expect(task(page).getByText('by the solution')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  const row = list(page).getByRole('button', { name: /One ALLOW closes the door/ });
  await expect(row).toContainText('Solution seen');
  const download = page.waitForEvent('download');
  await list(page).getByRole('button', { name: 'Export progress' }).click();
  const path = await (await download).path();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await expect(row).not.toContainText('Solution seen');
  await list(page).locator('input[type=file]').setInputFiles(path);
  await expect(row).toContainText('Solution seen');
  await list(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"lessons":') });
  await expect(list(page).getByText('Nothing was changed.')).toBeVisible();
  await expect(row).toContainText('Solution seen');
});

test.describe('without storage', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
  });

  test('lessons work, and say that progress will not be kept', async ({ page }) => {
    await start(page, 'open-by-default');
    await toTask(page);
    await page.getByRole('button', { name: 'Learn', exact: true }).click();
    await expect(list(page).getByText('This browser keeps nothing')).toBeVisible();
  });
});

test('What was open before a lesson is there again after it, with its past', async ({ page }) => {
  const field = await editor(page);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('# mine\n');
  await expect(field.getByText('# mine')).toBeVisible();
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await list(page)
    .getByRole('button', { name: /Open by default/ })
    .click();
  await expect(question(page).getByRole('button').nth(1)).toBeVisible();
  await expect(yamlPane(page).getByText('# mine')).toHaveCount(0);
  await expect(page).toHaveURL(/#lesson=open-by-default$/);
  await task(page).getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('navigation', { name: 'Outline' })).toBeVisible();
  await page.keyboard.press('e');
  await page.keyboard.press('ControlOrMeta+Home');
  await expect(yamlPane(page).getByText('# mine')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(yamlPane(page).getByText('# mine')).toHaveCount(0);
});

test('Another mesh that is opened ends the lesson, and undo leads back to what was before it', async ({ page }) => {
  await start(page, 'open-by-default');
  await page.getByRole('button', { name: /^Mesh: / }).click();
  await page.getByRole('menuitemradio', { name: 'The extra dash' }).click();
  await expect(task(page)).toHaveCount(0);
  await expect(verdictCard(page)).toBeVisible();
  await yamlPane(page).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments' })).toBeVisible();
});

test('A lesson that there is not says so', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./#lesson=nothing');
  await expect(page.getByRole('status').filter({ hasText: 'There is no lesson' })).toBeVisible();
  await expect(canvas(page)).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('A42 every part of a lesson is accessible', async ({ page }) => {
      await page.keyboard.press('l');
      await expect(list(page)).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await start(page, 'one-allow-closes-the-door');
      await expectAccessible(page);
      await page.keyboard.press('2');
      await expect(outcome(page).getByText('You said', { exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Enter');
      await expect(goals(page).first()).toBeVisible();
      await task(page).getByRole('button', { name: 'Hint 1 of 3' }).click();
      await expectAccessible(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('A47 a lesson is taken in the sheet, without scrolling sideways', async ({ page }) => {
    await page.getByRole('button', { name: 'More' }).tap();
    await page.getByRole('menuitem', { name: 'Lessons…' }).tap();
    await list(page)
      .getByRole('button', { name: /Open by default/ })
      .tap();
    await question(page)
      .getByRole('button', { name: /^Allowed/ })
      .tap();
    await outcome(page).getByRole('button', { name: 'Your turn' }).tap();
    await expect(goals(page).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const { width = 999 } = (await task(page).boundingBox()) ?? {};
    expect(width).toBeLessThanOrEqual(390);
  });
});
