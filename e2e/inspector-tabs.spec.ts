import type { Locator, Page } from '@playwright/test';
import { canvasNode, currentStep, expectVerdict, player, requestRows, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor } from './support/yaml.ts';

test.use(still);

const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name, exact: true });
const panel = (page: Page): Locator => page.locator('#inspector-panel');
const group = (page: Page, name: string): Locator => panel(page).locator(`[data-group="${name}"]`);
const field = (page: Page, kind: string): Locator => panel(page).locator(`[data-field="${kind}"]`);
const step = (page: Page, id: string): Locator => player(page).locator(`[data-step="${id}"]`);
const transport = 'shop/reviews/outbound/transport';

test.beforeEach(async ({ page, opens }) => {
  if (opens === './') await expectVerdict(page, 'Denied');
});

test('A17 At the TLS step, In shows plaintext and Out shows mTLS with the peer identity, and the change is marked', async ({
  page,
}) => {
  await step(page, transport).click();
  await tab(page, 'Packet').click();
  await expect(field(page, 'wire').getByRole('definition')).toContainText(/In plaintext\s*Out mTLS/);
  await expect(field(page, 'presents')).toContainText('Out cluster.local/ns/shop/sa/reviews');
  for (const kind of ['wire', 'presents']) {
    await expect(field(page, kind)).toHaveAttribute('data-here', 'true');
    await expect(field(page, kind).getByRole('strong')).toHaveText(/(changed|added) at this step/);
  }
  await expect(group(page, 'tls').getByRole('button', { name: /^TLS/ })).toHaveAttribute('aria-expanded', 'true');
  for (const closed of ['l4', 'http', 'identity'])
    await expect(group(page, closed).getByRole('heading').getByRole('button')).toHaveAttribute(
      'aria-expanded',
      'false',
    );
  await expectAccessible(page);
});

test('The tab is kept while stepping, and what is opened by hand stays open', async ({ page }) => {
  await tab(page, 'Packet').click();
  await group(page, 'l4').getByRole('button').first().click();
  await step(page, 'payments/backend/inbound/handshake').click();
  await expect(tab(page, 'Packet')).toHaveAttribute('aria-selected', 'true');
  await expect(field(page, 'sourceAddress')).toBeVisible();
  await expect(field(page, 'principal')).toContainText(/In none\s*Out cluster.local\/ns\/shop\/sa\/reviews/);
});

test.describe('a field', () => {
  test.use({ opens: '#s=front-and-back-door&r=editor-export' });

  test('A field leads to the step that set it, and to the line that the step went by', async ({ page }) => {
    await expectVerdict(page, 'Allowed');
    await step(page, 'news/editor/outbound/transport').click();
    await tab(page, 'Packet').click();
    await field(page, 'wire')
      .getByRole('button', { name: /^DestinationRule istio-egress\/egress/ })
      .click();
    await expect((await editor(page)).locator('.cm-line .hw-selected').first()).toContainText('ISTIO_MUTUAL');
    await step(page, 'network/wire').click();
    await group(page, 'tls').getByRole('button').first().click();
    await field(page, 'wire').getByRole('button', { name: 'Wraps it in mTLS' }).click();
    await expect.poll(() => currentStep(page)).toBe('news/editor/outbound/transport');
  });
});

test('Arrows move between the tabs without moving the story, I switches between packet and why', async ({ page }) => {
  const before = await currentStep(page);
  await tab(page, 'Why').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Packet')).toBeFocused();
  await expect(tab(page, 'Packet')).toHaveAttribute('aria-selected', 'true');
  await expect(panel(page)).toHaveAccessibleName('Packet');
  expect(await currentStep(page)).toBe(before);
  await page.keyboard.press('i');
  await expect(verdictCard(page)).toBeVisible();
  await page.keyboard.press('i');
  await expect(group(page, 'tls')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`A42 The tabs have no axe violations in ${colorScheme}`, async ({ page }) => {
      await tab(page, 'Packet').click();
      for (const part of ['l4', 'tls']) await group(page, part).getByRole('button').first().click();
      await expectAccessible(page, 'aside');
      for (const name of ['Caller and logs', 'Engine']) {
        await tab(page, name).click();
        await expect(panel(page).getByRole('heading').first()).toBeVisible();
        await expectAccessible(page, 'aside');
      }
    });
  });

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('Every tab is within reach of a thumb, and nothing scrolls sideways', async ({ page }) => {
    for (const name of ['Packet', 'Caller and logs', 'Engine', 'Why']) {
      const box = await tab(page, name).boundingBox();
      expect(box?.height, name).toBeGreaterThanOrEqual(44);
      await tab(page, name).tap();
      await expect(panel(page).getByRole('heading').first()).toBeVisible();
      const wide = await page.evaluate(() => [document.documentElement.scrollWidth, document.body.scrollWidth]);
      expect(Math.max(...wide), name).toBe(390);
    }
  });
});

