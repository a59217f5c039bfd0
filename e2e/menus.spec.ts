import type { Locator, Page } from '@playwright/test';
import { canvas, canvasNode, expectVerdict, outline, requestRows, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use({ ...still, permissions: ['clipboard-read', 'clipboard-write'] });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

const menu = (page: Page, name: string | RegExp): Locator => page.getByRole('menu', { name });
const choose = (page: Page, name: string): Promise<void> => page.getByRole('menuitem', { name }).click();
const request = (page: Page): Locator => page.getByRole('dialog', { name: 'New request' });
const ends = async (page: Page): Promise<readonly string[]> => [
  await request(page).getByLabel('From').inputValue(),
  await request(page).getByLabel('To', { exact: true }).inputValue(),
];

test('The menu of a workload plays its requests, shows its policies and copies its identity', async ({ page }) => {
  const backend = canvasNode(page, 'payments/backend');
  await backend.click({ button: 'right' });
  await expect(menu(page, 'backend')).toBeVisible();
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await choose(page, 'Copy identity');
  await expect(menu(page, 'backend')).toHaveCount(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('cluster.local/ns/payments/sa/backend');

  await backend.click({ button: 'right' });
  await choose(page, 'backend-callers · ALLOW');
  await expect(yamlPane(page).getByText('name: backend-callers')).toBeVisible();

  await backend.click({ button: 'right' });
  await page
    .getByRole('menuitem', { name: /to backend, / })
    .last()
    .click();
  await expect(page.getByRole('button', { name: /^Request: .* to backend/ })).toBeVisible();
});

for (const key of ['ContextMenu', 'Shift+F10'] as const) {
  test(`${key} opens the menu of the focused node; Escape gives the focus back`, async ({ page }) => {
    const reviews = canvasNode(page, 'shop/reviews');
    await reviews.focus();
    await page.keyboard.press(key);
    await expect(menu(page, 'reviews')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem').nth(1)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu(page, 'reviews')).toHaveCount(0);
    await expect(reviews).toBeFocused();
  });
}

test('Lines, namespaces and the ground have menus of their own; a press elsewhere closes them', async ({ page }) => {
  const line = await canvas(page)
    .locator('[data-edge="shop/frontend>shop/reviews"] path, [data-edge="shop/frontend>shop/catalog"] path')
    .first()
    .evaluate((path) => {
      if (!(path instanceof SVGPathElement)) return { x: 0, y: 0 };
      const point = path.getPointAtLength(path.getTotalLength() / 2);
      const { x, y } = new DOMPoint(point.x, point.y).matrixTransform(path.getScreenCTM() ?? undefined);
      return { x, y };
    });
  await page.mouse.click(line.x, line.y, { button: 'right' });
  await expect(menu(page, /^frontend to /)).toBeVisible();
  const plot = await canvas(page).locator('[data-plot="payments"]').boundingBox();
  await page.mouse.click((plot?.x ?? 0) + (plot?.width ?? 0) - 8, (plot?.y ?? 0) + (plot?.height ?? 0) - 8, {
    button: 'right',
  });
  await expect(menu(page, 'Namespace payments')).toBeVisible();
  const whole = await canvas(page).boundingBox();
  await page.mouse.click((whole?.x ?? 0) + 12, (whole?.y ?? 0) + 12, { button: 'right' });
  await expect(menu(page, 'Canvas')).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(1);
  await page.mouse.click((whole?.x ?? 0) + 12, (whole?.y ?? 0) + (whole?.height ?? 0) * 0.8);
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('Rows of the outline have the menus of what they stand for', async ({ page }) => {
  await outline(page).getByRole('button', { name: 'ledger 1 policy' }).click({ button: 'right' });
  await expect(menu(page, 'ledger')).toBeVisible();
  await page.keyboard.press('Escape');
  await requestRows(page).first().focus();
  await page.keyboard.press('Shift+F10');
  await expect(menu(page, / to /)).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`A42 An open menu has no axe violations, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await canvasNode(page, 'payments/backend').click({ button: 'right' });
    await expect(menu(page, 'backend')).toBeVisible();
    await expectAccessible(page);
  });
}

test('A request is made by two presses: the door of the caller, then the callee', async ({ page }) => {
  await canvas(page).locator('[data-door-of="shop/frontend"]').last().click();
  await expect(page.getByRole('status').filter({ hasText: 'Request from frontend' })).toBeVisible();
  await canvasNode(page, 'payments/ledger').click();
  expect(await ends(page)).toEqual(['shop/frontend', expect.stringContaining('ledger')]);
});

test('A request is made by keyboard: w, the caller, the callee; Escape leaves off', async ({ page }) => {
  await page.keyboard.press('w');
  await canvasNode(page, 'shop/frontend').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  const callee = await page.evaluate(() => document.activeElement?.getAttribute('data-node') ?? '');
  await page.keyboard.press('Enter');
  expect(await ends(page)).toEqual(['shop/frontend', expect.stringContaining(callee.replace(/^external:|^.*\//, ''))]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  const bar = page.getByRole('status').filter({ hasText: 'press the caller' });
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
});

test('A request is pulled from a door to another node', async ({ page }) => {
  const door = await canvas(page).locator('[data-door-of="shop/frontend"]').last().boundingBox();
  const ledger = await canvasNode(page, 'payments/ledger').boundingBox();
  await page.mouse.move((door?.x ?? 0) + (door?.width ?? 0) / 2, (door?.y ?? 0) + (door?.height ?? 0) / 2);
  await page.mouse.down();
  await page.mouse.move((ledger?.x ?? 0) + 80, (ledger?.y ?? 0) + 50, { steps: 8 });
  await page.mouse.up();
  expect(await ends(page)).toEqual(['shop/frontend', expect.stringContaining('ledger')]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('A47 A request is made by two taps', async ({ page }) => {
    const door = canvas(page).locator('[data-door-of="payments/backend"]').last();
    const box = await door.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await door.tap();
    await expect(page.getByRole('status').filter({ hasText: 'Request from backend' })).toBeVisible();
    // The whole mesh has come into view, for the second tap.
    const catalog = await canvasNode(page, 'shop/catalog').boundingBox();
    expect(Math.min(catalog?.width ?? 0, catalog?.height ?? 0)).toBeGreaterThanOrEqual(20);
    await canvasNode(page, 'shop/catalog').tap();
    expect(await ends(page)).toEqual(['payments/backend', expect.stringContaining('catalog')]);
  });

  test('A finger that rests on a node opens its menu, and presses nothing', async ({ page }) => {
    const box = await canvasNode(page, 'payments/backend').boundingBox();
    const point = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 30 };
    const client = await page.context().newCDPSession(page);
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
    await expect(menu(page, 'backend')).toBeVisible();
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(menu(page, 'backend')).toBeVisible();
    await expectAccessible(page);
  });
});

const resource = (page: Page): Locator => page.getByRole('dialog', { name: 'New resource' });

test('A policy is drawn between two nodes: proposed with its place, looked at, applied', async ({ page }) => {
  await canvas(page).locator('[data-door-of="shop/frontend"]').last().click();
  await page.getByRole('button', { name: 'Policy instead' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Policy for calls of frontend' })).toBeVisible();
  await canvasNode(page, 'payments/ledger').click();
  await expect(resource(page).getByRole('radio', { name: 'Only these callers' })).toBeChecked();
  await expect(resource(page).getByLabel('Where')).toHaveValue('workload payments/ledger');
  await expect(resource(page).getByRole('checkbox', { name: 'frontend (shop/frontend)' })).toBeChecked();
  await expect(resource(page).getByText('cluster.local/ns/shop/sa/frontend')).toBeVisible();
  await resource(page).getByRole('button', { name: 'Apply' }).click();
  await expect(outline(page).getByRole('button', { name: /ledger-callers/ })).toBeVisible();
});

test('A request pulled from a door can become a policy between the same two', async ({ page }) => {
  await canvasNode(page, 'shop/frontend').click({ button: 'right' });
  await menu(page, 'frontend').getByRole('menuitem', { name: 'Draw a policy: what it may call…' }).click();
  await canvasNode(page, 'payments/ledger').focus();
  await page.keyboard.press('Enter');
  await expect(resource(page).getByLabel('Where')).toHaveValue('workload payments/ledger');
  await page.keyboard.press('Escape');
  await canvas(page).locator('[data-door-of="shop/frontend"]').last().click();
  await canvasNode(page, 'payments/ledger').click();
  await page.getByRole('dialog', { name: 'New request' }).getByRole('button', { name: 'Policy instead…' }).click();
  await expect(resource(page).getByRole('checkbox', { name: 'frontend (shop/frontend)' })).toBeChecked();
});
