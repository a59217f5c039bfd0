import type { Page } from '@playwright/test';
import {
  addressField,
  canvas,
  checkRows,
  currentRow,
  currentStep,
  decidingStep,
  expectStepInAddress,
  expectVerdict,
  player,
  stepIds,
  stepRows,
  ticks,
  timeline,
  verdictCard,
  yamlPane,
} from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { allowed, editor } from './support/yaml.ts';

test.use(still);

const denyStep = 'payments/backend/inbound/rbac-deny';

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

/** Step list, scrubber, canvas and address agree on one step. */
async function expectEverywhere(page: Page, id: string): Promise<void> {
  const at = (await stepIds(page)).indexOf(id) + 1;
  await expect(currentRow(page)).toHaveAttribute('data-step', id);
  await expect(timeline(page)).toHaveAttribute('aria-valuenow', String(at));
  await expect(canvas(page).locator('[data-ring]')).toHaveAttribute('data-ring', id);
  await expectStepInAddress(page, id);
}

test('A07 A newcomer can move to the next step in 1 click; step list, scrubber, canvas ring, inspector and YAML all show that step', async ({
  page,
}) => {
  await editor(page);
  await stepRows(page).nth(4).click();
  await player(page).getByRole('button', { name: 'Next', exact: true }).click();
  await expectEverywhere(page, denyStep);
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', /^Step 6 of 8, backend proxy, no-admin /);
  await expect(checkRows(page).first()).toContainText('DENY policies');
  await expect(yamlPane(page).getByRole('combobox').locator('option:checked')).toHaveText(/no-admin$/);
  await expect(yamlPane(page).locator('.cm-line.hw-read').filter({ hasText: 'action: DENY' })).toBeInViewport();
});

test('A08 Clicking a tick, a step row, or pressing → give the same state', async ({ page }) => {
  const ids = await stepIds(page);
  const third = ids[2] ?? '';
  const addresses: (string | null)[] = [];
  const moves = [
    () => ticks(page).nth(2).click(),
    () => stepRows(page).nth(2).click(),
    async () => {
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
    },
  ];
  for (const move of moves) {
    await page.keyboard.press('d');
    await expectStepInAddress(page, await decidingStep(page));
    await move();
    await expectEverywhere(page, third);
    addresses.push(new URL(page.url()).hash);
  }
  expect(new Set(addresses).size, `one address: ${addresses.join(' ')}`).toBe(1);
});

test('A09 Hovering a tick shows its sentence and does not move the playhead', async ({ page }) => {
  const before = await currentStep(page);
  await ticks(page).nth(3).hover();
  await expect(page.getByRole('tooltip')).toHaveText(/^4\s*It travels to backend encrypted, with the certificate/);
  await ticks(page).nth(5).hover();
  await expect(page.getByRole('tooltip')).toHaveText(/^6\s*no-admin selects backend/);
  expect(await currentStep(page)).toBe(before);
  await page.mouse.move(700, 300);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expectStepInAddress(page, before);
});

test('A10 Verdict reaches the deciding step in 1 click from anywhere', async ({ page }) => {
  const deciding = await decidingStep(page);
  const verdict = player(page).getByRole('button', { name: 'Verdict', exact: true });
  for (const [index, id] of (await stepIds(page)).entries()) {
    await stepRows(page).nth(index).click();
    await expect(currentRow(page)).toHaveAttribute('data-step', id);
    await verdict.click();
    await expectEverywhere(page, deciding);
  }
});

test('A12 Switching detail level keeps the current step selected (or its nearest ancestor)', async ({ page }) => {
  const detail = player(page).getByRole('combobox', { name: 'Detail' });
  await page.keyboard.press('ArrowLeft');
  await expect(currentRow(page)).toHaveAttribute('data-step', denyStep);
  const told = await stepIds(page);
  await detail.selectOption('Engine');
  await expect.poll(async () => (await stepIds(page)).length).toBeGreaterThan(told.length);
  await expectEverywhere(page, denyStep);
  await detail.selectOption('Every check');
  await expectEverywhere(page, denyStep);

  await detail.selectOption('Engine');
  const all = await stepIds(page);
  const hidden = all.findIndex((id) => !told.includes(id));
  const ancestor = all.slice(0, hidden).findLast((id) => told.includes(id));
  await stepRows(page).nth(hidden).click();
  await expectEverywhere(page, all[hidden] ?? '');
  await detail.selectOption('Story');
  await expect.poll(async () => (await stepIds(page)).length).toBe(told.length);
  const place = (id: string | undefined): string => (id ?? '').split('/').slice(0, -1).join('/');
  const nearest =
    place(ancestor) === place(all[hidden]) ? ancestor : told.find((id) => place(id) === place(all[hidden]));
  await expectEverywhere(page, nearest ?? '');
});

test('A13 At the deciding step the deciding YAML lines carry the decision mark; the marked text contains the rule named on the card', async ({
  page,
}) => {
  await editor(page);
  await expect(verdictCard(page).getByRole('button', { name: 'payments/backend-callers' })).toBeVisible();
  const marked = yamlPane(page).locator('.cm-line.hw-deciding-denied');
  await expect(marked).toHaveCount(1);
  await expect(marked).toHaveText(`- ${allowed}`);
  await expect(marked).toBeInViewport();
  await expect(yamlPane(page).locator('.cm-gutterElement .hw-sign-denied')).toBeVisible();
  await expect(yamlPane(page).getByRole('combobox').locator('option:checked')).toHaveText(/backend-callers$/);
  await page.keyboard.press('Home');
  await expect(marked).toHaveCount(0);
});

test('Playing again from the end starts at the first step', async ({ page }) => {
  await page.keyboard.press('End');
  await expect(currentRow(page)).toHaveAttribute('data-step', 'answer');
  await player(page).getByRole('button', { name: 'Play', exact: true }).click();
  // The verdict comes before the answer: only from the start can it be reached.
  await expect(currentRow(page)).toHaveAttribute('data-verdict', 'denied', { timeout: 10_000 });
  await expect(player(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('Filter chips leave decisions in the list and never hide the step that is shown', async ({ page }) => {
  await player(page).getByRole('combobox', { name: 'Detail' }).selectOption('Engine');
  const all = (await stepIds(page)).length;
  await stepRows(page).first().click();
  await player(page).getByRole('button', { name: 'TLS', exact: true }).click();
  await expect.poll(async () => (await stepIds(page)).length).toBeLessThan(all);
  const layers = await stepRows(page).locator('[translate="no"]').allInnerTexts();
  expect(layers.filter((layer) => layer.trim() !== 'TLS')).toHaveLength(1);
  await expect(currentRow(page)).toHaveAttribute('data-step', 'shop/reviews/app/send');
  await expect.poll(() => addressField(page, 'd')).toBe('engine');
});
