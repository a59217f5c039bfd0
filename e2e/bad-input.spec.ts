import type { Page } from '@playwright/test';
import { canvas, canvasNode, expectVerdict, requestRows, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import {
  chooseFiles,
  downloaded,
  fixed,
  importDialog,
  openFiles,
  pasteOnCanvas,
  shop,
  writeYaml,
} from './support/yaml.ts';

test.use(still);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

const stale = (page: Page) => page.getByRole('main').getByText(/YAML has (1 error|\d+ errors, the first) on line \d+/);

/** After whatever came before, a good document is evaluated as ever. */
async function expectAlive(page: Page): Promise<void> {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await expect(stale(page)).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
}

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
  .split('')
  .map((key, at) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`)
  .join('\n')}\n`;

/** Text that cannot be read: what is said, and at which line of what was added at the end. */
const unreadable: Readonly<Record<string, readonly [text: string, says: RegExp, line: number | null]>> = {
  'tabs for indentation': ['---\nkind: A\nmetadata:\n\tname: a\n', /not valid YAML/, 4],
  'an open bracket': ['---\nkind: A\nspec: [1, 2\n', /not valid YAML/, null],
  'a key twice': [
    '---\napiVersion: v1\nkind: Pod\nkind: Service\nmetadata: { name: a }\n',
    /`?kind`? stands here twice/,
    4,
  ],
  'an alias bomb': [`---\n${bomb}`, /aliases/, null],
  'zero bytes': ['---\nkind: \0\0\n', /not text/, null],
  'a list of plain words': ['---\n- one\n- two\n', /Kubernetes object is expected/, 2],
};

for (const [what, [text, says, line]] of Object.entries(unreadable)) {
  test(`Text with ${what} keeps the last good mesh and says what is wrong at its line`, async ({ page }) => {
    const nodes = await canvas(page).locator('[data-node]').count();
    const base = shop.split('\n').length - 1;
    await writeYaml(page, shop + text);
    await expect(stale(page)).toBeVisible();
    expect(await canvas(page).locator('[data-node]').count()).toBe(nodes);
    await expectVerdict(page, 'Denied');
    const named = Number((await stale(page).innerText()).match(/\d+$/)?.[0]);
    if (line !== null) expect(named).toBe(base + line);
    await yamlPane(page).locator('summary').click();
    const said = yamlPane(page).getByRole('listitem').filter({ hasText: says });
    await expect(said.first()).toContainText(`line ${named}`);
    await expectAlive(page);
  });
}

test('Empty text is an empty mesh that says what to do, and undo brings the text back', async ({ page }) => {
  await writeYaml(page, ' ');
  await expect(page.getByText('Drop or paste YAML, or pick a mesh.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Player' })).toContainText('Choose a caller and a callee.');
  await yamlPane(page).getByRole('button', { name: 'Undo', exact: true }).click();
  await expectVerdict(page, 'Denied');
  await expectAlive(page);
});

test('A binary file is refused in words, and the mesh stays', async ({ page }) => {
  const bytes = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 37) % 256));
  await chooseFiles(page, [{ name: 'photo.yaml', bytes }]);
  await expect(importDialog(page)).toContainText('Nothing here could be read');
  await expect(importDialog(page).getByRole('listitem')).toHaveText('photo.yaml: not text');
  await page.keyboard.press('Escape');
  await expectVerdict(page, 'Denied');
  await expectAlive(page);
});

test('Kinds that nobody knows are kept byte for byte and change no verdict', async ({ page }) => {
  const odd = `${shop}---\napiVersion: example.org/v1\nkind: constructor\nmetadata: { name: toString }\nspec: { valueOf: 1 }\n`;
  await writeYaml(page, odd);
  await yamlPane(page).locator('summary').click();
  await expect(yamlPane(page).getByRole('listitem').filter({ hasText: 'constructor is kept' })).toBeVisible();
  await expectVerdict(page, 'Denied');
  expect(await downloaded(page)).toContain(odd);
  await expectAlive(page);
});

