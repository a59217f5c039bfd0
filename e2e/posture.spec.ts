import type { Locator, Page } from '@playwright/test';
import { meshText } from '../src/cli/bench/meshText.ts';
import {
  canvas,
  expectAnswer,
  expectVerdict,
  openMesh,
  outline,
  requestRows,
  verdictCard,
  yamlPane,
} from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { fixed, replaceMesh, writeYaml } from './support/yaml.ts';
import { expectAccessible } from './support/axe.ts';

test.use(still);

const rung = (page: Page, name: string): Locator =>
  page.getByRole('radiogroup', { name: 'Posture' }).first().getByRole('radio', { name });
const matrix = (page: Page): Locator => page.getByRole('dialog', { name: 'Who reaches whom' });
const cell = (page: Page, from: string, to: string): Locator =>
  matrix(page).getByRole('button', { name: new RegExp(`^${from} to ${to}: `) });

async function choose(page: Page, name: string): Promise<void> {
  await rung(page, name).click();
  await expect(rung(page, name)).toBeChecked();
  await expectAnswer(page);
}

async function openMatrix(page: Page): Promise<void> {
  await canvas(page).focus();
  await page.keyboard.press('m');
  await expect(matrix(page)).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('the switch shows the mesh as each rung, in real YAML, and back as it was written', async ({ page }) => {
  const allowed = requestRows(page).filter({ has: page.locator('[data-glyph=allowed]') });
  await expect(allowed).toHaveCount(6);
  await choose(page, 'Plain Kubernetes');
  await expect(outline(page).getByText('no sidecar').first()).toBeVisible();
  await expectVerdict(page, 'Allowed');
  await choose(page, 'Istio as installed');
  await expectVerdict(page, 'Allowed');
  await expect(verdictCard(page)).toContainText('Istio allows by default');
  await choose(page, 'Zero Trust');
  await expectVerdict(page, 'Denied');
  await expect(yamlPane(page)).toContainText('default-deny');
  await choose(page, 'Your mesh as written');
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments', exact: true })).toBeVisible();
  await expect(allowed).toHaveCount(6);
});

test('each switch is one edit that undo takes back', async ({ page }) => {
  await choose(page, 'Istio as installed');
  await choose(page, 'Zero Trust');
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect(rung(page, 'Istio as installed')).toBeChecked();
  await expectAnswer(page);
  await expectVerdict(page, 'Allowed');
  await page.keyboard.press('Control+z');
  await expect(rung(page, 'Your mesh as written')).toBeChecked();
  await page.keyboard.press('Control+Shift+z');
  await expect(rung(page, 'Istio as installed')).toBeChecked();
});

test('the keyboard reaches the switch: arrows move, Space chooses', async ({ page }) => {
  await rung(page, 'Your mesh as written').focus();
  await page.keyboard.press('ArrowRight');
  await expect(rung(page, 'Plain Kubernetes')).toBeFocused();
  await expect(rung(page, 'Your mesh as written')).toBeChecked();
  await page.keyboard.press('Space');
  await expect(rung(page, 'Plain Kubernetes')).toBeChecked();
  await expectVerdict(page, 'Allowed');
});

test('what was changed in a rung is there again, and a reload keeps the way back', async ({ page }) => {
  await choose(page, 'Zero Trust');
  await yamlPane(page).locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  await choose(page, 'Your mesh as written');
  await choose(page, 'Zero Trust');
  await yamlPane(page).locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  await expect(yamlPane(page)).toContainText('# mine');
  await page.waitForFunction(async () => {
    const open = indexedDB.open('keyval-store');
    const database = await new Promise<IDBDatabase>((done) => (open.onsuccess = () => done(open.result)));
    const get = database.transaction('keyval').objectStore('keyval').getAll();
    const saved = await new Promise<string>((done) => (get.onsuccess = () => done(JSON.stringify(get.result ?? ''))));
    return saved.includes('zeroTrust') && saved.includes('# mine');
  });
  await page.goto('/');
  await expect(rung(page, 'Zero Trust')).toBeChecked();
  await choose(page, 'Your mesh as written');
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments', exact: true })).toBeVisible();
});

test('wanted requests are ticked, and the rung follows; what it cannot do is listed', async ({ page }) => {
  await choose(page, 'Zero Trust');
  await page.getByRole('button', { name: 'Details…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Posture' });
  await expect(dialog).toContainText('legacy/batch has no sidecar');
  await dialog.getByRole('checkbox', { name: 'reviews reads charges' }).check();
  await expect(dialog.getByRole('checkbox', { name: 'reviews reads charges' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expectAnswer(page);
  await expectVerdict(page, 'Allowed');
  await expect(verdictCard(page)).toContainText('backend-from-reviews');
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expectVerdict(page, 'Denied');
  await expect(rung(page, 'Zero Trust')).toBeChecked();
});

test('the matrix has a sign in each cell, a word for it, and what differs from the mesh as written', async ({
  page,
}) => {
  await openMatrix(page);
  await expect(cell(page, 'reviews', 'backend')).toHaveAccessibleName(/Denied/);
  await expect(cell(page, 'frontend', 'backend')).toHaveAccessibleName(/Allowed 1 of 4, Denied 3 of 4/);
  await expect(cell(page, 'catalog', 'unknown.example')).toHaveAccessibleName(/Allowed$/);
  await expect(matrix(page).locator('[data-changed=true]')).toHaveCount(0);
  await matrix(page).getByRole('radio', { name: 'Zero Trust' }).click();
  await expect(cell(page, 'catalog', 'unknown.example')).toHaveAccessibleName(/Denied, changed$/);
  await expect(cell(page, 'frontend', 'catalog')).toHaveAccessibleName(/Allowed$/);
  const changed = await matrix(page).locator('[data-changed=true]').count();
  expect(changed).toBeGreaterThan(20);
  await matrix(page).getByRole('radio', { name: 'Your mesh as written' }).click();
  await expect(matrix(page).locator('[data-changed=true]')).toHaveCount(0);
});

test('a cell plays its request: the prepared one, or one that is made', async ({ page }) => {
  await openMatrix(page);
  await cell(page, 'reviews', 'ledger').click();
  await expect(matrix(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'reviews to ledger, TCP 5432: Denied' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await openMatrix(page);
  await cell(page, 'ledger', 'catalog').click();
  await expectAnswer(page);
  await expectVerdict(page, 'Allowed');
  await openMatrix(page);
  await cell(page, 'frontend', 'backend').click();
  await matrix(page).getByRole('button', { name: 'Play DELETE /charges/42: Denied' }).click();
  await expectAnswer(page);
  await expectVerdict(page, 'Denied');
});

test('the arrows move over the matrix, namespaces fold up', async ({ page }) => {
  await openMatrix(page);
  await expect(matrix(page).locator('[data-cell="0:0"]')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(matrix(page).locator('[data-cell="1:1"]')).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(matrix(page).locator('[data-cell="5:6"]')).toBeFocused();
  await matrix(page).getByRole('button', { name: 'shop', expanded: true }).first().click();
  await expect(cell(page, 'all 3', 'all 3')).toHaveAccessibleName(/Allowed/);
  await cell(page, 'all 3', 'all 3').press('Enter');
  await expect(cell(page, 'catalog', 'reviews')).toBeVisible();
});

test('the matrix is filtered by verdict, namespace, plaintext and what leaves the cluster', async ({ page }) => {
  await openMatrix(page);
  const all = await matrix(page).locator('[data-cell]').count();
  await matrix(page).getByRole('checkbox', { name: 'Leaves the cluster' }).check();
  await expect(cell(page, 'frontend', 'unknown.example')).toBeVisible();
  await expect(cell(page, 'frontend', 'catalog')).toHaveCount(0);
  await matrix(page).getByRole('checkbox', { name: 'Leaves the cluster' }).uncheck();
  await matrix(page).getByRole('checkbox', { name: 'Allowed in plaintext' }).check();
  await expect(cell(page, 'batch', 'catalog')).toHaveAccessibleName(/Allowed$/);
  await expect(cell(page, 'batch', 'backend')).toHaveCount(0);
  await expect(cell(page, 'reviews', 'catalog')).toHaveAccessibleName(/no request$/);
  await matrix(page).getByRole('combobox', { name: 'Namespace' }).selectOption('payments');
  await expect(matrix(page).locator('[data-cell]')).not.toHaveCount(all);
  await matrix(page).getByRole('checkbox', { name: 'Allowed in plaintext' }).uncheck();
  await matrix(page).getByRole('combobox', { name: 'Verdict' }).selectOption('Denied');
  await expect(cell(page, 'frontend', 'backend')).toHaveAccessibleName(/Denied$/);
  await expect(matrix(page).getByRole('status')).toContainText(/\d+ of \d+ requests are like that/);
  await expectAccessible(page);
  await cell(page, 'frontend', 'backend').click();
  await expect(matrix(page).getByRole('button', { name: /^Play / })).toHaveCount(3);
});

test('the matrix has a column for each port, or each operation that policies tell apart', async ({ page }) => {
  await openMatrix(page);
  const columns = matrix(page).getByRole('combobox', { name: 'A column for each' });
  await columns.selectOption('By port');
  await expect(matrix(page).getByRole('columnheader', { name: 'backend:8080' })).toBeVisible();
  await columns.selectOption('By port, method and path');
  await expect(cell(page, 'frontend', 'backend POST /charges')).toHaveAccessibleName(/Allowed$/);
  await expect(cell(page, 'frontend', 'backend PUT /charges')).toHaveAccessibleName(/Denied$/);
  await cell(page, 'frontend', 'backend PUT /charges').click();
  await expectAnswer(page);
  await expectVerdict(page, 'Denied');
});

test('while two versions are compared, the matrix marks what differs from A', async ({ page }) => {
  await verdictCard(page).getByRole('button', { name: 'What if…' }).click();
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await page.getByRole('button', { name: 'Matrix', exact: true }).click();
  await expect(matrix(page).locator('[data-changed=true]')).toHaveCount(2);
  await expect(cell(page, 'reviews', 'backend')).toHaveAccessibleName(/changed$/);
  await expect(matrix(page).getByRole('status')).toContainText('against A: 1 newly allowed, 1 newly denied');
  await matrix(page).getByRole('combobox', { name: 'Verdict' }).selectOption('Changed');
  await expect(matrix(page).locator('[data-cell]')).toHaveCount(2);
});

test('A30 the matrix of 30 × 30 appears within 1 s', async ({ page }) => {
  const text = meshText(30, 30, 2);
  await page.getByRole('button', { name: /^Mesh: / }).click();
  await page.getByRole('menuitem', { name: 'Paste your own YAML…' }).click();
  await page.getByRole('textbox', { name: 'YAML', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await replaceMesh(page);
  await expectAnswer(page);
  // Loaded with the page in the background; here it is asked for, not fetched.
  await openMatrix(page);
  await expect(matrix(page).locator('[data-cell]')).toHaveCount(30 * 31);
  await page.keyboard.press('Escape');
  const spent = await page.evaluate(async () => {
    const start = performance.now();
    document.querySelector<HTMLButtonElement>('button[aria-label="Matrix"]')?.click();
    const whole = (): boolean => {
      const cells = [...document.querySelectorAll<HTMLElement>('[data-cell]')];
      return cells.length === 930 && cells.every((each) => !each.ariaLabel?.endsWith('not asked yet'));
    };
    while (!whole()) await new Promise((next) => requestAnimationFrame(next));
    return performance.now() - start;
  });
  console.log(`matrix of 30 × 30: ${spent.toFixed(0)} ms`);
  expect(spent).toBeLessThan(1000);
});

test('the built-in ladder climbs to the same wanted calls as its third scenario', async ({ page }) => {
  await openMesh(page, 'Ladder 1: plain Kubernetes');
  await choose(page, 'Zero Trust');
  await expect(requestRows(page).filter({ has: page.locator('[data-glyph=allowed]') })).toHaveCount(4);
});
