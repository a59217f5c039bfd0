import type { Locator, Page } from '@playwright/test';
import { lessons } from '../src/content/lessons/lessons.ts';
import { expectAnswer } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

const [first, second] = lessons;
const wall = (page: Page): Locator => page.getByRole('region', { name: 'Lesson on the wall' });
const caption = (page: Page): Locator => page.getByRole('region', { name: 'Caption' });
const status = (notes: Page): Locator => notes.getByRole('main').getByRole('status');
const poll = (notes: Page): Locator => notes.getByRole('region', { name: 'By show of hands' });

async function teach(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await page.getByRole('dialog', { name: 'Lessons' }).getByRole('button', { name: 'Teach on the wall' }).click();
  await expect(wall(page).getByRole('heading')).toHaveText(first?.watch.question ?? '');
}

async function openNotes(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Notes window' }).click();
  const notes = await opened;
  await expect(status(notes)).toHaveText('In step with the wall.');
  return notes;
}

test('The notes in a window of their own move the wall, count hands on it, and follow it', async ({ page }) => {
  await teach(page);
  const notes = await openNotes(page);
  await expect(notes).toHaveTitle('Presenter’s notes');
  // Nobody else sees them: they tell what the wall does not.
  await expect(notes.getByRole('region', { name: 'Notes' })).toContainText(first?.title ?? '');
  await expect(notes.getByRole('region', { name: 'Notes' })).toContainText(first?.watch.gap ?? '');
  await expect(wall(page)).not.toContainText(first?.title ?? '');
  await poll(notes).getByRole('textbox').nth(0).fill('7');
  await notes.keyboard.press('Tab');
  await notes.keyboard.type('12');
  await expect(poll(notes).getByRole('textbox').nth(1)).toHaveValue('12');
  await expect(poll(notes)).toContainText('19 hands in all');
  await expect(wall(page).getByRole('textbox').nth(0)).toHaveValue('7');
  await expect(wall(page).getByRole('textbox').nth(1)).toHaveValue('12');
  await notes.keyboard.press('Tab');
  await wall(page).getByRole('textbox').nth(0).fill('8');
  await expect(poll(notes).getByRole('textbox').nth(0)).toHaveValue('8');
  await expectAccessible(notes);
  await notes.getByRole('button', { name: 'Reveal' }).click();
  await expect(wall(page)).toContainText('8 of 20');
  await expect(wall(page)).toContainText('12 of 20');
  const step = notes.getByRole('region', { name: 'On the wall' });
  await page.keyboard.press('Home');
  await expect(step).toContainText('Step 1 of');
  await notes.keyboard.press('PageDown');
  await expect(step).toContainText('Step 2 of');
  await expect(caption(page)).toContainText('Step 2 of');
  await notes.keyboard.press('b');
  await expect(page.locator('[data-blank]')).toBeVisible();
  await expect(status(notes)).toHaveText('The wall is blank.');
  await notes.keyboard.press('b');
  await notes.getByRole('button', { name: 'Next lesson' }).click();
  await expect(wall(page).getByRole('heading')).toHaveText(second?.watch.question ?? '');
  await expect(notes.getByRole('region', { name: 'Notes' })).toContainText(second?.title ?? '');
});

test('Either window may be closed or loaded anew: they find each other again', async ({ page }) => {
  await teach(page);
  const notes = await openNotes(page);
  await page.reload();
  await expect(wall(page).getByRole('heading')).toHaveText(first?.watch.question ?? '');
  await expect(status(notes)).toHaveText('In step with the wall.');
  await notes.reload();
  await expect(status(notes)).toHaveText('In step with the wall.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Task' })).toBeVisible();
  await expect(status(notes)).toContainText('The wall is closed.');
  await expect(notes.getByRole('region', { name: 'Notes' })).toContainText(first?.title ?? '');
  await notes.close();
  await expect(page.getByRole('region', { name: 'Task' })).toBeVisible();
  await page.getByRole('button', { name: 'Leave' }).click();
  await expectAnswer(page);
});

test('A story that is no lesson has its steps in the notes; they keep nothing and open no document', async ({
  page,
}) => {
  await expectAnswer(page);
  await page.keyboard.press('p');
  const notes = await openNotes(page);
  await expect(notes.getByText('This story is no lesson of the course')).toBeVisible();
  const step = notes.getByRole('region', { name: 'On the wall' });
  await notes.keyboard.press('ArrowLeft');
  await expect(caption(page)).toContainText('Step 6 of 8');
  await expect(step).toContainText('Step 6 of 8');
  await expect(step).toContainText('No ALLOW policy on backend matches');
  expect(new URL(notes.url()).search).toBe('?view=notes');
  expect(new URL(notes.url()).hash).toMatch(/^#wall=\w+$/);
});

test.describe('offline', () => {
  test.use({ keptOffline: true });

  test('Notes work without a network, and wait for a wall that there is not', async ({ page, context }) => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await expectAnswer(page);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await context.setOffline(true);
    await page.keyboard.press('p');
    const notes = await openNotes(page);
    await notes.goto('about:blank');
    await notes.goto(`${new URL('./?view=notes#wall=nobody', page.url()).href}`);
    await expect(status(notes)).toContainText('Waiting for the wall.');
  });
});
