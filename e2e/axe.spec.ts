import type { Page } from '@playwright/test';
import { brokenLink, canvas, canvasNode, expectVerdict, player } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor, shop, writeYaml } from './support/yaml.ts';

test.use(still);

async function ready(page: Page): Promise<void> {
  await expectVerdict(page, 'Denied');
  await editor(page);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`A42 The main screen has no axe violations in ${colorScheme}`, async ({ page }) => {
      await ready(page);
      await expectAccessible(page);
      await page.keyboard.press('Home');
      await player(page).getByLabel('Detail').selectOption('Engine');
      await expectAccessible(page);
    });

    test(`A42 The main screen over broken YAML has no axe violations in ${colorScheme}`, async ({ page }) => {
      await ready(page);
      await writeYaml(page, `${shop}\n[`);
      await expect(page.getByText(/YAML has \d+ errors?/)).toBeVisible();
      await expectAccessible(page);
    });

    for (const menu of ['Request', 'Mesh']) {
      test(`A42 The menu of the ${menu} button has no axe violations in ${colorScheme}`, async ({ page }) => {
        await ready(page);
        await page.getByRole('button', { name: new RegExp(`^${menu}: `) }).click();
        await expect(page.getByRole('menu')).toBeVisible();
        await expectAccessible(page);
      });
    }

    test.describe('broken', () => {
      test.use({ opens: './#s=nowhere' });

      test(`A42 The broken-link screen has no axe violations in ${colorScheme}`, async ({ page }) => {
        await expect(brokenLink(page)).toBeVisible();
        await expectAccessible(page);
      });
    });
  });
}

test.describe('forced colours', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce', forcedColors: 'active' } });

  test('A42 The main screen has no axe violations in forced colours, and glyphs keep their shapes', async ({
    page,
  }) => {
    await ready(page);
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    await expectAccessible(page);
    const strokes = await page
      .locator('section[data-verdict] [data-glyph] :is(path, circle, polygon)')
      .evaluateAll((all) => all.map((shape) => `${getComputedStyle(shape).fill} ${getComputedStyle(shape).stroke}`));
    expect(new Set(strokes).size, `mark and shape differ: ${strokes.join(' | ')}`).toBe(2);
  });

  test('A42 Neither a menu nor the wall has axe violations in forced colours', async ({ page }) => {
    await ready(page);
    await canvasNode(page, 'payments/backend').click({ button: 'right' });
    await expect(page.getByRole('menu', { name: 'backend' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await expect(page.getByRole('main', { name: 'Wall' })).toBeVisible();
    await expectAccessible(page);
  });

  test('A45 Edges in forced colours still differ in line and end', async ({ page }) => {
    await ready(page);
    const looks = await canvas(page)
      .locator('[data-edge]:not([data-played])')
      .evaluateAll((all) =>
        all.map((edge) => {
          const path = edge.querySelector('path');
          const dashes = path === null ? '' : getComputedStyle(path).strokeDasharray;
          return `${edge.getAttribute('data-verdict')} ${dashes} ${edge.getAttribute('data-end')}`;
        }),
      );
    const kinds = new Set(looks);
    expect(kinds.size).toBe(new Set(looks.map((look) => look.split(' ')[0])).size);
    expect(kinds.size).toBeGreaterThanOrEqual(2);
  });
});
