import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { expectVerdict } from './support/app.ts';
import { fixed, writeYaml } from './support/yaml.ts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.html': 'text/html',
  '.css': 'text/css',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
};

/** A site of its own, of which a second version can be published. */
async function site(): Promise<{ readonly url: string; readonly publish: () => void; readonly server: Server }> {
  let version = 1;
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname)).replace(
      /\/$/,
      '/index.html',
    );
    readFile(join(dist, path)).then(
      (content) => {
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
        response.setHeader('cache-control', 'no-store');
        response.end(path === '/sw.js' && version > 1 ? `${content.toString()}\n// version ${version}` : content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, publish: () => (version += 1), server };
}

test('A new version is offered, never taken by itself, and loses nothing that was edited', async ({ browser }) => {
  test.setTimeout(120_000);
  const { url, publish, server } = await site();
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url);
  await expectVerdict(page, 'Denied');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The first worker may take over a page that it did not load, or the next one.
  if (await page.evaluate(() => navigator.serviceWorker.controller === null)) await page.reload();
  await expectVerdict(page, 'Denied');
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const other = await context.newPage();
  await other.goto(url);
  await expectVerdict(other, 'Denied');
  await page.bringToFront();
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await page.evaluate(() => Reflect.set(globalThis, 'sameVisit', true));
  await other.evaluate(() => Reflect.set(globalThis, 'sameVisit', true));

  publish();
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  const toast = page.getByRole('status').filter({ hasText: 'A new version is ready.' });
  await expect(toast).toBeVisible({ timeout: 60_000 });
  expect(await page.evaluate(() => Reflect.get(globalThis, 'sameVisit')), 'it does not reload by itself').toBe(true);
  await expectVerdict(page, 'Allowed');

  await toast.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'sameVisit')).catch(() => true)).toBeUndefined();
  await expectVerdict(page, 'Allowed');
  expect(await other.evaluate(() => Reflect.get(globalThis, 'sameVisit')), 'nor do other tabs').toBe(true);
  await expect(other.getByRole('status').filter({ hasText: 'A new version was taken in another tab.' })).toBeVisible();
  await context.close();
  server.close();
});

test('The manifest has what it takes to be installed, and the offer is kept for the palette', async ({ page }) => {
  const manifest = JSON.parse(await readFile(join(dist, 'manifest.webmanifest'), 'utf8')) as {
    readonly icons: readonly { readonly src: string; readonly purpose?: string; readonly sizes: string }[];
    readonly screenshots: readonly { readonly src: string; readonly form_factor: string }[];
    readonly display: string;
  };
  expect(manifest.display).toBe('standalone');
  expect(manifest.icons.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']),
  );
  expect(manifest.screenshots.map((each) => each.form_factor)).toEqual(['wide', 'narrow']);
  for (const { src } of [...manifest.icons, ...manifest.screenshots])
    expect((await readFile(join(dist, src))).length).toBeGreaterThan(100);

  await page.goto('./');
  await expectVerdict(page, 'Denied');
  await page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    Object.assign(event, { prompt: () => Promise.resolve(Reflect.set(globalThis, 'asked', true)) });
    Reflect.set(globalThis, 'banner', dispatchEvent(event));
  });
  expect(await page.evaluate(() => Reflect.get(globalThis, 'banner')), 'no banner of the browser').toBe(false);
  await page.keyboard.press('/');
  await expect(page.getByRole('dialog', { name: 'Find or run' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('install');
  await page.getByRole('option', { name: /Install Hopwise/ }).click();
  await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'asked'))).toBe(true);
});
