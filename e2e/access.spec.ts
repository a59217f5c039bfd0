import type { Page } from '@playwright/test';
import {
  canvas,
  canvasNode,
  currentRow,
  expectVerdict,
  narrator,
  openMesh,
  player,
  requestRows,
  stepRows,
  timeline,
  verdictCard,
} from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor, refused, shop, writeYaml } from './support/yaml.ts';

test.use({ ...still, permissions: ['clipboard-read', 'clipboard-write'] });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

/** What has the focus, by role and name, and whether it shows. */
async function focused(page: Page): Promise<{ what: string; outlined: boolean; region: string }> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    // The editor shows its focus on the frame around the text.
    const framed = element.closest('[data-own-keys]')?.querySelectorAll('*') ?? [];
    const outlined = [element, ...framed].some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    });
    const landmark = element.closest('nav, main, aside, [data-player]') ?? element.closest('header');
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : null;
    return {
      what: `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? (label ?? element).textContent ?? ''}`,
      outlined,
      region: landmark?.tagName.toLowerCase() ?? '',
    };
  });
}

/** Presses Tab until the focus is on what is looked for; fails after a whole round. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 120; press += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (!name.test(at.what)) continue;
    expect(at.outlined, `focus shows on ${at.what}`).toBe(true);
    return;
  }
  throw new Error(`Tab never came to ${name}`);
}

test('A43 The whole path open → step → read cause → edit → allowed → share can be done by keyboard alone; focus is visible at each stop', async ({
  page,
}) => {
  await editor(page);
  await tabTo(page, /^button Back$/);
  await page.keyboard.press('Enter');
  await expect(currentRow(page)).not.toHaveAttribute('data-verdict');
  await tabTo(page, /^button Verdict$/);
  await page.keyboard.press('Enter');
  await expect(currentRow(page)).toHaveAttribute('data-verdict', 'denied');

  await tabTo(page, /^button payments\/backend-callers$/);
  await expect(verdictCard(page).getByRole('paragraph')).toContainText('backend-callers selects backend');
  await tabTo(page, /^treeitem /);
  await page.keyboard.press('End');
  expect((await focused(page)).what).toMatch(/^treeitem paths, /);

  await page.keyboard.press('e');
  await expect(await editor(page)).toBeFocused();
  // The deciding value is selected: typing replaces it.
  await page.keyboard.type(refused);
  await expect.poll(() => page.locator('.cm-line').filter({ hasText: refused }).count()).toBe(1);
  // The first may only close the list of completions.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  expect((await focused(page)).what, 'Escape, then Tab leaves the editor').not.toMatch(/^textbox/);
  await expectVerdict(page, 'Allowed');

  await tabTo(page, /^button Share$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy link to this step' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/#c=.+&p=2\.mix\./);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeFocused();
});

test('A43 A policy is made from a template and finished in the form by keyboard alone', async ({ page }) => {
  await tabTo(page, /^button New resource$/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New resource' });
  await expect(dialog.getByRole('radio', { name: 'Only these callers' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'Only from this namespace' })).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await tabTo(page, /^input frontend \(shop\/frontend\)$/);
  await page.keyboard.press('Space');
  await expect(dialog.getByText('cluster.local/ns/shop/sa/frontend')).toBeVisible();
  await tabTo(page, /^button Apply$/);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expectVerdict(page, 'Allowed');
  await tabTo(page, /^(input|textbox|combobox) 1 of principals of caller 1 of rule 1$/);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('cluster.local/ns/shop/sa/catalog');
  await page.keyboard.press('Enter');
  await expectVerdict(page, 'Denied');
  await tabTo(page, /^button Undo$/);
  await page.keyboard.press('Enter');
  await expectVerdict(page, 'Allowed');
});

test('A43 The order of the focus follows the layout: bar, outline, canvas, player, details', async ({ page }) => {
  const regions: string[] = [];
  for (let press = 0; press < 120; press += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.what.startsWith('body')) break;
    expect(at.outlined, `focus shows on ${at.what}`).toBe(true);
    // The bars between the panes belong to none of them.
    if (at.what.startsWith('separator')) continue;
    if (regions.at(-1) !== at.region) regions.push(at.region);
    if ((await (await editor(page)).evaluate((field) => field === document.activeElement)) === true) break;
  }
  expect(regions).toEqual(['header', 'nav', 'main', 'div', 'aside']);
});

test('A44 Tab enters the canvas once; arrow keys follow edges', async ({ page }) => {
  await expect(canvas(page).locator('[data-node][tabindex="0"]')).toHaveCount(1);
  await tabTo(page, /^button reviews, shop/);
  await expect(canvasNode(page, 'shop/reviews')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(canvasNode(page, 'shop/reviews')).not.toBeFocused();
  const callee = await page.evaluate(() => document.activeElement?.getAttribute('data-node'));
  expect(['payments/backend', 'payments/ledger']).toContain(callee);
  await page.keyboard.press('ArrowLeft');
  await expect(canvasNode(page, callee ?? '')).not.toBeFocused();
  const caller = await page.evaluate(() => document.activeElement?.getAttribute('data-node'));
  const edge = canvas(page).locator(`[data-edge="${caller}>${callee}"]`);
  await expect(edge).toHaveCount(1);
  await canvasNode(page, 'shop/reviews').focus();
  await page.keyboard.press('Enter');
  await expect(canvasNode(page, 'shop/reviews')).toHaveAttribute('aria-pressed', 'true');
  await expect(currentRow(page), 'arrow keys of the canvas do not step the story').toHaveAttribute(
    'data-verdict',
    'denied',
  );
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-node'))).toBe(false);
});

test('A44 The status region speaks exactly the narrated sentence of each step', async ({ page }) => {
  await expect(narrator(page)).toHaveAttribute('role', 'status');
  const spoken = new Set<string>();
  for (let at = 0; at < (await stepRows(page).count()); at += 1) {
    await stepRows(page).nth(at).click();
    await expect(timeline(page)).toHaveAttribute('aria-valuenow', String(at + 1));
    const sentence = (await player(page).getByRole('paragraph').locator('span').first().innerText()).trim();
    await expect(narrator(page)).toHaveText(sentence);
    spoken.add(sentence);
  }
  expect(spoken.size).toBe(await stepRows(page).count());
});

test('A45 In greyscale, allowed, denied and undetermined edges differ in line style and glyph', async ({ page }) => {
  const filter =
    '---\napiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: { name: f, namespace: shop }\nspec: { workloadSelector: { labels: { app: catalog } }, configPatches: [] }\n';
  await writeYaml(page, shop + filter);
  await expect(requestRows(page).filter({ hasText: 'catalog' }).first()).toHaveAccessibleName(/Can't tell$/);
  const edges = await canvas(page)
    .locator('[data-edge]:not([data-played])')
    .evaluateAll((all) =>
      all.map((edge) => {
        const line = edge.querySelector('path');
        return {
          verdict: edge.getAttribute('data-verdict') ?? '',
          dashes: line === null ? '' : getComputedStyle(line).strokeDasharray,
          end: edge.getAttribute('data-end'),
          title: edge.getAttribute('aria-label') ?? '',
        };
      }),
    );
  const looks = new Map(edges.map(({ verdict, dashes, end }) => [verdict, `${dashes} ${end}`]));
  expect([...looks.keys()].toSorted()).toEqual(['allowed', 'denied', 'undetermined']);
  expect(new Set(looks.values()).size, JSON.stringify([...looks])).toBe(3);
  const dashes = new Map(edges.map((edge) => [edge.verdict, edge.dashes]));
  expect(new Set(dashes.values()).size, JSON.stringify([...dashes])).toBe(3);
  for (const { verdict, title } of edges)
    expect(title).toMatch({ allowed: /: allowed/, denied: /: denied/ }[verdict] ?? /: can't tell/);
  const glyphs = await requestRows(page)
    .locator('[data-glyph]')
    .evaluateAll((all) =>
      all.map(
        (glyph) =>
          `${glyph.getAttribute('data-glyph')} ${glyph.querySelector('circle, polygon')?.outerHTML.replace(/class="[^"]*"/, '')}`,
      ),
    );
  expect(new Set(glyphs).size).toBe(3);
});

test('Less motion: a switch of mesh shows the verdict at once', async ({ page }) => {
  await openMesh(page, 'Ladder 3: Zero Trust');
  await expect(verdictCard(page)).toBeVisible();
  await expect(player(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});
