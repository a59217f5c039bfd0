import type { Page } from '@playwright/test';
import {
  addressField,
  canvas,
  currentRow,
  currentStep,
  expectAnswer,
  expectVerdict,
  player,
  verdictCard,
} from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

/** The smallest text that can be seen, in pixels on the screen: the drawing is zoomed. */
function smallestText(page: Page): Promise<{ size: number; text: string }> {
  return page.evaluate(() => {
    const found: { size: number; text: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement } = node;
      const text = node.textContent?.trim() ?? '';
      if (parentElement === null || text === '' || parentElement.closest('.sr, title, script, style') !== null)
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { width, height } = range.getBoundingClientRect();
      if (width === 0 || height === 0 || !parentElement.checkVisibility()) continue;
      const viewport = parentElement.closest<HTMLElement>('.react-flow__viewport');
      const zoom = viewport === null ? 1 : new DOMMatrix(getComputedStyle(viewport).transform).a;
      found.push({ size: Number.parseFloat(getComputedStyle(parentElement).fontSize) * zoom, text });
    }
    return found.reduce((least, each) => (each.size < least.size ? each : least), { size: Infinity, text: '' });
  });
}

test.describe('inside another page', () => {
  test.use({ opens: './?view=embed#s=shop-and-payments&r=batch-charges' });

  test('A35 ?view=embed shows canvas and player only, and Open in Hopwise keeps the step', async ({ page }) => {
    await expect(canvas(page)).toBeVisible();
    await expect(player(page)).toBeVisible();
    await expectAnswer(page);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await expect(page.getByRole('banner')).toHaveCount(0);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const step = await currentStep(page);
    const link = page.getByRole('link', { name: 'Open in Hopwise' });
    await expect.poll(async () => decodeURIComponent((await link.getAttribute('href')) ?? '')).toContain(`t=${step}`);
    const opened = page.context().waitForEvent('page');
    await link.click();
    const whole = await opened;
    await expectVerdict(whole, 'Denied');
    expect(await currentStep(whole)).toBe(step);
    await whole.close();
  });

  test('Nothing of it is kept: the next visit is as it was', async ({ page }) => {
    await expect(currentRow(page)).toBeVisible();
    await page.keyboard.press('t');
    await page.keyboard.press('n');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('The embedded view is accessible', async ({ page }) => {
    await expect(currentRow(page)).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('on a wall', () => {
  test.beforeEach(async ({ page }) => {
    await expectVerdict(page, 'Denied');
    await page.keyboard.press('p');
    await expect(page.getByRole('main', { name: 'Wall' })).toBeVisible();
  });

  const caption = (page: Page) => page.getByRole('region', { name: 'Caption' });

  test('A36 In Present, PageDown/PageUp step; B blanks and restores; smallest text ≥ 18 px', async ({ page }) => {
    await expect(caption(page)).toContainText('Denied');
    await expect(caption(page)).toContainText('403 RBAC: access denied');
    await page.keyboard.press('Home');
    await expect(caption(page)).toContainText('Step 1 of 8');
    for (let step = 2; step <= 8; step += 1) {
      await page.keyboard.press('PageDown');
      await expect(caption(page)).toContainText(`Step ${step} of 8`);
      const { size, text } = await smallestText(page);
      expect(size, `step ${step}: ${text}`).toBeGreaterThanOrEqual(18);
    }
    await page.keyboard.press('PageUp');
    await expect(caption(page)).toContainText('Step 7 of 8');
    await page.keyboard.press('b');
    await expect(page.locator('[data-blank]')).toBeVisible();
    await page.keyboard.press('b');
    await expect(page.locator('[data-blank]')).toHaveCount(0);
  });

  test('Reload stays on the wall and at the step; Escape leads back to the whole app', async ({ page }) => {
    await page.keyboard.press('Home');
    await expect.poll(() => addressField(page, 't')).toBe('shop/reviews/app/send');
    expect(new URL(page.url()).search).toBe('?view=present');
    await page.reload();
    await expect(caption(page)).toContainText('Step 1 of 8');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(verdictCard(page)).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    // The focus is by the canvas, and the keys go on stepping.
    expect(await page.evaluate(() => document.activeElement?.contains(document.querySelector('[data-node]')))).toBe(
      true,
    );
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => addressField(page, 't')).not.toBe('shop/reviews/app/send');
  });

  test('It can be led by the mouse', async ({ page }) => {
    const controls = page.getByRole('navigation', { name: 'Presenting' });
    await controls.getByRole('button', { name: 'Back' }).click();
    await expect(caption(page)).toContainText('Step 6 of 8');
    await controls.getByRole('button', { name: 'Next' }).click();
    await expect(caption(page)).toContainText('Denied');
    await controls.getByRole('button', { name: 'Stop presenting' }).click();
    await expect(verdictCard(page)).toBeVisible();
  });

  for (const theme of ['light', 'dark'] as const) {
    test(`The wall is accessible, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await expectAccessible(page);
    });
  }
});
