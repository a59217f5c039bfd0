import type { Page } from '@playwright/test';
import { commands } from '../src/app/commands/registry.ts';
import { canvasNode, currentRow, currentStep, expectVerdict, player, timeline, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor, fixed, writeYaml } from './support/yaml.ts';

test.use({ ...still, permissions: ['clipboard-read', 'clipboard-write'] });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

/** Runs a command from "Find or run", by its whole name. */
async function runFromPalette(page: Page, label: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  const dialog = page.getByRole('dialog', { name: 'Find or run' });
  await dialog.getByRole('combobox').fill(`command ${label}`);
  await dialog
    .getByRole('option')
    .filter({ has: page.getByText(label, { exact: true }) })
    .click();
  await expect(dialog).toHaveCount(0);
}

test('A48 ? lists exactly the commands of the registry', async ({ page }) => {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Help and shortcuts' });
  const rows = dialog.locator('[data-command]');
  await expect(rows.first()).toBeVisible();
  const listed = await rows.evaluateAll((all) =>
    all.map((row) => {
      const keys = row.querySelectorAll('kbd').length;
      return `${row.getAttribute('data-command')}: ${row.querySelector('dt')?.textContent}, ${keys} keys`;
    }),
  );
  const known = commands.map(({ id, label, keys }) => `${id}: ${label}, ${keys.length} keys`);
  expect(listed.toSorted()).toEqual(known.toSorted());
  expect(known.length).toBeGreaterThan(20);
});

