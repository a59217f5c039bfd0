import type { Page } from '@playwright/test';
import { commandWords } from '../src/content/locales/en/commands.ts';
import { handshakeWords } from '../src/content/locales/en/handshake.ts';
import { leastWords } from '../src/content/locales/en/least.ts';
import { messages } from '../src/content/locales/en/messages.ts';
import { takenOverWords } from '../src/content/locales/en/takenOver.ts';
import { whyWords } from '../src/content/locales/en/why.ts';
import { clipped } from './support/clipped.ts';
import { expect } from './support/fixtures.ts';
import { said, test } from './support/pseudoSite.ts';
import { untranslated } from './support/spoken.ts';
import { still } from './support/still.ts';
import { shop } from './support/yaml.ts';

test.use(still);
test.describe.configure({ timeout: 600_000 });

type Screen = readonly [name: string, show: (page: Page) => Promise<void>];

const ready = (page: Page): Promise<void> => expect(page.locator('[data-app][aria-busy=false]')).toBeVisible();

/** A page of its own: the one that is open would write its own address. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
  await ready(page);
}

const labels = { ...commandWords, takenOver: takenOverWords.command } as const;

/** Runs a command from the palette. */
async function command(page: Page, id: keyof typeof labels): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: said('Find or run') }).fill(said(labels[id]));
  await page.keyboard.press('Enter');
}

async function shut(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

const dialog = (id: keyof typeof labels, then?: (page: Page) => Promise<void>): Screen => [
  id,
  async (page) => {
    await shut(page);
    await command(page, id);
    await expect(page.getByRole('dialog')).toBeVisible();
    await then?.(page);
  },
];

const tab = (name: string): Screen => [
  name,
  async (page) => {
    await page.locator(`#inspector-${name}`).click();
    await expect(page.locator('#inspector-panel')).not.toBeEmpty();
  },
];

const at = (address: string): Screen => [address, (page) => open(page, address)];

async function rightClick(page: Page): Promise<void> {
  await page.locator('[data-node="payments/backend"]').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
}

const inDialog = (page: Page, role: 'button' | 'checkbox' | 'radio'): ReturnType<Page['locator']> =>
  page.getByRole('dialog').getByRole(role);

/** Each kind of row of the outline has a menu. A phone has no outline. */
const outlineMenus: readonly Screen[] = ['node', 'namespace', 'edge'].map((kind) => [
  `menu of a ${kind} in the outline`,
  async (page) => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    const row = page.locator(`nav [data-menu-${kind}]`).first();
    if (!(await row.isVisible())) return;
    await row.dispatchEvent('contextmenu');
    await expect(page.getByRole('menu')).toBeVisible();
  },
]);

const logged =
  '[pod/frontend-6d4b9c7f5d-abcde/istio-proxy] [2026-03-02T09:00:00.123Z] "GET /charges HTTP/1.1" 200 - via_upstream - "-" 0 48 3 2 "-" "curl/8" "8f2c" "backend.payments:8080" "10.1.2.3:8080" outbound|8080||backend.payments.svc.cluster.local 10.1.9.9:4000 10.96.0.9:8080 10.1.9.9:51234 - default';