test('The caller’s terminal and each line of the access logs are shown as they are printed', async ({ page }) => {
  await tab(page, 'Caller and logs').click();
  const terminal = panel(page).locator('[data-line]');
  await expect(terminal.filter({ hasText: '< HTTP/1.1 403 Forbidden' })).toBeVisible();
  await expect(terminal.last()).toHaveText('RBAC: access denied');
  await expect(panel(page).getByText('Exit code 0')).toBeVisible();
  const lines = panel(page).getByRole('listbox');
  await expect(lines).toHaveCount(2);
  await expect(lines.nth(0)).toContainText('"GET /charges HTTP/1.1" 403 - via_upstream');
  await expect(lines.nth(1)).toContainText('rbac_access_denied_matched_policy[none]');
});

test('Every field of a log line explains itself to the pointer, to the arrows and in a list', async ({ page }) => {
  await tab(page, 'Caller and logs').click();
  const line = panel(page).getByRole('listbox').nth(1);
  const says = panel(page).locator('p[data-field]').nth(1);
  await expect(says).toContainText('RESPONSE_CODE_DETAILS');
  const before = await currentStep(page);
  await line.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(says).toContainText('%RESPONSE_FLAGS%');
  await expect(line.getByRole('option', { selected: true })).toHaveAccessibleName('RESPONSE_FLAGS -');
  expect(await currentStep(page)).toBe(before);
  // The pane may still be moving into view under the pointer.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await line.getByRole('option', { name: /^UPSTREAM_CLUSTER_RAW/ }).hover();
    await expect(says).toContainText('The cluster that the request was routed to.', { timeout: 2000 });
  }).toPass();
  await panel(page).getByRole('button', { name: 'All fields' }).nth(1).click();
  await expect(panel(page).getByText('The route that matched.')).toBeVisible();
  await expectAccessible(page);
});

test('The engine tab names what Envoy used at this hop, marks the step, and leads to the rule', async ({ page }) => {
  await tab(page, 'Engine').click();
  const here = panel(page).locator('li[aria-current="step"]');
  await expect(here).toHaveCount(1);
  await expect(here).toContainText('- name: envoy.filters.http.rbac');
  const rule = here.getByRole('button', { name: 'ns[payments]-policy[backend-callers]-rule[0]' });
  await rule.click();
  await expect((await editor(page)).locator('.cm-line .hw-selected').first()).toBeInViewport();
  await expectAccessible(page);
  await step(page, 'network/wire').click();
  await expect(panel(page)).toContainText('No proxy stands here');
});

test.describe('plaintext at a closed door', () => {
  test.use({ opens: '#s=shop-and-payments&r=batch-charges' });

  test('The flag of the line is explained in one sentence, and curl’s error has its exit code', async ({ page }) => {
    await expectVerdict(page, 'Denied');
    await tab(page, 'Caller and logs').click();
    await expect(panel(page).getByText('NR: no route or filter chain.')).toBeVisible();
    await expect(panel(page).getByText('curl: (52) Empty reply from server')).toBeVisible();
    await expect(panel(page).getByText('Exit code 52 or 56: timing decides')).toBeVisible();
  });
});

test('About tells what is selected, with its policies in plain words, or the whole mesh', async ({ page }) => {
  await page.getByRole('tab', { name: 'About' }).click();
  const panel = page.getByRole('tabpanel', { name: 'About' });
  await expect(panel.getByText(/\d+ workloads, \d+ policies; mTLS is strict in 1 of \d namespaces/)).toBeVisible();
  await panel.getByRole('button', { name: 'strict mTLS' }).click();
  await expect(page.locator('.cm-line').filter({ hasText: 'STRICT' }).first()).toBeVisible();
  await canvasNode(page, 'payments/backend').click();
  await expect(panel.getByText('cluster.local/ns/payments/sa/backend')).toBeVisible();
  await expect(panel.getByText('Everything else to them is denied.')).toBeVisible();
  await panel.getByRole('button', { name: /no-admin/ }).click();
  await expect(page.locator('.cm-line').filter({ hasText: 'name: no-admin' })).toBeVisible();
  await panel.getByRole('button', { name: /batch.*backend/ }).click();
  await expect(requestRows(page).filter({ hasText: 'batch' }).first()).toHaveAttribute('aria-current', 'true');
  await canvasNode(page, 'legacy/batch').click();
  await expect(panel.getByText('No proxy stands before batch: nobody asks a policy.')).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'About the whole mesh' }).click();
  await expect(panel.getByRole('heading', { name: 'This mesh' })).toBeVisible();
});
