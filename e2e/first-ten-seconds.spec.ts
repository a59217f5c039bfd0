import {
  canvas,
  currentRow,
  currentStep,
  decidingStep,
  expectVerdict,
  player,
  runningAnimations,
  timeline,
  verdictCard,
} from './support/app.ts';
import { expect, test } from './support/fixtures.ts';

test('A01 On a cold visit, canvas with ≥ 5 named workloads is visible within 3 s and no dialog is open', async ({
  page,
}) => {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll('[data-node]').length < 5) return;
      observer.disconnect();
      requestAnimationFrame(() => performance.mark('mesh'));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('./');
  for (const name of ['frontend', 'reviews', 'catalog', 'backend', 'ledger']) {
    await expect(canvas(page).getByRole('button', { name: new RegExp(`^${name}\\b`) })).toBeVisible();
  }
  const [mesh] = await page.evaluate(() => performance.getEntriesByName('mesh').map(({ startTime }) => startTime));
  expect(mesh, 'ms from the start of the navigation to the painted mesh').toBeLessThan(3000);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('A02 Within 10 s, without input, the verdict card is visible and contains a verdict word, one sentence and a policy name', async ({
  page,
}) => {
  await expect(verdictCard(page)).toBeVisible({ timeout: 10_000 });
  await expectVerdict(page, 'Denied');
  const sentence = (await verdictCard(page).getByRole('paragraph').innerText()).trim();
  expect(sentence).toMatch(/^[^.]+\.$/);
  expect(sentence).toContain('backend-callers');
  await expect(verdictCard(page).getByRole('button', { name: 'payments/backend-callers' })).toBeVisible();
});

test.describe('with a clock of its own', () => {
  test.beforeEach(async ({ page }) => {
    await page.clock.install({ time: new Date('2030-01-01T08:00:00Z') });
    await page.clock.pauseAt(new Date('2030-01-01T09:00:00Z'));
    await page.goto('./');
    await expect(timeline(page)).toHaveAttribute('aria-valuenow', '1');
  });

  test('A03 A Pause button is visible from the first moving frame; pressing it stops all motion', async ({ page }) => {
    const pause = player(page).getByRole('button', { name: 'Pause', exact: true });
    await expect(pause).toBeVisible();
    await page.clock.runFor(1500);
    await expect(timeline(page)).not.toHaveAttribute('aria-valuenow', '1');
    await pause.click();
    await expect(player(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await expect.poll(() => runningAnimations(page)).toBe(0);
    const stopped = await currentStep(page);
    expect(stopped).not.toBe(await decidingStep(page));
    await page.clock.runFor(20_000);
    expect(await currentStep(page), 'where the story stood when it was paused').toBe(stopped);
    expect(await runningAnimations(page)).toBe(0);
  });

  test('A11 Auto-play pauses at the deciding step when Pause at decisions is on, and does not when off', async ({
    page,
  }) => {
    await expect(player(page).getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await page.clock.runFor(20_000);
    await expectVerdict(page, 'Denied');
    await expect(currentRow(page)).toHaveAttribute('data-step', await decidingStep(page));
    await expect(player(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();

    await player(page).getByRole('checkbox', { name: 'Pause at decisions' }).uncheck();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(timeline(page)).toHaveAttribute('aria-valuenow', '1');
    await page.clock.runFor(20_000);
    await expect(currentRow(page)).toHaveAttribute('data-step', 'answer');
  });
});

test('A11 The opening story reaches its verdict without a click', async ({ page }) => {
  await expect(currentRow(page)).toHaveAttribute('data-verdict', 'denied', { timeout: 10_000 });
  await expectVerdict(page, 'Denied');
});

test('A04 With prefers-reduced-motion, the page opens on the verdict frame and no element animates', async ({
  browser,
}) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { motions: seen });
    Element.prototype.animate = new Proxy(Reflect.get(Element.prototype, 'animate'), {
      apply(target, element, args) {
        seen.push('animate');
        return Reflect.apply(target, element, args);
      },
    });
    for (const kind of ['animationstart', 'transitionstart'] as const) {
      addEventListener(kind, ({ target }) => seen.push(`${kind} ${target instanceof Element ? target.nodeName : ''}`), {
        capture: true,
      });
    }
  });
  await page.goto('./');
  await expectVerdict(page, 'Denied');
  await expect(currentRow(page)).toHaveAttribute('data-step', await decidingStep(page));
  await expect(player(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(currentRow(page)).not.toHaveAttribute('data-verdict');
  await page.keyboard.press('d');
  await expect(currentRow(page)).toHaveAttribute('data-verdict', 'denied');
  expect(await page.evaluate(() => Reflect.get(window, 'motions'))).toEqual([]);
  await context.close();
});

test('A05 Hints are present on first visit, gone after the first action, and absent after reload', async ({ page }) => {
  const hints = page.locator('[data-hint]');
  await expect(hints).toHaveCount(3);
  for (const hint of await hints.all()) await expect(hint).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(hints).toHaveCount(0);
  await page.reload();
  await expect(canvas(page)).toBeVisible();
  await expect(hints).toHaveCount(0);
});

test.describe('Without a network', () => {
  test.use({ keptOffline: true });

  test('A06 The whole visit makes no request to another origin, and works offline after first load', async ({
    page,
    context,
    visit,
  }) => {
    await expectVerdict(page, 'Denied');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.keyboard.press('Escape');
    expect(visit.foreignRequests).toEqual([]);

    await context.setOffline(true);
    const reachable = page.evaluate(() =>
      fetch('./not-kept').then(
        () => true,
        () => false,
      ),
    );
    expect(await reachable, 'the network is really gone').toBe(false);
    await page.reload();
    await expect(canvas(page).locator('[data-node="payments/backend"]')).toBeVisible();
    await page.keyboard.press('d');
    await expectVerdict(page, 'Denied');
    await expect(page.locator('.cm-content'), 'the editor, which loads later').toBeVisible();
  });
});
