import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** A screen seen with half-closed eyes: where its panels are, and how light each square of it is. Fonts do not matter. */
interface Coarse {
  readonly panels: Readonly<Record<string, readonly [x: number, y: number, width: number, height: number]>>;
  /** One row of squares per string, two hexadecimal digits of lightness per square. */
  readonly light: readonly string[];
}

const square = 16;
const folder = fileURLToPath(new URL('../visual/', import.meta.url));

const panels = {
  bar: 'header',
  outline: 'nav[aria-label="Outline"]',
  canvas: '[data-testid="canvas"]',
  controls: '[data-testid="canvas"] > div:last-child',
  player: '[data-player], [aria-label="Player"]',
  side: 'aside',
  card: '[aria-label="Verdict"]',
  yaml: '[aria-label="YAML"]',
  dialog: 'dialog[open]',
  caption: '[aria-label="Caption"]',
} as const;

/** Panels may shift by this many pixels, as words of another font do that to what stands below them. */
const shift = 10;
/** These are as large as the words in them. */
const bySize: Readonly<Record<string, number>> = { dialog: 60, card: 40 };
/** A square that differs by more than this (of 255) has changed; a few of them are noise. */
const change = 30;
const noise = 0.05;

/** Compares the page with what is kept under a name. `HOPWISE_KEEP_VISUAL=1` keeps it anew. */
export async function expectLooksAsKept(page: Page, name: string): Promise<void> {
  const seen = await look(page);
  const file = `${folder}${name}.json`;
  if (process.env['HOPWISE_KEEP_VISUAL'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(seen, null, 1)}\n`);
    return;
  }
  expect(existsSync(file), `${file} is kept`).toBe(true);
  const kept: Coarse = JSON.parse(readFileSync(file, 'utf8'));
  expect(Object.keys(seen.panels), 'the same panels').toEqual(Object.keys(kept.panels));
  for (const [panel, rect] of Object.entries(kept.panels)) {
    const now = seen.panels[panel] ?? [];
    const moved = Math.max(...rect.map((value, index) => Math.abs(value - (now[index] ?? Infinity))));
    expect(moved, `${panel} was at ${rect.join(' ')}, is at ${now.join(' ')}`).toBeLessThanOrEqual(
      bySize[panel] ?? shift,
    );
  }
  expect(changed(kept.light, seen.light), 'the part of the screen that looks another').toBeLessThan(noise);
}

function changed(kept: readonly string[], seen: readonly string[]): number {
  const [a, b] = [kept.join(''), seen.join('')];
  if (a.length !== b.length) return 1;
  let count = 0;
  for (let at = 0; at < a.length; at += 2) {
    const difference = Number.parseInt(a.slice(at, at + 2), 16) - Number.parseInt(b.slice(at, at + 2), 16);
    if (Math.abs(difference) > change) count += 1;
  }
  return count / (a.length / 2);
}

async function look(page: Page): Promise<Coarse> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  const places = await page.evaluate((selectors) => {
    const found: [string, [number, number, number, number]][] = [];
    for (const [name, selector] of Object.entries(selectors)) {
      const rect = document.querySelector(selector)?.getBoundingClientRect();
      if (rect === undefined || rect.width === 0) continue;
      found.push([name, [rect.x, rect.y, rect.width, rect.height].map(Math.round) as [number, number, number, number]]);
    }
    return found;
  }, panels);
  const png = (await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' })).toString('base64');
  const light = await page.evaluate(
    async ({ data, side }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const [columns, rows] = [Math.floor(image.naturalWidth / side), Math.floor(image.naturalHeight / side)];
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return Array.from({ length: rows }, (_, row) => {
        const strip = context?.getImageData(0, row * side, columns * side, side).data ?? new Uint8ClampedArray();
        const sums = Array.from({ length: columns }, () => 0);
        for (let at = 0; at < strip.length; at += 4) {
          const column = Math.floor(((at / 4) % (columns * side)) / side);
          const lightness = 0.299 * (strip[at] ?? 0) + 0.587 * (strip[at + 1] ?? 0) + 0.114 * (strip[at + 2] ?? 0);
          sums[column] = (sums[column] ?? 0) + lightness;
        }
        return sums
          .map((sum) =>
            Math.round(sum / side ** 2)
              .toString(16)
              .padStart(2, '0'),
          )
          .join('');
      });
    },
    { data: png, side: square },
  );
  return { panels: Object.fromEntries(places), light };
}
