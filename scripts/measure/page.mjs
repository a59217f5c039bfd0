// What the measures do on a page. Every function returns plain numbers.
import { meshOf } from './mesh.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
export async function settled(page) {
  await page.waitForSelector('[data-app][aria-busy="false"]', { timeout: 180_000 });
}

/**
 * Opens a made-up mesh, as a file that somebody brings.
 * @param {Page} page
 * @param {number} workloads
 * @param {number} requests
 */
export async function openMesh(page, workloads, requests) {
  const buffer = Buffer.from(meshOf(workloads, requests));
  await page.locator('input[type="file"]').setInputFiles([{ name: 'mesh.yaml', mimeType: 'application/yaml', buffer }]);
  await page.getByRole('button', { name: /^(Replace the mesh|Open)$/ }).click({ timeout: 180_000 });
  await page.waitForFunction(() => document.querySelector('dialog[open]') === null);
  await page.locator('[data-node^="team-"]').first().waitFor({ timeout: 180_000 });
  await settled(page);
}

/**
 * Frames per second while `act` goes on, and the longest time between two of them.
 * @param {Page} page
 * @param {() => Promise<void>} act
 */
async function framesDuring(page, act) {
  await page.evaluate(() => {
    /** @type {number[]} */
    const times = [];
    const tick = (/** @type {number} */ now) => {
      times.push(now);
      Reflect.set(globalThis, 'measuredFrame', requestAnimationFrame(tick));
    };
    Reflect.set(globalThis, 'measuredTimes', times);
    requestAnimationFrame(tick);
  });
  await act();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(Reflect.get(globalThis, 'measuredFrame'));
    return Reflect.get(globalThis, 'measuredTimes');
  });
  const gaps = times.slice(1).map((/** @type {number} */ time, /** @type {number} */ i) => time - times[i]);
  const whole = times.at(-1) - times[0];
  return { fps: (gaps.length * 1000) / whole, longest: Math.max(...gaps) };
}

/** @param {Page} page */
export async function panning(page) {
  const box = await page.getByTestId('canvas').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const { fps } = await framesDuring(page, async () => {
    for (let i = 0; i < 120; i += 1) await page.mouse.move(x + 3 * Math.abs((i % 80) - 40), y + (i % 60) * 3);
  });
  await page.mouse.up();
  return fps;
}

/** @param {Page} page */
export async function zooming(page) {
  const box = await page.getByTestId('canvas').boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  const { fps } = await framesDuring(page, async () => {
    for (let i = 0; i < 60; i += 1) await page.mouse.wheel(0, i % 30 < 15 ? 60 : -60);
  });
  return fps;
}

/**
 * The time from a key to the picture that follows it, for `count` steps forward and back; the median and the longest.
 * @param {Page} page
 * @param {number} count
 */
export async function stepping(page, count) {
  const times = await page.evaluate(async (steps) => {
    const painted = () =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
    const taken = [];
    const press = (/** @type {string} */ key) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }));
    press('Home');
    await painted();
    for (let i = 0; i < steps; i += 1) {
      const before = performance.now();
      press(i % 6 < 3 ? 'ArrowRight' : 'ArrowLeft');
      taken.push(Number(await painted()) - before);
    }
    return taken;
  }, count);
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}

/**
 * Megabytes of the page's own heap, rubbish collected.
 * @param {Page} page
 */
export async function heap(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('Performance.enable');
  const { metrics } = await client.send('Performance.getMetrics');
  await client.detach();
  const of = (/** @type {string} */ name) => metrics.find((one) => one.name === name)?.value ?? 0;
  return { mb: of('JSHeapUsedSize') / 1e6, elements: of('Nodes') };
}

/**
 * The longest time for which the main thread was held by one of ten edits.
 * @param {Page} page
 */
export async function editing(page) {
  await page.evaluate(() => {
    const tasks = [0];
    Reflect.set(globalThis, 'measuredTasks', tasks);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  await page.getByRole('region', { name: 'YAML', exact: true }).getByRole('textbox').focus();
  for (let i = 0; i < 10; i += 1) {
    await page.keyboard.press('End');
    await page.keyboard.type(` # ${i}`);
    await page.waitForFunction(() => document.querySelector('[data-app]')?.getAttribute('aria-busy') === 'false');
  }
  await page.waitForTimeout(500);
  return page.evaluate(() => Math.max(...Reflect.get(globalThis, 'measuredTasks')));
}

/**
 * Milliseconds from a key in the editor to the story and the problems of the new text, for `count` keys that break a word
 * and mend it again: the median and the 95th percentile. `before` is what stands before the word's end, where it is typed:
 * a policy's action is read anew with its policy alone, a broken line of a Namespace takes it out of the mesh.
 * @param {Page} page
 * @param {number} count
 * @param {string} before
 */
export async function typing(page, count, before) {
  const field = page.getByRole('region', { name: 'YAML', exact: true }).getByRole('textbox').first();
  await field.focus();
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type(before);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  const line = await page.locator('.cm-activeLine').innerText();
  if (!line.includes(before)) throw new Error(`the caret stands in: ${line}`);
  await page.evaluate(() => {
    const said = () => document.querySelector('[data-problems] summary')?.textContent ?? '';
    const busy = () => document.querySelector('[data-app]')?.getAttribute('aria-busy') === 'true';
    let pressed = 0;
    let before = '';
    /** @type {number[]} */
    const times = [];
    Reflect.set(globalThis, 'measuredKeys', times);
    addEventListener(
      'keydown',
      () => {
        pressed = performance.now();
        before = said();
      },
      true,
    );
    new MutationObserver(() => {
      if (pressed === 0 || busy() || said() === before) return;
      times.push(performance.now() - pressed);
      pressed = 0;
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  for (let i = 0; i < count; i += 1) {
    await page.keyboard.press(i % 2 === 0 ? 'x' : 'Backspace');
    await page.waitForFunction((least) => Reflect.get(globalThis, 'measuredKeys').length > least, i);
    // A quick typist's ten keys in a second: what follows the answer is over by then.
    await page.waitForTimeout(60);
  }
  /** @type {number[]} */
  const times = await page.evaluate(() => Reflect.get(globalThis, 'measuredKeys'));
  // The first ones warm up.
  const sorted = times.slice(4).toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}
