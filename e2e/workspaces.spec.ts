import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { expectVerdict } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { downloaded, editor, fixed, paste, pasteOnCanvas, replaceMesh, writeYaml } from './support/yaml.ts';

test.use(still);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: own }\nspec: { containers: [{ name: a, image: b }] }\n`;

const list = (page: Page) => page.getByRole('dialog', { name: 'Workspaces' });
const row = (page: Page, name: string) =>
  list(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) });
const mesh = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const bar = (page: Page) => page.getByRole('main').getByText('Open in another tab, too');

async function openList(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Mesh: / }).click();
  await page.getByRole('menuitem', { name: 'Workspaces…' }).click();
  await expect(list(page)).toBeVisible();
}

/** The texts of all workspaces that the browser has kept. */
async function keptTexts(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const open = indexedDB.open('keyval-store');
    const database = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const all = database.transaction('keyval').objectStore('keyval').getAll();
    const values = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
    database.close();
    return JSON.stringify(values);
  });
}

/** Another tab of the same browser, at Hopwise. */
async function otherTab(context: BrowserContext): Promise<Page> {
  const other = await context.newPage();
  await other.goto('./');
  await expect(other.locator('[data-app]')).toHaveAttribute('aria-busy', 'false');
  return other;
}

test('Workspaces are named, opened, duplicated, exported, imported and deleted', async ({ page }) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await openList(page);
  await row(page, 'Shop and payments').getByRole('button', { name: 'Rename' }).click();
  await list(page).getByLabel('Name').fill('Lesson one');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Lesson one')).toHaveAttribute('aria-current', 'true');
  await expectAccessible(page, 'dialog');
  await page.keyboard.press('Escape');
  await expect(mesh(page, 'Mesh: Lesson one')).toBeVisible();

  await pasteOnCanvas(page, pod('alpha'));
  await openList(page);
  await expect(list(page).getByRole('listitem')).toHaveCount(2);
  await row(page, 'Lesson one').getByRole('button', { name: 'Duplicate' }).click();
  await expect(row(page, 'Copy of Lesson one')).toBeVisible();
  const download = page.waitForEvent('download');
  await row(page, 'Lesson one').first().getByRole('button', { name: 'Export' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/Lesson one\.hopwise\.yaml$/);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain(fixed);
  await row(page, 'Copy of Lesson one').getByRole('button', { name: 'Delete' }).click();
  await expect(list(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await list(page).getByRole('group', { name: 'Delete', exact: true }).getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, 'Copy of Lesson one')).toHaveCount(0);
  await row(page, 'Lesson one').getByRole('button', { name: 'Open' }).click();
  await expect(mesh(page, 'Mesh: Lesson one')).toBeVisible();
  await expectVerdict(page, 'Allowed');

  await openList(page);
  await list(page)
    .locator('input[type="file"]')
    .setInputFiles({ name: 'Lesson two.hopwise.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) });
  await replaceMesh(page);
  await expect(mesh(page, 'Mesh: Lesson two')).toBeVisible();
  expect(await downloaded(page)).toBe(text);
  await openList(page);
  await expect(list(page).getByRole('listitem')).toHaveCount(3);
});

test('Undo leads back to the workspace that was open before, and what is changed there is kept there', async ({
  page,
}) => {
  await pasteOnCanvas(page, pod('alpha'));
  await paste(page, pod('beta'));
  await replaceMesh(page);
  await page.getByRole('button', { name: 'Back to before' }).click();
  await writeYaml(page, `${pod('alpha')}# more\n`);
  await expect.poll(() => keptTexts(page)).toContain('# more');
  await openList(page);
  await expect(list(page).getByRole('listitem')).toHaveCount(2);
  expect((await keptTexts(page)).match(/name: beta/g)).toHaveLength(1);
});

test('A tab that is killed, without a word of farewell, loses nothing', async ({ page, context }) => {
  await page.addInitScript(() => {
    for (const farewell of ['pagehide', 'visibilitychange', 'beforeunload', 'unload'])
      addEventListener(farewell, (event) => event.stopImmediatePropagation(), { capture: true });
  });
  await page.reload();
  await writeYaml(page, fixed);
  const field = await editor(page);
  await field.press('ControlOrMeta+Home');
  await page.keyboard.type('# the last words\n');
  await expect.poll(() => keptTexts(page)).toContain('# the last words');
  await page.close();
  const other = await otherTab(context);
  await expectVerdict(other, 'Allowed');
  expect(await downloaded(other)).toContain('# the last words');
});

test('A reload keeps the last change, although the address does not have it yet', async ({ page }) => {
  await writeYaml(page, fixed);
  await expect.poll(() => page.evaluate(() => location.hash.includes('p='))).toBe(true);
  const field = await editor(page);
  await field.press('ControlOrMeta+Home');
  await page.keyboard.insertText('# just now\n');
  await page.reload();
  await expectVerdict(page, 'Allowed');
  expect(await downloaded(page)).toContain('# just now');
  await expect(mesh(page, 'Mesh: Shop and payments, edited')).toBeVisible();
});

