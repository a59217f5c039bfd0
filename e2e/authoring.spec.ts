import {
  addressField,
  canvas,
  canvasNode,
  currentStep,
  expectVerdict,
  narrator,
  requestRows,
  timeline,
  yamlPane,
} from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { downloaded, editor, fixed, pasteOnCanvas, refused, shop, writeYaml } from './support/yaml.ts';

test.use(still);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('A21 Typing invalid YAML keeps the last good mesh, shows the line; fixing it restores all within 1 s', async ({
  page,
}) => {
  const nodes = await canvas(page).locator('[data-node]').count();
  const line = shop.split('\n').length;
  await writeYaml(page, `${shop}\n  broken: [`);
  const stale = page.getByRole('main').getByText(/YAML has 1 error on line \d+/);
  await expect(stale).toBeVisible();
  const named = Number((await stale.innerText()).match(/\d+$/)?.[0]);
  expect(named).toBeGreaterThanOrEqual(line);
  expect(named).toBeLessThanOrEqual(line + 2);
  expect(await canvas(page).locator('[data-node]').count()).toBe(nodes);
  await expectVerdict(page, 'Denied');
  await expect(yamlPane(page).locator('.hw-sentence').first()).toContainText('This is not valid YAML');
  await page.getByRole('main').getByRole('button', { name: 'Go to line' }).click();
  await expect(await editor(page)).toBeFocused();

  await writeYaml(page, fixed);
  const mended = Date.now();
  await expect(stale).toHaveCount(0);
  await expectVerdict(page, 'Allowed');
  expect(Date.now() - mended, 'ms until all is restored').toBeLessThan(1000);
});

test('A24 Pasting multi-document YAML on the canvas shows its workloads in ≤ 1 action; unknown kinds are listed as "kept, not simulated"', async ({
  page,
}) => {
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: own }\nspec: { containers: [{ name: a, image: b }] }\n`;
  const widget = 'apiVersion: example.org/v1\nkind: Widget\nmetadata: { name: odd, namespace: own }\n';
  await pasteOnCanvas(page, [pod('alpha'), pod('beta'), widget].join('---\n'));
  await expect(canvasNode(page, 'own/alpha')).toBeVisible();
  await expect(canvasNode(page, 'own/beta')).toBeVisible();
  await expect(canvasNode(page, 'payments/backend')).toHaveCount(0);
  await yamlPane(page).locator('summary').click();
  await expect(yamlPane(page).getByRole('button', { name: /Widget is kept,( and)? not simulated/ })).toBeVisible();
});

test('A25 Undo after an edit restores the exact previous text in 1 step and does not change selection or playhead', async ({
  page,
}) => {
  const before = await downloaded(page);
  expect(before).toContain(shop);
  await canvasNode(page, 'shop/catalog').click();
  await page.keyboard.press('ArrowLeft');
  const step = await currentStep(page);
  const undo = yamlPane(page).getByRole('button', { name: 'Undo', exact: true });
  await expect(undo).toBeDisabled();
  await writeYaml(page, fixed);
  await expect.poll(() => downloaded(page)).toContain(refused);
  expect(await downloaded(page)).not.toBe(before);
  await undo.click();
  await expect(undo).toBeDisabled();
  expect(await downloaded(page)).toBe(before);
  expect(await currentStep(page)).toBe(step);
  await expect(canvasNode(page, 'shop/catalog')).toHaveAttribute('aria-pressed', 'true');
  await expectVerdict(page, 'Denied');
  await yamlPane(page).getByRole('button', { name: 'Redo', exact: true }).click();
  await expectVerdict(page, 'Allowed');
});

test('An edit that changes the story replays it at once and says so, with a way back', async ({ page }) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await expect(requestRows(page).first()).toHaveAccessibleName('reviews to backend, GET /charges: Allowed');
  await expect(requestRows(page).nth(1)).toHaveAccessibleName('frontend to backend, GET /charges: Denied');
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments, edited' })).toBeVisible();
  await page.keyboard.press('Escape');
  await yamlPane(page).getByRole('button', { name: 'Undo', exact: true }).click();
  await expectVerdict(page, 'Denied');
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments', exact: true })).toBeVisible();
});

test('Edit → new story takes < 100 ms on a machine of its own (bound here: 250 ms)', async ({ page }) => {
  const field = await editor(page);
  await timeline(page).focus();
  await page.keyboard.press('e');
  await expect(field).toBeFocused();
  // The deciding value is selected. One character makes of it a prefix that every caller of the shop has.
  await page.keyboard.insertText('cluster.local/ns/shop/sa/');
  const typed = field.locator('.cm-line').filter({ hasText: /^\s*- cluster.local\/ns\/shop\/sa\/$/ });
  await expect(typed).toBeVisible();
  // It stands where the old value stood: wrapped lines hang by a negative indent.
  await expect(typed).toHaveCSS('text-indent', /^-/);
  const word = 'section[data-verdict] h2';
  await page.evaluate((selector) => {
    const took: number[] = [];
    Object.assign(window, { took });
    let pressed = 0;
    // The editor handles Backspace by itself, so that no beforeinput tells of it.
    addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
    const card = document.querySelector(selector)?.closest('aside');
    if (card === null || card === undefined) throw new Error('no card');
    let shown = document.querySelector(selector)?.textContent;
    new MutationObserver(() => {
      const now = document.querySelector(selector)?.textContent;
      if (now === shown || now === undefined) return;
      shown = now;
      took.push(performance.now() - pressed);
    }).observe(card, { childList: true, subtree: true, characterData: true });
  }, word);
  for (let round = 0; round < 5; round += 1) {
    await page.keyboard.type('*');
    await expectVerdict(page, 'Allowed');
    // A person looks before the next key; without rest the engine would wait for the end of the burst.
    await page.waitForTimeout(300);
    await page.keyboard.press('Backspace');
    await expectVerdict(page, 'Denied');
    await page.waitForTimeout(300);
  }
  const took = await page.evaluate(() => [...Reflect.get(window, 'took')].map(Number));
  expect(took.length).toBe(10);
  const sorted = took.toSorted((a, b) => a - b);
  const [median = 0, worst = 0] = [sorted[5], sorted[9]];
  test.info().annotations.push({ type: 'edit to story', description: `median ${median.toFixed(0)} ms` });
  console.log(`edit → new story: median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`);
  expect(median).toBeLessThan(250);
});

test('What is typed survives a reload', async ({ page }) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await expect.poll(() => addressField(page, 'p')).not.toBeNull();
  await page.goto('about:blank');
  await page.goto('./');
  await expectVerdict(page, 'Allowed');
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments, edited' })).toBeVisible();
  expect(await downloaded(page)).toContain(fixed);
});

test('What is typed survives a page that goes away at once', async ({ page }) => {
  await writeYaml(page, fixed);
  await page.goto('about:blank');
  await page.goto('./');
  await expectVerdict(page, 'Allowed');
  expect(await downloaded(page)).toContain(fixed);
  await expect(narrator(page)).not.toBeEmpty();
});