/** The first screen and all that opens from it. */
const story: readonly Screen[] = [
  ['first screen', async () => undefined],
  ['every check', (page) => command(page, 'detail.checks')],
  ['engine', (page) => command(page, 'detail.engine')],
  ['story', (page) => command(page, 'detail.story')],
  tab('packet'),
  tab('caller'),
  tab('engine'),
  tab('about'),
  [
    'about a node',
    async (page) => {
      await page.locator('[data-node="payments/backend"]').dispatchEvent('click');
      await expect(page.locator('[data-node="payments/backend"]')).toHaveAttribute('aria-pressed', 'true');
    },
  ],
  tab('why'),
  ['find', (page) => page.keyboard.press('ControlOrMeta+k')],
  dialog('request.new', async (page) => {
    await page.locator('select:has(> option[value="new"])').selectOption('new');
    await page.locator('select:has(> option[value="query"])').selectOption('header');
    await page.locator('input[inputmode="numeric"]').fill('x');
    await page.getByRole('dialog').locator('button[type=submit]').click();
  }),
  dialog('document.new'),
  ...[1, 2, 3, 4, 5, 6, 7].map(
    (index): Screen => [`template ${index}`, (page) => inDialog(page, 'radio').nth(index).check()],
  ),
  dialog('share'),
  dialog('share.code', (page) => expect(page.getByRole('dialog').locator('svg[role=img]')).toBeVisible()),
  dialog('posture.least', async (page) => {
    await inDialog(page, 'checkbox').first().check();
    await page.getByRole('dialog').locator('textarea').fill(logged);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: said(leastWords.read) })
      .click();
  }),
  ...['understood', 'proposed', 'replayed'].map(
    (step, index): Screen => [
      `least, ${step}`,
      async (page) => {
        await page
          .locator('dialog nav button')
          .nth(index + 1)
          .click();
        await expect(page.locator('dialog li, dialog [aria-pressed]').first()).toBeVisible();
      },
    ],
  ),
  dialog('takenOver', (page) => expect(page.getByRole('dialog').locator('h3').first()).toBeVisible()),
  [
    'taken over',
    async (page) => {
      await shut(page);
      await expect(page.locator('[data-reach]').first()).toBeVisible();
    },
  ],
  dialog('view.settings'),
  dialog('help'),
  dialog('posture.details'),
  dialog('view.matrix'),
  dialog('document.diagram', async (page) => {
    await expect(page.locator('dialog img')).toBeVisible();
  }),
  dialog('document.workspaces'),
  dialog('document.export'),
  dialog('learn'),
  dialog('invariants'),
  dialog('document.paste'),
  [
    'import',
    async (page) => {
      await page.getByRole('dialog').locator('textarea').fill(`${shop}\n---\nkind: Widget\nmetadata: { name: odd }\n`);
      await inDialog(page, 'button').last().click();
      await expect(page.getByRole('dialog').locator('dl')).toBeVisible();
    },
  ],
  [
    'repair',
    async (page) => {
      await shut(page);
      await page.getByRole('button', { name: said(whyWords.fix) }).click();
      await expect(page.getByRole('dialog').locator('li[data-open=true]')).toBeVisible();
    },
  ],
  [
    'certificate',
    async (page) => {
      await shut(page);
      await page.locator('[data-step$="/handshake"]').first().dispatchEvent('click');
      await page
        .getByRole('button', { name: said(handshakeWords.certificate) })
        .first()
        .click();
      await expect(page.getByRole('dialog').locator('textarea').first()).toBeVisible();
    },
  ],
  [
    'form',
    async (page) => {
      await shut(page);
      await command(page, 'document.form');
      await expect(page.locator('[data-editor=form] [data-field]').first()).toBeVisible();
    },
  ],
  [
    'add field',
    async (page) => {
      await page.locator('[data-editor=form] [aria-haspopup=menu]:visible').last().click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  ],
  [
    'yaml',
    async (page) => {
      await page.keyboard.press('Escape');
      await command(page, 'document.form');
    },
  ],
  [
    'problems',
    async (page) => {
      await page.locator('[data-problems] > summary').click();
      await page.locator('[data-problem] button[aria-expanded]').first().click();
    },
  ],
  ['menu of a node', (page) => rightClick(page)],
  ...outlineMenus,
  [
    'two presses',
    async (page) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await command(page, 'request.connect');
    },
  ],
  [
    'rung',
    async (page) => {
      await page.keyboard.press('Escape');
      await command(page, 'posture.zeroTrust');
      await expect(page.locator('[role=status]').filter({ hasText: '⟦' }).first()).toBeVisible();
    },
  ],
  [
    'broken YAML',
    async (page) => {
      await page.locator('.cm-content').first().focus();
      await page.keyboard.press('ControlOrMeta+End');
      await page.keyboard.insertText('\n[');
      await expect(page.locator('[data-app] [role=status] + button, [role=status] button').first()).toBeVisible();
    },
  ],
];

const versions: readonly Screen[] = [
  ['comparison', (page) => command(page, 'compare')],
  [
    'lens',
    async (page) => {
      await command(page, 'lens.ambient');
      await expect(page.getByText(said(messages.asAmbient))).toBeVisible();
    },
  ],
  dialog('compare'),
  ['this request', (page) => page.locator('dialog button[aria-pressed]').nth(1).click()],
  ['text', (page) => page.locator('dialog button[aria-pressed]').nth(2).click()],
];

const lesson: readonly Screen[] = [
  ['question', (page) => open(page, './#lesson=who-are-you')],
  [
    'outcome',
    async (page) => {
      await expect(page.locator('[data-answer], [aria-keyshortcuts]').first()).toBeVisible();
      await page.keyboard.press('1');
    },
  ],
];

const elsewhere: readonly Screen[] = [
  at('./?view=embed'),
  at('./#s=token-and-authorizer'),
  at('./#s=certificates-over-time'),
  at('./#s=malicious-site-one-way-out'),
  ['wall', (page) => command(page, 'view.present')],
  [
    'printed',
    async (page) => {
      await open(page, './');
      // What is printed comes when the page is at rest.
      await expect(async () => {
        await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
        await expect(page.locator('[data-print] h1')).toBeAttached();
      }).toPass();
      await page.emulateMedia({ media: 'print' });
    },
  ],
];

const parts = { story, versions, lesson, elsewhere } as const;

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const [part, screens] of Object.entries(parts)) {
    test(`A46 Every word of the interface is translated and fits: ${part}, ${width} × ${height}`, async ({ page }) => {
      page.setDefaultTimeout(15_000);
      await page.setViewportSize({ width, height });
      await ready(page);
      const complaints: string[] = [];
      for (const [name, show] of screens) {
        await show(page).catch((error: unknown) =>
          complaints.push(`${name}: not shown: ${String(error).slice(0, 300)}`),
        );
        for (const text of [...(await untranslated(page)), ...(await clipped(page))])
          complaints.push(`${name}: ${text}`);
      }
      expect([...new Map(complaints.map((each) => [each.slice(each.indexOf(': ')), each])).values()]).toEqual([]);
    });
  }
}
