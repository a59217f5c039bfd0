import type { Page } from '@playwright/test';
import { expectVerdict, player, timeline } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';

async function settings(page: Page) {
  await page.keyboard.press(',');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test.beforeEach(async ({ page }) => {
  await expect(timeline(page)).toBeVisible();
});

test('Theme, motion and single keys are set, hold at once, and are remembered', async ({ page }) => {
  const html = page.locator('html');
  const dialog = await settings(page);
  await dialog.getByRole('radio', { name: 'Dark' }).check();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await dialog.getByRole('radio', { name: 'Reduced' }).check();
  await expect(html).toHaveAttribute('data-still', 'true');
  await dialog.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect(html).toHaveAttribute('data-still', 'true');
  await expectVerdict(page, 'Denied');
  await expect(player(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press(',');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('Full motion plays although the system asks for less', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-still', 'true');
  const dialog = await settings(page);
  await dialog.getByRole('radio', { name: 'Full' }).check();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-still', 'false');
  await expect(player(page).getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`A42 The settings have no axe violations in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await settings(page);
    await expectAccessible(page);
  });
}
