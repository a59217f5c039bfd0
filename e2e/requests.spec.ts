import type { Page } from '@playwright/test';
import {
  canvasNode,
  currentRow,
  decidingStep,
  expectAnswer,
  expectVerdict,
  narrator,
  openMesh,
  outline,
  requestRows,
  timeline,
  verdictCard,
} from './support/app.ts';
import type { VerdictWord } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { downloaded, shop, writeYaml } from './support/yaml.ts';

const words: readonly VerdictWord[] = ['Allowed', 'Denied', "Can't tell"];

/** Plays the request of one row to its end, the clock running as fast as it can; says what the card said. */
async function playRow(page: Page, index: number): Promise<void> {
  const row = requestRows(page).nth(index);
  const name = (await row.getAttribute('aria-label')) ?? '';
  const word = words.find((each) => name.endsWith(`: ${each}`));
  if (word === undefined) throw new Error(`no verdict in the name of the row: ${name}`);
  await row.click();
  await expect(row, name).toHaveAttribute('aria-current', 'true');
  await expectAnswer(page);
  await expect(timeline(page), name).toHaveAttribute('aria-valuenow', '1');
  await expect(verdictCard(page), `${name}: not before the story is there`).toHaveCount(0);
  await page.clock.runFor(30_000);
  await expect(verdictCard(page).getByRole('heading', { level: 2 }), name).toHaveText(word);
  // An allowed story plays on to the answer; one that was stopped pauses there.
  const end = word === 'Allowed' ? 'answer' : await decidingStep(page);
  await expect(currentRow(page), name).toHaveAttribute('data-step', end);
}

const parts = 10;

for (let part = 0; part < parts; part += 1) {
  test(`Every prepared request of every built-in mesh plays to the verdict that its row shows (part ${part + 1} of ${parts})`, async ({
    page,
  }) => {
    test.slow();
    await page.clock.install({ time: new Date('2030-01-01T08:00:00Z') });
    await page.clock.pauseAt(new Date('2030-01-01T09:00:00Z'));
    await page.goto('./');
    await page.getByRole('button', { name: /^Mesh: / }).click();
    const titles = (await page.getByRole('menuitemradio').locator('[data-label]').allInnerTexts()).filter(
      (_, at) => at % parts === part,
    );
    await page.keyboard.press('Escape');
    expect(titles.length).toBeGreaterThanOrEqual(1);
    for (const title of titles) {
      await openMesh(page, title.trim());
      await expect(requestRows(page).first()).toBeVisible();
      const count = await requestRows(page).count();
      // The one that is open already is played last.
      for (let index = count - 1; index >= 0; index -= 1) await playRow(page, index);
    }
  });
}

test.describe('any caller, any callee', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test.beforeEach(async ({ page }) => {
    await expectVerdict(page, 'Denied');
  });

  test('The dialog sends a request from any workload to any service, also across namespaces', async ({ page }) => {
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'New request' });
    await dialog.getByLabel('From').selectOption({ label: 'frontend, shop' });
    await dialog.getByLabel('To', { exact: true }).selectOption({ label: 'backend.payments' });
    await dialog.getByLabel('Port').fill('8080');
    await dialog.getByLabel('Path').fill('/charges/7');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await expect(dialog).toHaveCount(0);
    await expectVerdict(page, 'Allowed');
    await expect(requestRows(page).first()).toHaveAccessibleName('frontend to backend, GET /charges/7: Allowed');
    await expect(timeline(page)).toHaveAttribute('aria-valuetext', /GET \/charges\/7/);
  });

  test('The dialog says at the field what is wrong, and sends nothing', async ({ page }) => {
    await outline(page).getByRole('button', { name: 'New request' }).click();
    const dialog = page.getByRole('dialog', { name: 'New request' });
    await dialog.getByLabel('Port').fill('70000');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await expect(dialog.getByLabel('Port')).toHaveAccessibleDescription('A port is a number from 1 to 65535.');
    await expect(dialog).toBeVisible();
  });

  test('Two clicks on doors of the canvas choose caller and callee', async ({ page }) => {
    // The door that sends, then the door that receives.
    await canvasNode(page, 'legacy/batch').locator('.source').click({ force: true });
    await canvasNode(page, 'payments/backend').locator('.target').click({ force: true });
    const dialog = page.getByRole('dialog', { name: 'New request' });
    await expect(dialog.getByLabel('From')).toHaveValue('legacy/batch');
    await expect(dialog.getByLabel('To', { exact: true })).toHaveValue('host:backend.payments');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await expectVerdict(page, 'Denied');
    await expect(requestRows(page).first()).toHaveAccessibleName(/^batch to backend, .*: Denied$/);
    await expect(verdictCard(page)).toContainText('it has no sidecar');
  });

  test('Add to document writes the request into the YAML and leaves every other byte alone', async ({ page }) => {
    const before = await downloaded(page);
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'New request' });
    await dialog.getByLabel('Path').fill('/charges/added');
    await dialog.getByRole('button', { name: 'Add to document' }).click();
    await expect(outline(page).getByRole('button', { name: /, GET \/charges\/added: Denied$/ })).toBeVisible();
    const after = await downloaded(page);
    let start = 0;
    while (before[start] === after[start]) start += 1;
    const inserted = after.slice(start, start + after.length - before.length);
    expect(inserted).toContain('/charges/added');
    expect(after).toBe(before.slice(0, start) + inserted + before.slice(start));
  });

  test('A15 With two blockers, removing the first leads to the second, which had been listed under also blocked by', async ({
    page,
  }) => {
    const row = requestRows(page).filter({ hasText: 'batch' });
    await row.click();
    await expectVerdict(page, 'Denied');
    await expect(verdictCard(page)).toContainText('it has no sidecar');
    const also = verdictCard(page).getByRole('definition').last();
    await expect(also).toHaveText('backend-callers (ALLOW)');
    await writeYaml(page, shop.replace('mode: STRICT', 'mode: PERMISSIVE'));
    await expect(verdictCard(page)).not.toContainText('it has no sidecar');
    await expectVerdict(page, 'Denied');
    await expect(verdictCard(page).getByRole('definition').nth(2)).toHaveText('payments/backend-callers');
    await expect(also).toHaveText('nothing else');
  });

  test("A16 A mesh with an unmodelled resource on the path gives Can't tell and names it; never Allowed or Denied", async ({
    page,
  }) => {
    const filter = [
      'apiVersion: networking.istio.io/v1alpha3',
      'kind: EnvoyFilter',
      'metadata: { name: own-filter, namespace: payments }',
      'spec: { workloadSelector: { labels: { app: backend } }, configPatches: [] }',
    ];
    await writeYaml(page, `${shop}\n---\n${filter.join('\n')}\n`);
    await expectVerdict(page, "Can't tell");
    await expect(verdictCard(page).getByRole('paragraph')).toContainText('own-filter');
    const toBackend = requestRows(page)
      .filter({ has: page.locator('svg') })
      .and(page.getByLabel(/ to backend, /));
    for (const name of await toBackend.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')))) {
      expect(name).toMatch(/: Can't tell$/);
    }
    expect(await toBackend.count()).toBeGreaterThanOrEqual(5);
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await expect(narrator(page)).toContainText("can't tell");
  });
});
