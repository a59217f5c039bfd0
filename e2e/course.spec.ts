import type { Locator, Page } from '@playwright/test';
import { lessons } from '../src/content/lessons/lessons.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

const wall = (page: Page): Locator => page.getByRole('region', { name: 'Lesson on the wall' });
const caption = (page: Page): Locator => page.getByRole('region', { name: 'Caption' });
const [first, second] = lessons;

async function teach(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await page.getByRole('dialog', { name: 'Lessons' }).getByRole('button', { name: 'Teach on the wall' }).click();
  await expect(wall(page).getByRole('heading')).toHaveText(first?.watch.question ?? '');
}

test('The course goes over the wall: hands are counted before anything is told, and shown beside what was right', async ({
  page,
}) => {
  await teach(page);
  await expect(caption(page)).not.toHaveAttribute('data-verdict', /.+/);
  await expect(wall(page)).not.toContainText(first?.title ?? 'no title');
  const fields = wall(page).getByRole('textbox');
  await fields.nth(0).fill('7');
  await fields.nth(1).fill('12 hands');
  await expect(fields.nth(1)).toHaveValue('12');
  await wall(page).getByRole('button', { name: 'Notes' }).click();
  await expect(page.getByRole('complementary', { name: 'Presenter’s notes' })).not.toContainText('After the reveal');
  await expectAccessible(page);
  await fields.nth(1).press('PageDown');
  await expect(wall(page)).toContainText('7 of 19');
  await expect(wall(page)).toContainText('12 of 19');
  await expect(wall(page).locator('[data-right="true"]')).toHaveCount(1);
  await expect(wall(page).locator('[data-right="true"]')).toContainText('7 of 19');
  await expect(page.getByRole('complementary', { name: 'Presenter’s notes' })).toContainText('After the reveal');
  await expectAccessible(page);
});

test('PageDown and PageUp go through the whole course', async ({ page }) => {
  await teach(page);
  const number = (at: number): Promise<void> => expect(wall(page)).toContainText(`Lesson ${at} of ${lessons.length}`);
  const heading = wall(page).getByRole('heading');
  await page.keyboard.press('PageDown');
  await expect(wall(page)).toContainText('Nobody was asked.');
  await page.keyboard.press('End');
  await page.keyboard.press('PageDown');
  await number(2);
  await expect(heading).toHaveText(second?.watch.question ?? '');
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await number(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Task' })).toBeVisible();
});
