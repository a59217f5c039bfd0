import { expectVerdict } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

test.describe('the course', () => {
  test.use({ opens: './?view=handout' });

  test('The course is printed: each lesson with its still, its steps as far as the question, and the answers at the end alone', async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await expect(page.getByRole('status')).toHaveText('Ready to print.', { timeout: 200_000 });
    const lessons = page.locator('[data-lesson]');
    const count = await lessons.count();
    expect(count).toBeGreaterThan(20);
    await expect(page.getByRole('img', { name: /^The mesh of / })).toHaveCount(count);
    await expect(page.getByRole('list', { name: 'Steps' })).toHaveCount(count);
    await expect(lessons.locator('[data-decides]'), 'no lesson tells how it ends').toHaveCount(0);
    const answers = page.locator('section', { has: page.getByRole('heading', { name: 'Answers' }) });
    await expect(answers.getByRole('listitem')).toHaveCount(count);
    await expectAccessible(page);
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format })).toString('latin1');
      const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      // A cover, a page for each lesson, and a few of answers.
      expect(pages, format).toBeGreaterThan(count + 1);
      expect(pages, format).toBeLessThan(count + 8);
    }
    expect(await page.evaluate(() => Object.keys(localStorage)), 'nothing is kept').toEqual([]);
  });
});

test('What is printed of the app is the verdict, the canvas and the steps; the screen is as before', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectVerdict(page, 'Denied');
  // The chunk that prints is fetched when the page has come to rest.
  await expect
    .poll(() =>
      page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        return document.querySelectorAll('[data-print]').length;
      }),
    )
    .toBe(1);
  const sheet = page.locator('[data-print]');
  expect(await sheet.locator('h1').textContent()).toBe('reviews reads charges');
  expect(await sheet.textContent()).toContain('403 RBAC: access denied');
  expect(await sheet.locator('figure > svg').count()).toBe(1);
  expect(await sheet.locator('[data-decides]').textContent()).toContain('ALLOW: no rule matches');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(sheet).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
});