test('Keys that reach for prototypes reach nothing', async ({ page }) => {
  const evil = [
    '---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: own\n  labels: { __proto__: polluted, constructor: polluted }\n',
    '__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\n',
  ];
  await writeYaml(page, `${fixed}${evil.join('')}`);
  await expectVerdict(page, 'Allowed');
  expect(await page.evaluate(() => Reflect.has({}, 'polluted') || Reflect.has([], 'polluted'))).toBe(false);
  await expectAlive(page);
});

test('HTML in names is shown as text, and nothing of it becomes an element', async ({ page }) => {
  const html = '<img src=x onerror="window.hacked=1"><b>bold</b>';
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${JSON.stringify(name)}, namespace: own }\nspec: { containers: [{ name: a, image: b }] }\n`;
  const policy = `---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: ${JSON.stringify(html)}, namespace: own }\nspec: {}\n`;
  await pasteOnCanvas(page, `${pod(html)}---\n${pod('plain')}${policy}`);
  await expect(canvas(page).locator('[data-node]')).toHaveCount(2);
  await expect(page.getByRole('navigation')).toContainText(html);
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New request' });
  await dialog.getByLabel('From').selectOption('own/plain');
  await dialog.getByLabel('To', { exact: true }).selectOption(`workload:own/${html}`);
  await dialog.getByLabel('Path').fill(`/${html.replaceAll(' ', '')}`);
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(requestRows(page).first()).toContainText('<img');
  expect(await page.locator('#root img, #root b:text-is("bold")').count()).toBe(0);
  expect(await page.evaluate(() => Reflect.has(window, 'hacked'))).toBe(false);
});

test('A name of 10,000 characters leaves the page in shape', async ({ page }) => {
  const name = 'n'.repeat(10_000);
  const pod = `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: a, image: b }] }\n`;
  await writeYaml(page, fixed + pod);
  await expect(canvasNode(page, `shop/${name}`)).toHaveCount(1);
  await expectVerdict(page, 'Allowed');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  const box = await canvasNode(page, `shop/${name}`).boundingBox();
  expect(box?.width).toBeLessThan(600);
  await expectAlive(page);
});

/** A click is answered while the engine is at work. */
async function expectAnswers(page: Page): Promise<void> {
  const asked = Date.now();
  await page.getByRole('button', { name: 'Help and shortcuts' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const took = Date.now() - asked;
  console.log(`a click while 5 MB are read: ${took} ms`);
  expect(took).toBeLessThan(8000);
  await page.keyboard.press('Escape');
}

/** The length of the text that this browser keeps. */
async function keptLength(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open('keyval-store');
        open.onsuccess = () => {
          const get = open.result.transaction('keyval').objectStore('keyval').getAll();
          get.onsuccess = () => {
            open.result.close();
            resolve(Math.max(0, ...get.result.map((kept) => String(kept.files?.[0]?.text ?? '').length)));
          };
        };
      }),
  );
}

test('5 MB of YAML hang nothing: the page answers while it is read, and the next document is evaluated', async ({
  page,
}) => {
  test.slow();
  const service = (at: number): string =>
    `---\napiVersion: v1\nkind: Service\nmetadata: { name: s${at}, namespace: big }\nspec:\n  selector: { app: s${at} }\n  ports: [{ name: http, port: 80 }]\n`;
  let text = '';
  for (let at = 0; text.length < 5 * 1024 * 1024; at += 1) text += service(at);
  await openFiles(page, [{ name: 'big.yaml', bytes: Buffer.from(text) }]);
  await expect(page.getByText('Opened. Nothing of it leaves this page.')).toBeVisible();
  await expectAnswers(page);
  // The same text again, in a page that has yet to load its editor.
  await expect.poll(() => keptLength(page)).toBe(text.length);
  await page.goto('about:blank');
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Mesh: Your own YAML' })).toBeVisible();
  await expectAnswers(page);
  await pasteOnCanvas(page, fixed);
  await expectVerdict(page, 'Allowed');
});
