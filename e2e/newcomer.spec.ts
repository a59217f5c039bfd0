import type { Locator, Page } from '@playwright/test';
import { lessons } from '../src/content/lessons/lessons.ts';
import { expectAnswer, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor } from './support/yaml.ts';

test.use(still);

const task = (page: Page): Locator => page.getByRole('region', { name: 'Task' });
const question = (page: Page): Locator => page.getByRole('region', { name: 'Question' });
const outcome = (page: Page): Locator => page.getByRole('region', { name: 'Outcome' });
const list = (page: Page): Locator => page.getByRole('dialog', { name: 'Lessons' });
const solved = (page: Page): Locator => task(page).getByText('Solved. Every goal is met.');

/** Presses a key until something has the focus. */
async function reach(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${key}`);
}

/** From the question to the YAML, as somebody does who knows two keys: the number of an answer, and E. */
async function toYaml(page: Page, at: number): Promise<void> {
  await expect(question(page).getByRole('heading')).toHaveText(lessons[at]?.watch.question ?? '');
  await expect(question(page).getByRole('heading')).toBeFocused();
  await page.keyboard.press('1');
  await expect(outcome(page).getByRole('button', { name: 'Your turn' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(task(page).getByRole('heading', { level: 2 })).toBeFocused();
  await expectAnswer(page);
  await expect(yamlPane(page).locator('[data-ready="true"]')).toBeVisible();
  await page.keyboard.press('e');
  await expect(await editor(page)).toBeFocused();
}

/** Out of the editor and on to the next lesson. */
async function goOn(page: Page): Promise<void> {
  await expect(solved(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+j');
  await expect(task(page).getByRole('heading', { level: 2 })).toBeFocused();
  await reach(page, task(page).getByRole('button', { name: /^Next: / }));
  await page.keyboard.press('Enter');
}

test('A37 The first five lessons are taken by keyboard alone, each solution typed', async ({ page }) => {
  test.slow();
  await expectAnswer(page);
  await reach(page, page.getByRole('button', { name: 'Learn', exact: true }));
  await page.keyboard.press('Enter');
  await expect(list(page).locator('[data-lesson]').first()).toBeFocused();
  await page.keyboard.press('Enter');

  await toYaml(page, 0);
  // Whole words, each ended by Enter, with the list of what could be written open or not.
  await page.keyboard.type('---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\n');
  await page.keyboard.type('metadata: { name: nothing, namespace: payments }\nspec: {}');
  await goOn(page);

  await toYaml(page, 1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type(', cluster.local/ns/shop/sa/reviews');
  await goOn(page);

  await toYaml(page, 2);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type(', notPaths: ["/admin/users"]');
  await goOn(page);

  await toYaml(page, 3);
  await page.keyboard.press('End');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  // The new line stands under `from`; the dash of a rule does not.
  await page.keyboard.type('- to: [{ operation: { methods: [GET], paths: ["/charges"] } }]');
  await goOn(page);

  await toYaml(page, 4);
  await page.keyboard.press('Escape');
  await reach(page, yamlPane(page).getByLabel('Go to a resource'), 'Shift+Tab');
  await page.keyboard.type('Namespace legacy');
  await expect(yamlPane(page).getByLabel('Go to a resource')).toHaveValue('Namespace//legacy');
  await reach(page, await editor(page));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(', labels: { istio-injection: enabled }');
  await expect(solved(page)).toBeVisible();
});

test('What a lesson says is read out: the outcome, hints, and how many goals are met', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./#lesson=one-allow-closes-the-door');
  await expect(question(page).getByRole('heading')).toBeFocused();
  await expect(question(page).getByRole('status')).toHaveText(lessons[1]?.watch.question ?? '');
  // The policies that the question is about are in sight.
  await expect(yamlPane(page).getByText('AuthorizationPolicy').first()).toBeVisible();
  await page.keyboard.press('1');
  const status = outcome(page).getByRole('status');
  await expect(status).toContainText('Not what you said.');
  await expect(status).toContainText('An ALLOW is a list of guests.');
  await page.keyboard.press('Enter');
  await expect(task(page).getByRole('status').filter({ hasText: 'goals met' })).toHaveText('4 of 5 goals met');
  const hint = task(page).getByRole('button', { name: /^(Hint \d of 3|No more hints)$/ });
  await reach(page, hint);
  for (const text of lessons[1]?.task.hints ?? []) {
    await page.keyboard.press('Enter');
    await expect(task(page).locator('[aria-live="polite"]')).toContainText(text.replaceAll(/[`*]/g, ''));
  }
  await expect(hint).toBeFocused();
  await expect(hint).toHaveText('No more hints');
});

test('Goals stay as they were while what is typed cannot be read, and so does what was solved', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./#lesson=one-allow-closes-the-door');
  await toYaml(page, 1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type(', cluster.local/ns/shop/sa/reviews');
  await expect(solved(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('\n"');
  await expect(task(page).getByText('As they were before the error in the YAML.')).toBeVisible();
  await expect(task(page).locator('[data-goal="met"]')).toHaveCount(5);
  await expect(solved(page)).toBeVisible();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('ControlOrMeta+Home');
  await expect(task(page).getByText('As they were before')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+j');
  await reach(page, task(page).getByRole('button', { name: 'Reset' }));
  await page.keyboard.press('Enter');
  await expect(task(page).locator('[data-goal="failed"]')).toHaveCount(1);
  await expect(solved(page)).toHaveCount(0);
});

test('After Escape, Tab leaves the editor in both directions, whatever is selected', async ({ page }) => {
  const field = await editor(page);
  for (const key of ['Tab', 'Shift+Tab']) {
    await expectAnswer(page);
    await page.keyboard.press('e');
    await expect(field).toBeFocused();
    // A value is selected; the first Escape takes that back.
    expect(await page.evaluate(() => getSelection()?.toString() ?? '')).not.toBe('');
    await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    await expect(field).not.toBeFocused();
    await field.blur();
  }
  await expect(yamlPane(page).getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('What was said of one lesson is gone in the next, and the list opens where somebody is', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./#lesson=open-by-default');
  await toYaml(page, 0);
  await page.keyboard.type('---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\n');
  await page.keyboard.type('metadata: { name: nothing, namespace: payments }\nspec: {}');
  await expect(page.getByText('The story changed here.')).toBeVisible();
  await goOn(page);
  await expect(question(page).getByRole('heading')).toBeFocused();
  await expect(page.getByText('The story changed here.')).toHaveCount(0);
  await page.keyboard.press('l');
  await expect(list(page).locator('[data-lesson="one-allow-closes-the-door"]')).toBeFocused();
  await expect(list(page).locator('[data-lesson="one-allow-closes-the-door"]')).toContainText('Next');
});
