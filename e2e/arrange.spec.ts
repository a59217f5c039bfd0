import type { Page } from '@playwright/test';
import { canvas, canvasNode, expectAnswer, expectVerdict, outline, runningAnimations } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { downloaded, pasteOnCanvas } from './support/yaml.ts';

test.use(still);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

/** Where every node stands on the canvas, in the canvas' own pixels. */
const places = (page: Page): Promise<Readonly<Record<string, string>>> =>
  canvas(page)
    .locator('.react-flow__node-workload')
    .evaluateAll((nodes) =>
      Object.fromEntries(
        nodes.map((node) => [node.getAttribute('data-id') ?? '', `${node.style.left} ${node.style.top}`]),
      ),
    );

async function tidy(page: Page): Promise<void> {
  await page.keyboard.press('y');
  await expect(page.getByText('Arranged by who calls whom.')).toBeVisible();
  await expectAnswer(page);
}

test('Tidy arranges the mesh, is kept in the document, and is one step of undo', async ({ page }) => {
  const before = await places(page);
  await tidy(page);
  await expect.poll(() => places(page)).not.toEqual(before);
  const after = await places(page);
  expect(await runningAnimations(page)).toBe(0);
  expect(await downloaded(page)).toContain('positions:');
  await page.reload();
  await expect.poll(() => places(page)).toEqual(after);
  await page.keyboard.press('ControlOrMeta+z');
});

test('Undo after Tidy brings every node back; so does the usual arrangement', async ({ page }) => {
  const before = await places(page);
  await tidy(page);
  await expect.poll(() => places(page)).not.toEqual(before);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => places(page)).toEqual(before);
  await tidy(page);
  await expect.poll(() => places(page)).not.toEqual(before);
  await page.keyboard.press('Escape');
  const whole = await canvas(page).boundingBox();
  await page.mouse.click((whole?.x ?? 0) + 12, (whole?.y ?? 0) + 12, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Back to the usual arrangement' }).click();
  await expect.poll(() => places(page)).toEqual(before);
});

test('After Tidy no two nodes overlap', async ({ page }) => {
  await tidy(page);
  const rects = await canvas(page)
    .locator('[data-node]')
    .evaluateAll((nodes) =>
      nodes.map((node) => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        return { id: node.getAttribute('data-node'), left, top, right, bottom };
      }),
    );
  for (const [i, a] of rects.entries())
    for (const b of rects.slice(i + 1))
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom, `${a.id} ${b.id}`).toBe(
        false,
      );
});

test('A folded namespace is drawn as one node; what the story goes through stands out of it', async ({ page }) => {
  const shop = outline(page).getByRole('button', { name: /^shop/ }).first();
  await shop.click();
  await expect(shop).toHaveAttribute('aria-expanded', 'false');
  const pile = canvasNode(page, 'namespace:shop');
  await expect(pile).toHaveAccessibleName('2 more, shop, folded');
  await expect(canvasNode(page, 'shop/reviews')).toBeVisible();
  await expect(canvasNode(page, 'shop/catalog')).toHaveCount(0);
  await expect(canvas(page).locator('[data-edge="istio-system/istio-ingressgateway>namespace:shop"]')).toHaveCount(1);
  await expectAccessible(page);
  await pile.click();
  await expect(canvasNode(page, 'shop/catalog')).toBeVisible();
  await expect(shop).toHaveAttribute('aria-expanded', 'true');
});

test('Folded by keyboard: the menu of a node, then Enter on the pile', async ({ page }) => {
  await canvasNode(page, 'payments/ledger').focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: 'ledger' })).toBeVisible();
  await page.keyboard.type('fold');
  await page.keyboard.press('Enter');
  const pile = canvasNode(page, 'namespace:payments');
  await expect(pile).toHaveAccessibleName('1 more, payments, folded');
  await pile.focus();
  await page.keyboard.press('Enter');
  await expect(canvasNode(page, 'payments/ledger')).toBeVisible();
});

const probed = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: hopwise.dev/v1
kind: Scenario
metadata: { name: probe }
spec:
  requests:
    - id: probe
      from: { kubelet: true }
      to: { workload: shop/web, port: 8080 }
      http: { method: GET, path: /ready }
`;

test('The kubelet stands on the canvas by its name', async ({ page }) => {
  await pasteOnCanvas(page, probed);
  await expect(canvasNode(page, 'kubelet')).toHaveAccessibleName(/^kubelet/);
  await expect(canvasNode(page, 'outside')).toHaveCount(0);
  await expect(canvas(page).locator('[data-edge="kubelet>shop/web"]')).toHaveCount(1);
});
