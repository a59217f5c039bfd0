import { canvas, expectVerdict, player, timeline, verdictCard } from './support/app.ts';
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
