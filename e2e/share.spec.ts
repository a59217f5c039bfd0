import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { encode } from 'uqr';
import {
  addressField,
  brokenLink,
  canvas,
  currentRow,
  currentStep,
  expectAnswer,
  expectStepInAddress,
  expectVerdict,
  player,
  requestRows,
  stepIds,
  stepRows,
  timeline,
  verdictCard,
} from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { downloaded, fixed, openFiles, writeYaml } from './support/yaml.ts';

test.use({ ...still, permissions: ['clipboard-read', 'clipboard-write'] });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** What a person would compare: document, request, step, detail. */
async function seen(page: Page): Promise<Record<string, string | null>> {
  return {
    document: await downloaded(page),
    request: await page.getByRole('button', { name: /^Request: / }).getAttribute('aria-label'),
    step: await currentStep(page),
    steps: String((await stepIds(page)).length),
    spoken: await timeline(page).getAttribute('aria-valuetext'),
    verdict: await verdictCard(page).getByRole('heading').innerText(),
  };
}

/** Opens an address where nothing of this browser's is kept. */
async function openElsewhere(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

test('A31 Copying a link to this step takes ≤ 2 clicks; opening it in a fresh context shows the same document, request, step and detail', async ({
  page,
  browser,
}) => {
  await requestRows(page).filter({ hasText: 'DELETE /charges/42' }).click();
  await expect(verdictCard(page)).toContainText('DELETE /charges/42');
  await player(page).getByRole('combobox', { name: 'Detail' }).selectOption('Engine');
  await stepRows(page).nth(4).click();
  await expect(timeline(page)).toHaveAttribute('aria-valuenow', '5');

  await verdictCard(page).getByRole('button', { name: 'Copy link' }).click();
  await expect(verdictCard(page).getByText('Link copied')).toBeAttached();
  const link = await copied(page);
  expect(link.length, 'a built-in mesh is named, not carried').toBeLessThan(250);
  const other = await openElsewhere(browser, link);
  await expect(currentRow(other)).toBeVisible();
  expect(await seen(other)).toEqual(await seen(page));
  await other.context().close();
});

test('A31 The link opens the same tab of the inspector with the same groups open', async ({ page, browser }) => {
  const groups = (on: Page) =>
    on
      .locator('[data-group]')
      .evaluateAll((all) =>
        all.map(
          (one) => `${one.getAttribute('data-group')} ${one.querySelector('button')?.getAttribute('aria-expanded')}`,
        ),
      );
  const rows = (on: Page) =>
    on
      .getByRole('treeitem')
      .evaluateAll((all) => all.map((row) => `${row.textContent} ${row.getAttribute('aria-expanded')}`));
  await page.getByRole('treeitem', { name: /^DENY policies/ }).click();
  const checks = await rows(page);
  await page.getByRole('tab', { name: 'Packet' }).click();
  const shut = page.locator('[data-group] button[aria-expanded="false"]').first();
  const other = page.locator('[data-group] button[aria-expanded="true"]').first();
  await shut.click();
  await other.click();
  const before = await groups(page);
  await expect.poll(() => addressField(page, 'o')).toMatch(/^packet,/);
  await page.keyboard.press('ControlOrMeta+s');
  await expect.poll(() => copied(page)).toMatch(/&o=packet/);
  const opened = await openElsewhere(browser, await copied(page));
  await expect(opened.getByRole('tab', { name: 'Packet' })).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => groups(opened)).toEqual(before);
  await opened.getByRole('tab', { name: 'Why' }).click();
  await expect.poll(() => rows(opened)).toEqual(checks);
  await opened.context().close();
});

test('A31 The link of an edited document with a request of one’s own opens the same, and says what of the YAML is in it', async ({
  page,
  browser,
}) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('dialog', { name: 'New request' });
  await form.getByLabel('Path').fill('/charges/own');
  await form.getByLabel('Headers').fill('x-from: a link');
  await form.getByRole('button', { name: 'Run' }).click();
  await expectAnswer(page);
  await expectVerdict(page, 'Allowed');
  await player(page).getByRole('button', { name: 'Back', exact: true }).click();
  await expectStepInAddress(page, await currentStep(page));

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog).toContainText(
    'your YAML, as far as it is not that of the built-in mesh “Shop and payments”, your request',
  );
  await dialog.getByRole('button', { name: 'Copy link to this step' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const link = await copied(page);
  const other = await openElsewhere(browser, link);
  await expectVerdict(other, 'Allowed');
  expect(await seen(other)).toEqual(await seen(page));
  await expect(other.getByRole('button', { name: /^Request: GET \/charges\/own, reviews to backend$/ })).toBeVisible();
  await other.context().close();
});