test('Both versions of a forked document are kept', async ({ page }) => {
  await page.getByRole('button', { name: 'What if', exact: false }).first().click();
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await expect.poll(() => keptTexts(page)).toContain('"side":"B"');
  await page.goto('about:blank');
  await page.goto('./');
  await expectVerdict(page, 'Allowed');
  await page.keyboard.press('x');
  await expectVerdict(page, 'Denied');
});

test('A second tab says that the workspace is open elsewhere, writes nothing over it, and offers a copy', async ({
  page,
  context,
}) => {
  await writeYaml(page, fixed);
  await expect.poll(() => keptTexts(page)).toContain(fixed.slice(0, 40));
  const other = await otherTab(context);
  await expect(bar(other)).toBeVisible();
  await expectAccessible(other);
  await expect(bar(page)).toHaveCount(0);
  await writeYaml(other, `${fixed}# from the other tab\n`);
  await writeYaml(page, `${fixed}# from the first tab\n`);
  await expect.poll(() => keptTexts(page)).toContain('# from the first tab');
  expect(await keptTexts(page)).not.toContain('# from the other tab');
  await other.getByRole('button', { name: 'Keep a copy' }).click();
  await expect(bar(other)).toHaveCount(0);
  await expect(mesh(other, 'Mesh: Copy of Shop and payments')).toBeVisible();
  await expect.poll(() => keptTexts(page)).toContain('# from the other tab');
  expect(await keptTexts(page)).toContain('# from the first tab');
  await openList(page);
  await expect(list(page).getByRole('listitem')).toHaveCount(2);
  await row(page, 'Copy of Shop and payments').getByRole('button', { name: 'Delete' }).click();
  await list(page).getByRole('group', { name: 'Delete', exact: true }).getByRole('button', { name: 'Delete' }).click();
  await expect(list(page)).toContainText('It is open in another tab');
});

test('When the first tab goes, the second one goes on from what that has kept', async ({ page, context }) => {
  await writeYaml(page, fixed);
  await expect.poll(() => keptTexts(page)).toContain(fixed.slice(0, 40));
  const other = await otherTab(context);
  await expect(bar(other)).toBeVisible();
  await writeYaml(page, `${fixed}# the newest\n`);
  await expect.poll(() => keptTexts(page)).toContain('# the newest');
  await page.close();
  await expect(bar(other)).toHaveCount(0);
  expect(await downloaded(other)).toContain('# the newest');
  await writeYaml(other, `${fixed}# goes on\n`);
  await expect.poll(() => keptTexts(other)).toContain('# goes on');
});

test('A clean slate asks first, then leaves nothing', async ({ page }) => {
  await writeYaml(page, fixed);
  await expect.poll(() => keptTexts(page)).toContain(fixed.slice(0, 40));
  await page.keyboard.press('Escape');
  await openList(page);
  await list(page).getByRole('button', { name: 'Clean slate…' }).click();
  await expect(list(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expectAccessible(page, 'dialog');
  await list(page).getByRole('button', { name: 'Cancel' }).click();
  expect(await keptTexts(page)).toContain('hopwise');
  await list(page).getByRole('button', { name: 'Clean slate…' }).click();
  await list(page).getByRole('button', { name: 'Delete everything' }).click();
  await expect(mesh(page, /^Mesh: Shop and payments$/)).toBeVisible();
  await expectVerdict(page, 'Denied');
  expect(await keptTexts(page)).toBe('[]');
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await openList(page);
  await expect(list(page)).toContainText('Nothing is kept yet');
});

test('Where storage is blocked everything works, and it is said that nothing will be kept', async ({ browser }) => {
  const context = await browser.newContext(still.contextOptions);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('blocked', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    Object.defineProperty(window, 'sessionStorage', { get: refuse });
    IDBFactory.prototype.open = refuse;
  });
  await page.goto('./');
  await expectVerdict(page, 'Denied');
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await expect(page.getByText('This browser keeps nothing: what you change is gone with this tab.')).toBeVisible();
  await page.keyboard.press('Escape');
  await openList(page);
  await expect(list(page)).toContainText('This browser keeps nothing: its storage is blocked.');
  await expectAccessible(page, 'dialog');
  await context.close();
});

test('What an older version of Hopwise has kept is a workspace now', async ({ browser }) => {
  const context = await browser.newContext(still.contextOptions);
  const page = await context.newPage();
  await page.goto('./icon.svg');
  await page.evaluate(async (text) => {
    const open = indexedDB.open('keyval-store');
    open.onupgradeneeded = () => open.result.createObjectStore('keyval');
    const database = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const saved = { savedAt: 1, files: [{ name: 'old.yaml', text }], origin: null, posture: null };
    const put = database.transaction('keyval', 'readwrite').objectStore('keyval').put(saved, 'hopwise.document');
    await new Promise((resolve) => (put.onsuccess = resolve));
    database.close();
    localStorage.setItem('hopwise.preferences', '{"hintsDismissed":true}');
  }, fixed);
  await page.goto('./');
  await expectVerdict(page, 'Allowed');
  await openList(page);
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await context.close();
});