test('What is typed while a dialog is still on its way runs no command', async ({ page }) => {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('p');
  await expect(page.getByRole('dialog', { name: 'Find or run' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop presenting' })).toHaveCount(0);
});

/** The palette itself, nothing to redo, no place to forget, what is for the wall alone, and what the browser has yet to offer. */
const senseless: ReadonlySet<string> = new Set([
  'find',
  'document.redo',
  'view.untidy',
  'view.blank',
  'view.leave',
  'view.notes',
  // In a lesson.
  'learn.task',
  'install',
  // For a mesh in ambient mode.
  'lens.additions',
]);

test('A48 Every command is offered by the palette, once, when it makes sense', async ({ page }) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await page.keyboard.press('ControlOrMeta+z');
  await expectVerdict(page, 'Denied');
  await writeYaml(page, `${fixed}# one\n`);
  await expectVerdict(page, 'Allowed');
  await canvasNode(page, 'shop/reviews').click();
  await page.keyboard.press('c');
  await page.keyboard.press('ControlOrMeta+k');
  const dialog = page.getByRole('dialog', { name: 'Find or run' });
  await dialog.getByRole('combobox').fill('command');
  const labels = await dialog.getByRole('option').locator('span:first-child').allInnerTexts();
  for (const { id, label } of commands) {
    if (senseless.has(id)) continue;
    expect(
      labels.filter((one) => one === label),
      label,
    ).toHaveLength(1);
  }
});

/** What each command does, seen from outside; every one of the registry has an entry. */
const effects: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'player.toggle': (page) => expect(player(page).getByRole('button', { name: 'Pause', exact: true })).toBeVisible(),
  'player.next': (page) => expect(currentRow(page)).toHaveAttribute('data-step', 'answer'),
  'player.back': (page) => expect(currentRow(page)).toHaveAttribute('data-step', 'payments/backend/inbound/rbac-deny'),
  'player.nextHop': (page) => expect(currentRow(page)).toHaveAttribute('data-step', 'answer'),
  'player.backHop': (page) => expect(currentRow(page)).toHaveAttribute('data-step', 'network/wire'),
  'player.first': (page) => expect(timeline(page)).toHaveAttribute('aria-valuenow', '1'),
  'player.last': (page) => expect(currentRow(page)).toHaveAttribute('data-step', 'answer'),
  'player.verdict': (page) => expect(currentRow(page)).toHaveAttribute('data-verdict', 'denied'),
  'player.slower': (page) => expect(player(page).getByLabel('Speed')).toHaveValue('0.5'),
  'player.faster': (page) => expect(player(page).getByLabel('Speed')).toHaveValue('2'),
  'detail.story': (page) => expect(player(page).getByLabel('Detail')).toHaveValue('story'),
  'detail.checks': (page) => expect(player(page).getByLabel('Detail')).toHaveValue('checks'),
  'detail.engine': (page) => expect(player(page).getByLabel('Detail')).toHaveValue('engine'),
  'request.run': (page) => expect(currentRow(page)).toHaveAttribute('data-verdict', 'denied'),
  'request.new': (page) => expect(page.getByRole('dialog', { name: 'New request' })).toBeVisible(),
  'document.edit': async (page) => expect(await editor(page)).toBeFocused(),
  'document.paste': (page) => expect(page.getByRole('dialog', { name: 'Your own YAML' })).toBeVisible(),
  'document.export': (page) => expect(page.getByRole('dialog', { name: 'Export YAML' })).toBeVisible(),
  share: (page) => expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible(),
  'share.code': (page) => expect(page.getByRole('dialog', { name: 'QR code of this step' })).toBeVisible(),
  'share.copy': (page) => expect(page.getByText('Link copied')).toBeAttached(),
  'view.theme': (page) => expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible(),
  'view.settings': (page) => expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible(),
  help: (page) => expect(page.getByRole('dialog', { name: 'Help and shortcuts' })).toBeVisible(),
};

test('A48 Every command also runs from the palette', async ({ page }) => {
  for (const [id, happened] of Object.entries(effects)) {
    const command = commands.find((one) => one.id === id);
    expect(command, id).toBeDefined();
    await test.step(command?.label ?? id, async () => {
      await runFromPalette(page, command?.label ?? '');
      await happened(page);
      await page.keyboard.press('Escape');
      await player(page).getByLabel('Speed').selectOption('1×');
      await player(page).getByLabel('Detail').selectOption('Story');
      await player(page).getByRole('button', { name: 'Verdict', exact: true }).click();
    });
  }
});

test('A48 What can be done with the selected node runs from the palette, too', async ({ page }) => {
  const bar = (text: string) => page.getByRole('status').filter({ hasText: text });
  await runFromPalette(page, 'New request by two presses: the caller, then whom it calls');
  await expect(bar('press the caller')).toBeVisible();
  await page.keyboard.press('Escape');
  await canvasNode(page, 'payments/ledger').click();
  await runFromPalette(page, 'Selected node: send a request from it');
  await expect(bar('Request from ledger')).toBeVisible();
  await page.keyboard.press('Escape');
  await runFromPalette(page, 'Selected node: send a request to it');
  await expect(bar('Request to ledger')).toBeVisible();
  await page.keyboard.press('Escape');
  await runFromPalette(page, 'Selected node: copy its identity');
  await expect(bar('Copied: cluster.local/ns/payments/sa/ledger')).toBeVisible();
  await runFromPalette(page, 'Selected node: show its policies, one after the other');
  await expect(yamlPane(page).getByText('kind: PeerAuthentication').first()).toBeVisible();
  const before = await canvasNode(page, 'payments/ledger').boundingBox();
  await runFromPalette(page, 'Selected node: zoom to it');
  await expect
    .poll(async () => (await canvasNode(page, 'payments/ledger').boundingBox())?.x ?? 0)
    .not.toBe(before?.x ?? 0);
});

test('A48 Open files, fit, undo, redo and the switch of single keys run from the palette, too', async ({ page }) => {
  const chooser = page.waitForEvent('filechooser');
  await runFromPalette(page, 'Open files…');
  expect((await chooser).isMultiple()).toBe(true);
  const transform = () => page.locator('.react-flow__viewport').evaluate(({ style }) => style.transform);
  const fitted = await transform();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(transform).not.toBe(fitted);
  await runFromPalette(page, 'Fit the mesh to the view; on the wall, full screen');
  await expect.poll(transform).toBe(fitted);
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  await runFromPalette(page, 'Undo');
  await expectVerdict(page, 'Denied');
  await runFromPalette(page, 'Redo');
  await expectVerdict(page, 'Allowed');
  await runFromPalette(page, 'Present on a wall, or stop');
  await runFromPalette(page, 'While presenting: blank the wall, or show it again');
  await expect(page.locator('[data-blank]')).toBeVisible();
  await runFromPalette(page, 'While presenting: stop');
  await expectVerdict(page, 'Allowed');
  await runFromPalette(page, 'Undo');
  await runFromPalette(page, 'Single-key shortcuts on or off');
  await player(page).getByRole('button', { name: 'Verdict', exact: true }).focus();
  const before = await currentStep(page);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('n');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Find or run' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await currentStep(page)).toBe(before);
});

test('A48 Two versions of a document are forked, flipped and ended from the palette, too', async ({ page }) => {
  const versions = page.getByRole('radiogroup', { name: 'Version on show' });
  await runFromPalette(page, 'What if: fork this document, or see what B changes');
  await expect(versions.getByRole('radio', { name: 'B edited' })).toBeChecked();
  await runFromPalette(page, 'Show the other version, A or B');
  await expect(versions.getByRole('radio', { name: 'A original' })).toBeChecked();
  await runFromPalette(page, 'What if: fork this document, or see what B changes');
  await expect(page.getByRole('dialog', { name: 'What B changes' })).toBeVisible();
  await page.keyboard.press('Escape');
  await runFromPalette(page, 'End the comparison and go back to A');
  await expect(versions).toHaveCount(0);
  await runFromPalette(page, 'Lens: the same mesh in ambient mode with waypoints, as B');
  await expect(page.getByRole('status').filter({ hasText: 'with a waypoint in each namespace' })).toBeVisible();
  await runFromPalette(page, 'Lens: the same mesh in ambient mode, as B');
  await expect(page.getByRole('status').filter({ hasText: 'with ztunnels alone' })).toBeVisible();
});

test('A48 Single-key shortcuts do nothing while typing YAML', async ({ page }) => {
  const field = await editor(page);
  const before = await currentStep(page);
  await page.keyboard.press('e');
  await expect(field).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' # nrpst123[]k?/dfe');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(field.locator('.cm-line').filter({ hasText: '# nrpst123[]k?/dfe' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await currentStep(page)).toBe(before);
  await expect(player(page).getByLabel('Detail')).toHaveValue('story');
});

test('The theme goes from the system’s to the other one and back, and is remembered', async ({ page }) => {
  const theme = page.locator('html');
  await expect(theme).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await expect(theme).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(theme).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await expect(theme).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(theme).toHaveAttribute('data-theme', 'dark');
});

test('The menu of meshes is typed into: letters go to a mesh, Enter opens it', async ({ page }) => {
  await page.getByRole('button', { name: /^Mesh: / }).click();
  await page.keyboard.type('extra');
  await expect(page.getByRole('menuitemradio', { name: 'The extra dash' })).toBeFocused();
  await expect(page.getByRole('menuitemradio', { name: 'The extra dash' })).toHaveAccessibleDescription(
    'One dash too many makes two rules of one, and either of them is enough to get in.',
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Mesh: The extra dash' })).toBeVisible();
});
