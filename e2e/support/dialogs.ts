import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { commands } from '../../src/app/commands/registry.ts';
import type { DialogState } from '../../src/app/store/state.ts';
import { canvasNode, player, stepRows, verdictCard } from './app.ts';
import { shop } from './yaml.ts';

/** How a dialog is opened by keyboard, over the first story. */
interface Way {
  /** What has to be so before. */
  readonly before?: (page: Page) => Promise<void>;
  /** The command that opens it, or a button to press. */
  readonly by: string | ((page: Page) => Locator);
  /** What then leads on to it. */
  readonly after?: (page: Page) => Promise<void>;
  /** What shows that all of it is there. */
  readonly full?: (dialog: Locator) => Locator;
}

const section = (dialog: Locator): Locator => dialog.getByRole('heading', { level: 3 }).first();

/** The dialog on top. */
export const openDialog = (page: Page): Locator => page.locator('dialog[open]');

async function select(page: Page, id: string): Promise<void> {
  const node = canvasNode(page, id);
  if ((await node.getAttribute('aria-pressed')) !== 'true') await node.dispatchEvent('click');
  await expect(node).toHaveAttribute('aria-pressed', 'true');
}

/** Every dialog that there is: one without a way here does not compile. Those at the end need what the ones before have left. */
export const dialogWays: Readonly<Record<DialogState['kind'], Way>> = {
  find: { by: 'find', full: (dialog) => dialog.getByRole('option').first() },
  request: { by: 'request.new' },
  template: { by: 'document.new', full: (dialog) => dialog.getByRole('button', { name: 'Apply' }) },
  share: { by: 'share' },
  code: { by: 'share.code', full: (dialog) => dialog.getByRole('img') },
  settings: { by: 'view.settings' },
  help: { by: 'help' },
  workspaces: { by: 'document.workspaces' },
  export: { by: 'document.export', full: (dialog) => dialog.getByRole('button', { name: 'Copy YAML' }) },
  lessons: { by: 'learn', full: (dialog) => dialog.getByRole('listitem').first() },
  make: { by: 'learn.make' },
  invariants: { by: 'invariants' },
  matrix: { by: 'view.matrix', full: (dialog) => dialog.getByRole('table') },
  posture: { by: 'posture.details', full: (dialog) => dialog.getByRole('checkbox').first() },
  least: { by: 'posture.least', full: (dialog) => dialog.getByRole('checkbox').first() },
  diagram: { by: 'document.diagram', full: (dialog) => dialog.getByRole('img').first() },
  repair: {
    by: (page) => verdictCard(page).getByRole('button', { name: 'Fix it…' }),
    full: (dialog) => dialog.locator('li[data-open=true]'),
  },
  reach: {
    before: (page) => select(page, 'payments/backend'),
    by: 'selected.reach',
    full: (dialog) => dialog.getByText('Rules that decide something', { exact: true }),
  },
  compromise: { before: (page) => select(page, 'shop/reviews'), by: 'posture.takenOver', full: section },
  open: { by: 'document.paste' },
  import: {
    by: 'document.paste',
    after: async (page) => {
      await openDialog(page).getByRole('textbox').fill(`${shop}\n---\nkind: Widget\nmetadata: { name: odd }\n`);
      await openDialog(page).getByRole('button').last().press('Enter');
    },
    full: (dialog) => dialog.locator('dl'),
  },
  certificate: {
    before: (page) => stepRows(page).filter({ hasText: 'Caller is' }).press('Enter'),
    by: (page) => page.getByRole('button', { name: 'Certificate' }).first(),
    full: (dialog) => dialog.getByRole('textbox').first(),
  },
  additions: {
    before: async (page) => {
      await runCommand(page, 'lens.ambient');
      await expect(page.getByRole('status').filter({ hasText: 'with ztunnels alone' })).toBeVisible();
    },
    by: 'lens.additions',
    full: (dialog) => dialog.getByRole('button', { name: 'Apply' }),
  },
  compare: { by: 'compare', full: (dialog) => dialog.getByRole('listitem').first() },
};

/** Runs a command from the palette, by keyboard. */
export async function runCommand(page: Page, id: string): Promise<void> {
  const label = commands.find((one) => one.id === id)?.label;
  expect(label, `there is a command ${id}`).toBeDefined();
  const field = page.getByRole('combobox', { name: 'Find or run' });
  // What can be run is told when the palette opens: a command that has only now become possible is there the next time.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await field.fill(`command ${label}`);
    const first = openDialog(page).locator('[role=option][aria-selected=true]');
    const found = await first
      .getByText(label ?? '', { exact: true })
      .waitFor({ timeout: 3000 })
      .then(
        () => true,
        () => false,
      );
    if (!found) await page.keyboard.press('Escape');
    expect(found, `${label} can be run`).toBe(true);
  }).toPass();
  await field.press('Enter');
}

/** Opens a dialog by keyboard; returns what had the focus before. */
export async function showDialog(page: Page, { before, by, after, full }: Way): Promise<Locator> {
  await before?.(page);
  const opener = typeof by === 'string' ? player(page).getByRole('button', { name: 'Back', exact: true }) : by(page);
  await opener.focus();
  if (typeof by !== 'string') await page.keyboard.press('Enter');
  else if (by === 'find') await page.keyboard.press('ControlOrMeta+k');
  else await runCommand(page, by);
  if (by !== 'find') await expect(page.getByRole('combobox', { name: 'Find or run' })).toHaveCount(0);
  await expect(openDialog(page)).toBeVisible();
  await after?.(page);
  if (full !== undefined) await expect(full(openDialog(page))).toBeVisible({ timeout: 30_000 });
  return opener;
}

export async function shutDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(openDialog(page)).toHaveCount(0);
}
