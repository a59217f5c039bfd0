// Makes the pictures of the README anew, from the application as it is: node scripts/stills.mjs. Needs dist/.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';
import { animate, toWebp } from './stills/webp.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const out = fileURLToPath(new URL('../.github/media', import.meta.url));
const port = Number(process.env['PORT'] ?? 4189);
const address = `http://127.0.0.1:${port}/`;
const size = { width: 1280, height: 800 };

const executablePath = findChromium();
if (executablePath === null) process.exit(1);
mkdirSync(out, { recursive: true });
const server = spawn(process.execPath, [fileURLToPath(new URL('serve.mjs', import.meta.url))], {
  env: { ...process.env, PORT: String(port) },
  stdio: 'ignore',
});
const browser = await chromium.launch({ executablePath });
const encoder = await (await browser.newContext()).newPage();

/**
 * The application at rest on its verdict, with the first hints put away.
 * @param {import('@playwright/test').BrowserContextOptions} options
 */
async function opened(options = {}) {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', ...options });
  await context.addInitScript(() => localStorage.setItem('hopwise.preferences', '{"hintsDismissed":true}'));
  const page = await context.newPage();
  await page.goto(address);
  await rested(page);
  return page;
}

/** @param {Page} page */
async function rested(page) {
  await page.waitForSelector('[data-app][aria-busy="false"]');
  await page.waitForSelector('[data-ready="true"]', { state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
}

/**
 * @param {string} name
 * @param {Buffer} bytes
 */
function save(name, bytes) {
  writeFileSync(join(out, name), bytes);
  console.log(`${name}: ${(bytes.length / 1000).toFixed(0)} kB`);
}

/**
 * @param {string} name
 * @param {(page: Page) => Promise<unknown>} act
 * @param {import('@playwright/test').BrowserContextOptions} options
 */
async function still(name, act, options = {}) {
  const page = await opened(options);
  await act(page);
  await page.waitForTimeout(400);
  save(`${name}.webp`, await toWebp(encoder, await page.screenshot(), 0.86));
  await page.context().close();
}

/** The opening story step by step to its verdict, then the edit that lets the request pass. */
async function story() {
  const page = await opened();
  /** @type {{ webp: Buffer, ms: number }[]} */
  const frames = [];
  const shot = async (/** @type {number} */ ms) => {
    await page.waitForTimeout(300);
    frames.push({ webp: await toWebp(encoder, await page.screenshot(), 0.8), ms });
  };
  await page.keyboard.press('Home');
  await shot(1100);
  for (let step = 2; step <= 6; step += 1) {
    await page.keyboard.press('ArrowRight');
    await shot(900);
  }
  await page.keyboard.press('ArrowRight');
  await shot(3200);
  await page.keyboard.press('e');
  await shot(900);
  await page.keyboard.insertText('cluster.local/ns/shop/sa/reviews');
  await page.getByRole('heading', { level: 2, name: 'Allowed' }).waitFor();
  await shot(3600);
  save('story.webp', animate(frames, size));
  await page.context().close();
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1.5 };
await story();
await still('packet', (page) => page.getByRole('tab', { name: 'Packet' }).click());
await still('dark', (page) => page.keyboard.press('d'), { colorScheme: 'dark' });
await still('matrix', async (page) => {
  await page.keyboard.press('m');
  await page.locator('dialog table').waitFor();
});
await still('diagram', async (page) => {
  await page.keyboard.press('g');
  await page.locator('dialog img').first().waitFor();
});
await still('wall', (page) => page.keyboard.press('p'));
await still('phone', (page) => page.waitForTimeout(0), phone);

await browser.close();
server.kill();
