import { canvas, expectVerdict, player, timeline, verdictCard, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';

test.use({
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  contextOptions: { reducedMotion: 'reduce' },
});

test('A47 At 390 × 844 a newcomer can run a request and read the cause in ≤ 3 taps without horizontal scrolling', async ({
  page,
}) => {
  await expectVerdict(page, 'Denied');
  await page.getByRole('button', { name: /^Request: / }).tap();
  await page.getByRole('menuitemradio', { name: /batch/ }).tap();
  await expect(verdictCard(page).getByRole('heading')).toBeInViewport();
  await expect(verdictCard(page).getByRole('paragraph')).toContainText('it has no sidecar');
  await expect(verdictCard(page).getByRole('paragraph')).toBeInViewport({ ratio: 1 });
  const wide = await page.evaluate(() => [document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]);
  expect(Math.max(...wide)).toBe(390);
  await expect(canvas(page)).toBeInViewport();
  await expect(timeline(page)).toBeInViewport({ ratio: 1 });
});

test('On a phone the player stays at the bottom edge and targets are large enough', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  const box = await player(page).boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
  for (const name of ['First', 'Back', 'Play', 'Next', 'Verdict']) {
    const button = await player(page).getByRole('button', { name, exact: true }).boundingBox();
    expect(button?.height, name).toBeGreaterThanOrEqual(44);
  }
  await player(page).getByRole('button', { name: 'Back', exact: true }).tap();
  await expect(timeline(page)).toHaveAttribute('aria-valuenow', '6');
});

test('A42 The phone screen has no axe violations', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await expectAccessible(page);
});

test('On a phone the editor below the fold has the line that decided in view when one comes to it', async ({
  page,
}) => {
  await expectVerdict(page, 'Denied');
  const line = yamlPane(page).locator('.cm-line.hw-deciding').filter({ hasText: 'cluster.local/ns/shop/sa/' });
  await expect(yamlPane(page).locator('.cm-content')).toBeAttached();
  await yamlPane(page).locator('summary').tap();
  await expect(line).toBeInViewport({ ratio: 0.8 });
});

test('On a phone a lesson opens on its question, not on the YAML below it', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./#lesson=who-are-you');
  await expect(page.getByRole('heading', { name: 'Does batch get in?' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: /^Denied/ })).toBeInViewport({ ratio: 1 });
});

test('On a phone neither the bar of a comparison nor the zoom bar hides what decided', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  const plate = canvas(page).locator('[data-plate]');
  const zoom = page.getByRole('button', { name: 'Zoom in' });
  await page.keyboard.press('c');
  const bar = page.getByRole('region', { name: 'Comparison' });
  await expect(bar).toBeVisible();
  const ends = async (): Promise<readonly number[]> => {
    const [top, drawn, sign, tools] = await Promise.all(
      [bar, canvas(page), plate, zoom].map((part) => part.boundingBox()),
    );
    return [
      (drawn?.y ?? 0) - (top?.y ?? 0) - (top?.height ?? 0),
      (sign?.y ?? 0) - (drawn?.y ?? 0),
      (tools?.y ?? 0) - (sign?.y ?? 0) - (sign?.height ?? 0),
    ];
  };
  await expect.poll(async () => Math.min(...(await ends()))).toBeGreaterThanOrEqual(0);
});
