import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expectVerdict, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { pasteOnCanvas, shop } from './support/yaml.ts';

test.use({ ...still, permissions: ['clipboard-read', 'clipboard-write'] });

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Diagram' });
const picture = (page: Page): Locator => dialog(page).getByRole('img');
const tab = (page: Page, name: string): Locator => dialog(page).getByRole('tab', { name });

async function open(page: Page): Promise<void> {
  await verdictCard(page).getByRole('button', { name: 'Diagram' }).click();
  await expect(picture(page)).toBeVisible();
}

/** The file that a button saves. */
async function saved(page: Page, button: 'SVG' | 'PNG'): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** What a saved SVG says, read as a browser reads the file; fails where it is not well-formed. */
async function textsOf(
  page: Page,
  svg: string,
): Promise<{ fault: string; texts: readonly string[]; foreign: readonly string[] }> {
  return page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml');
    const fault = document.querySelector('parsererror')?.textContent ?? '';
    const texts = [...document.querySelectorAll('text, title')].map((each) =>
      each.textContent.replaceAll(/\s+/g, ' ').trim(),
    );
    const foreign = [...document.querySelectorAll('*')].flatMap((each) =>
      each.localName === 'foreignObject' || each.localName === 'script' || each.localName === 'image'
        ? [each.localName]
        : [],
    );
    return { fault, texts, foreign: [...foreign, ...(text.match(/url\((?!#|["']#)[^)]*\)|@import/g) ?? [])] };
  }, svg);
}

/** Width and height of a PNG, and whether it is more than one colour. */
async function sizeOf(page: Page, png: Buffer): Promise<{ width: number; height: number; painted: boolean }> {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = new Uint32Array(
      context?.getImageData(0, 0, image.width, image.height).data.buffer ?? new ArrayBuffer(0),
    );
    return { width: image.width, height: image.height, painted: new Set(pixels).size > 8 };
  }, png.toString('base64'));
}

test('Mermaid is fetched only for the first diagram', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('./?fresh');
  await expectVerdict(page, 'Denied');
  // Dialogs are fetched when the page has come to rest; what draws diagrams is not.
  await page.waitForRequest(/DiagramDialog-.*\.js$/);
  expect(asked.filter((url) => /mermaid-.*\.js$/.test(url))).toEqual([]);
  await open(page);
  expect(asked.filter((url) => /mermaid-.*\.js$/.test(url))).not.toEqual([]);
});

test.describe('Without a network', () => {
  test.use({ keptOffline: true });

  test('A diagram that was drawn once is drawn offline, too; before that the text can be copied all the same', async ({
    page,
    context,
  }) => {
    await expectVerdict(page, 'Denied');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await expectVerdict(page, 'Denied');
    await context.setOffline(true);
    await verdictCard(page).getByRole('button', { name: 'Diagram' }).click();
    await expect(dialog(page)).toContainText('The picture could not be drawn');
    await dialog(page).getByRole('button', { name: 'Copy Mermaid text' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^flowchart LR\n/);

    await context.setOffline(false);
    await page.reload();
    await expectVerdict(page, 'Denied');
    await open(page);
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('diagrams')).keys()).length))
      .toBeGreaterThan(4);
    await context.setOffline(true);
    await page.reload();
    await expectVerdict(page, 'Denied');
    await open(page);
  });
});

test('The enforcement diagram and the sequence are shown, copied and saved, and need nothing from elsewhere', async ({
  page,
}) => {
  await expectVerdict(page, 'Denied');
  await page.keyboard.press('g');
  await expect(picture(page)).toHaveAccessibleName(
    /^reviews reads charges: ✕ Denied\. backend-callers selects backend/,
  );
  await expectAccessible(page);
  for (const [name, words] of [
    ['Enforcement', ['✕ AuthorizationPolicy', 'ALLOW: no rule matches', 'Pod payments/backend', 'mTLS']],
    ['Sequence', ['1. Sends GET /charges', '5. Caller is sa/reviews', '8. Gets 403']],
  ] as const) {
    await tab(page, name).click();
    await expect(picture(page)).toBeVisible();
    const svg = await saved(page, 'SVG');
    expect(svg.name).toBe(`hopwise-reviews-charges-${name.toLowerCase()}.svg`);
    const { fault, texts, foreign } = await textsOf(page, svg.bytes.toString('utf8'));
    expect(fault).toBe('');
    expect(foreign).toEqual([]);
    for (const word of words)
      expect(
        texts.some((text) => text.includes(word)),
        `${word} in ${texts.join('|')}`,
      ).toBe(true);
    const png = await saved(page, 'PNG');
    expect(await sizeOf(page, png.bytes)).toMatchObject({ painted: true });
    await dialog(page).getByRole('button', { name: 'Copy Mermaid text' }).click();
    await expect(dialog(page).getByRole('button', { name: 'Copied' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(name === 'Enforcement' ? /^flowchart LR\n/ : /^sequenceDiagram\n/);
  }
});

test('The canvas at this step is saved with its names and verdict, in whatever theme is on', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    await open(page);
    await tab(page, 'Canvas at this step').click();
    await expect(picture(page)).toBeVisible();
    const { fault, texts, foreign } = await textsOf(page, (await saved(page, 'SVG')).bytes.toString('utf8'));
    expect(fault).toBe('');
    expect(foreign).toEqual([]);
    for (const name of [
      'frontend',
      'catalog',
      'reviews',
      'backend',
      'ledger',
      'batch',
      'payments',
      'ALLOW',
      'sa/frontend',
    ])
      expect(texts).toContain(name);
    expect(texts).toContain('reviews reads charges: ✕ Denied');
    const { width, height, painted } = await sizeOf(page, (await saved(page, 'PNG')).bytes);
    expect(painted).toBe(true);
    expect(Math.min(width, height)).toBeGreaterThan(600);
    await page.keyboard.press('Escape');
  }
});

test('Names of anybody’s YAML stand literally in the drawing, and run nothing', async ({ page }) => {
  const nasty = 'a;b"c<img src=x onerror=alert(1)>#59;_d_ end %%{init} </style>';
  await pasteOnCanvas(page, shop.replaceAll('name: backend-callers', `name: '${nasty}'`));
  await expect(verdictCard(page)).toContainText(nasty);
  for (const name of ['Enforcement', 'Sequence']) {
    if (name === 'Enforcement') await open(page);
    await tab(page, name).click();
    await expect(picture(page)).toBeVisible();
    const { fault, texts, foreign } = await textsOf(page, (await saved(page, 'SVG')).bytes.toString('utf8'));
    expect(fault).toBe('');
    expect(foreign).toEqual([]);
    // Lines break at spaces, which are not shown.
    expect(texts.slice(3).join('').replaceAll(' ', '')).toContain(nasty.replaceAll(' ', ''));
  }
});

test('On a phone the boxes stand one below the other, and the dialog fits', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectVerdict(page, 'Denied');
  await page.keyboard.press('g');
  await expect(picture(page)).toBeVisible();
  const box = await dialog(page).boundingBox();
  expect(box?.width).toBeLessThanOrEqual(390);
  await dialog(page).getByText('Mermaid text', { exact: true }).click();
  await expect(dialog(page).locator('pre')).toContainText('flowchart TB');
  await expectAccessible(page);
});
