import { expectAnswer, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor } from './support/yaml.ts';

test.use({ ...still, opens: './#lesson=who-gets-in' });

test('What is typed stays in its order while marks come and go under the caret', async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Question' }).getByRole('heading')).toBeFocused();
  await expectAnswer(page);
  await page.getByRole('region', { name: 'Question' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'Outcome' }).getByRole('button', { name: 'Your turn' }).click();
  await expectAnswer(page);
  await expect(yamlPane(page).locator('[data-ready="true"]')).toBeVisible();
  await page.keyboard.press('e');
  await expect(await editor(page)).toBeFocused();
  for (const key of ['End', 'End', 'Enter']) await page.keyboard.press(key);
  const line = yamlPane(page).locator('.cm-activeLine');

  // A list item that is one word is a fault of its own. With its colon it is a field.
  await page.keyboard.type('- to');
  await expect(line.locator('.hw-problem', { hasText: 'to' })).toBeVisible();
  await page.keyboard.type(':');
  await expect(line.locator('.hw-problem')).toHaveCount(0);
  await expect(line.locator('.hw-key', { hasText: 'to' })).toBeVisible();
  await page.keyboard.type(' [{ operation: { methods: [GET], paths: ["/charges"] } }]');
  await expect(line).toHaveText('    - to: [{ operation: { methods: [GET], paths: ["/charges"] } }]');
  await expect(page.getByText('Solved. Every goal is met.')).toBeVisible();
});
