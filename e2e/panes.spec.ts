import type { Locator, Page } from '@playwright/test';
import { expectVerdict, outline, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

const bar = (page: Page, name: string): Locator => page.getByRole('separator', { name });
const side = (page: Page): Locator => page.getByRole('complementary', { name: 'Details' });

async function widthOf(pane: Locator): Promise<number> {
  return Math.round((await pane.boundingBox())?.width ?? 0);
}

async function pull(page: Page, name: string, by: number): Promise<void> {
  const box = await bar(page, name).boundingBox();
  const [x, y] = [(box?.x ?? 0) + 4, (box?.y ?? 0) + 100];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by / 2, y);
  await page.mouse.move(x + by, y);
  await page.mouse.up();
}

test('Panes are made wider by dragging, are remembered, and come back as they were by a double click', async ({
  page,
}) => {
  expect(await widthOf(side(page))).toBe(400);
  await pull(page, 'Width of the details', -120);
  expect(await widthOf(side(page))).toBe(520);
  await pull(page, 'Width of the outline', 60);
  expect(await widthOf(outline(page))).toBe(268);
  await page.reload();
  await expectVerdict(page, 'Denied');
  expect(await widthOf(side(page))).toBe(520);
  await bar(page, 'Width of the details').dblclick();
  expect(await widthOf(side(page))).toBe(400);
});

test('Panes are moved and folded by keyboard, and what is folded takes no focus', async ({ page }) => {
  const width = bar(page, 'Width of the outline');
  await width.focus();
  await page.keyboard.press('ArrowRight');
  expect(await widthOf(outline(page))).toBe(224);
  await expect(width).toHaveAttribute('aria-valuenow', '224');
  await page.keyboard.press('Enter');
  await expect(width).toHaveAttribute('aria-valuetext', 'folded');
  await expect(outline(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(outline(page)).toBeVisible();
  const height = bar(page, 'Height of the editor');
  const before = (await yamlPane(page).boundingBox())?.height ?? 0;
  await height.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => ((await yamlPane(page).boundingBox())?.height ?? 0) - before).toBeGreaterThan(24);
  await expectAccessible(page);
});