test('A link to the whole document holds no request and no step', async ({ page }) => {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('button', { name: 'Copy link to the document' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const fields = new URLSearchParams(new URL(await copied(page)).hash.slice(1));
  expect([...fields.keys()].toSorted()).toEqual(['c', 's']);
});

test('A32 A link with its last 10 characters removed shows the broken-link screen, not a scenario', async ({
  page,
  browser,
}) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await expect.poll(() => addressField(page, 'p')).not.toBeNull();
  const whole = page.url();
  const other = await openElsewhere(browser, whole.slice(0, -10));
  await expect(brokenLink(other)).toBeVisible();
  await expect(brokenLink(other)).toContainText('This link is damaged');
  const arrived = (new URL(whole).hash.length - 10).toLocaleString('en');
  await expect(brokenLink(other)).toContainText(`${arrived} characters of it have arrived`);
  await expect(canvas(other)).toHaveCount(0);
  await expect(verdictCard(other)).toHaveCount(0);

  // What is lost is the step: the document can be had, by whoever asks for it.
  await brokenLink(other).getByRole('button', { name: 'Open the YAML' }).click();
  await expectVerdict(other, 'Allowed');
  expect(await downloaded(other)).toBe(await downloaded(page));
  await other.goto('about:blank');
  await other.goto(whole.slice(0, -10));

  // The whole one, pasted again, opens.
  await brokenLink(other).getByLabel('Paste the link again').fill(whole.slice(0, -3));
  await brokenLink(other).getByRole('button', { name: 'Try again' }).click();
  await expect(brokenLink(other)).toContainText('This one cannot be opened either');
  await brokenLink(other).getByLabel('Paste the link again').fill(whole);
  await brokenLink(other).getByRole('button', { name: 'Try again' }).click();
  await expectVerdict(other, 'Allowed');
  expect(await downloaded(other)).toBe(await downloaded(page));
  await other.context().close();
});

test('The broken-link screen leads to the built-in meshes', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./#s=nowhere');
  await expect(brokenLink(page)).toContainText('nowhere');
  await brokenLink(page).getByRole('button', { name: 'Shop and payments' }).click();
  await expect(brokenLink(page)).toHaveCount(0);
  await expectVerdict(page, 'Denied');
});

test('A34 A document that is saved as a file and opened again is identical', async ({ page, browser }) => {
  await writeYaml(page, `${fixed}# the last line has no end`);
  await expectVerdict(page, 'Allowed');
  const file = await downloaded(page);
  const other = await openElsewhere(browser, page.url().replace(/#.*/, ''));
  await expectVerdict(other, 'Denied');
  await openFiles(other, [{ name: 'mesh.hopwise.yaml', bytes: Buffer.from(file) }]);
  await expectVerdict(other, 'Allowed');
  expect(await downloaded(other)).toBe(file);
  await other.context().close();
});

test('Reload keeps request and step; a link put into the address bar of an open page is opened', async ({ page }) => {
  await requestRows(page).filter({ hasText: 'batch' }).click();
  await expect(verdictCard(page)).toContainText('it has no sidecar');
  await page.keyboard.press('Home');
  await expect.poll(() => addressField(page, 't')).toBe(await currentStep(page));
  const before = await currentStep(page);
  await page.reload();
  await expect(currentRow(page)).toHaveAttribute('data-step', before);
  await expect(page.getByRole('button', { name: /^Request: GET \/charges, batch to backend$/ })).toBeVisible();

  await page.evaluate(() => (location.hash = '#s=ladder-plain-kubernetes&r=frontend-catalog'));
  await expect(page.getByRole('button', { name: 'Mesh: Ladder 1: plain Kubernetes' })).toBeVisible();
  await expectVerdict(page, 'Allowed');
});

test('A link to the story plays it from its start; the canvas at this step is saved as SVG and PNG', async ({
  page,
  browser,
}) => {
  await requestRows(page).filter({ hasText: 'DELETE /charges/42' }).click();
  await expect(verdictCard(page)).toContainText('DELETE /charges/42');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('button', { name: 'Copy link to the story' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const link = await copied(page);
  expect([...new URLSearchParams(new URL(link).hash.slice(1)).keys()]).toEqual(['s', 'c', 'r']);
  const context = await browser.newContext({ reducedMotion: 'no-preference' });
  const other = await context.newPage();
  await other.addInitScript(noteFirstStep);
  await other.goto(link);
  await expect.poll(() => other.evaluate(() => Reflect.get(globalThis, 'firstStep'))).toBe('1');
  await expect(timeline(other)).not.toHaveAttribute('aria-valuenow', '1');
  await expect(other.getByRole('button', { name: /^Request: DELETE/ })).toBeVisible();
  await context.close();
  for (const [format, head] of [
    ['SVG', '<svg'],
    ['PNG', '\u0089PNG'],
  ] as const) {
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: format, exact: true }).click();
    const path = await (await download).path();
    expect(readFileSync(path).subarray(0, 4).toString('latin1')).toBe(head);
  }
});

test('A34 The link of a long document says so, offers the file, and says that it is too long for a QR code', async ({
  page,
}) => {
  const noise = Array.from({ length: 90 }, () => `# ${randomBytes(30).toString('base64')}`).join('\n');
  await writeYaml(page, `${fixed}${noise}\n`);
  await expectVerdict(page, 'Allowed');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog.getByText('Send the file instead').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'QR code…' }).click();
  const code = page.getByRole('dialog', { name: 'QR code of this step' });
  await expect(code.getByRole('status')).toContainText('a QR code takes 2,953');
  await expect(code.getByRole('img')).toHaveCount(0);
});

test('The QR code of a step is a code of its link, in the app and on the wall', async ({ page }) => {
  await page.keyboard.press('q');
  const code = page.getByRole('img', { name: 'QR code with the link to this step' });
  await expect(code).toBeVisible();
  const link = (await code.getAttribute('data-link')) ?? '';
  expect(link).toBe(page.url());
  const drawn = await code.locator('path').getAttribute('d');
  const { data } = encode(link, { ecc: 'L', boostEcc: true, border: 4 });
  expect(drawn?.match(/M/g)).toHaveLength(data.flat().filter(Boolean).length);
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'QR code' }).click();
  await expect(code).toBeVisible();
  const box = await code.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0), 'large enough for a wall').toBeGreaterThan(500);
});

/** In the page: the step that the timeline stands at when it is first there. It moves on in half a second. */
function noteFirstStep(): void {
  const look = (): void => {
    const step = document.querySelector('[role="slider"][aria-label="Timeline"]')?.getAttribute('aria-valuenow');
    if (step == null) requestAnimationFrame(look);
    else Reflect.set(globalThis, 'firstStep', step);
  };
  requestAnimationFrame(look);
}
