import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectVerdict } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { allowed, fixed, paste, pasteOnCanvas, refused, shop, writeYaml } from './support/yaml.ts';

test.use(still);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

async function openExport(page: Page) {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Mesh: / }).click();
  await page.getByRole('menuitem', { name: 'Export YAML…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export YAML' });
  await expect(dialog.getByRole('heading', { name: /^Only what changed/ })).toBeVisible();
  return dialog;
}

/** The file that a click hands to the browser. */
async function saved(
  page: Page,
  click: () => Promise<void>,
): Promise<{ readonly name: string; readonly path: string }> {
  const download = page.waitForEvent('download');
  await click();
  const file = await download;
  return { name: file.suggestedFilename(), path: await file.path() };
}

test('What changed since a built-in mesh is a command, and the rest of the mesh is not in it', async ({ page }) => {
  await writeYaml(page, fixed);
  await expectVerdict(page, 'Allowed');
  const dialog = await openExport(page);
  const changes = dialog.getByRole('region', { name: 'Only what changed' });
  await expect(changes.getByRole('heading')).toContainText('since “Shop and payments”');
  await expect(changes.getByRole('listitem')).toHaveText('~changedAuthorizationPolicy payments/backend-callers');
  const command = await changes.getByRole('textbox', { name: 'kubectl command' }).inputValue();
  expect(command).toMatch(/^kubectl apply -f - <<'EOF'\n[\s\S]*\nEOF$/);
  expect(command).toContain(refused);
  expect(command).not.toContain('kind: Deployment');
  await expectAccessible(page, 'dialog');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await changes.getByRole('button', { name: 'Copy command' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(command);
});

test('What was removed is deleted by name, and all of it can be taken as a file or a folder', async ({ page }) => {
  const policy = shop.split(/^---$/m).find((text) => text.includes(allowed)) ?? '';
  await writeYaml(page, shop.replace(`---${policy}`, ''));
  const dialog = await openExport(page);
  await expect(dialog.getByRole('textbox', { name: 'kubectl command' })).toHaveValue(
    'kubectl delete -n payments authorizationpolicy.security.istio.io backend-callers',
  );
  const file = await saved(page, () => dialog.getByRole('button', { name: 'Download file' }).click());
  expect(file.name).toBe('shop-and-payments.yaml');
  const text = readFileSync(file.path, 'utf8');
  expect(text).toContain('kind: Deployment');
  expect(text).not.toContain('kind: Scenario');
  expect(text).not.toContain(allowed);
  const all = dialog.getByRole('region', { name: 'All of it' });
  const folder = await saved(page, () => all.getByRole('button', { name: 'Download folder' }).click());
  expect(folder.name).toBe('shop-and-payments.zip');
  const bytes = readFileSync(folder.path);
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  // Where there is another program that knows the format, it has to find nothing wrong.
  if (existsSync('/usr/bin/unzip')) execFileSync('/usr/bin/unzip', ['-t', folder.path]);
  const changes = await saved(page, () =>
    dialog.getByRole('region', { name: 'Only what changed' }).getByRole('button', { name: 'Download folder' }).click(),
  );
  expect(readFileSync(changes.path).toString('latin1')).toContain('shop-and-payments-changes/delete.sh');
});

test('Changes are told against what was brought, and Secrets without values are never applied', async ({ page }) => {
  const secret =
    'apiVersion: v1\nkind: Secret\nmetadata: { name: key, namespace: own }\nstringData: { password: hunter2 }\n';
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: own }\nspec: { containers: [{ name: a, image: b }] }\n`;
  await pasteOnCanvas(page, `${pod('alpha')}---\n${secret}`);
  const first = await openExport(page);
  await expect(first).toContainText('Nothing that a cluster would see has changed.');
  await expect(first).toContainText('1 Secret is left out');
  await page.keyboard.press('Escape');
  await paste(page, `${pod('beta')}---\n${secret.replace('name: key', 'name: other')}`);
  await page.getByRole('button', { name: 'Add to it' }).click();
  const dialog = await openExport(page);
  const command = dialog.getByRole('textbox', { name: 'kubectl command' });
  await expect(command).toHaveValue(`kubectl apply -f - <<'EOF'\n${pod('beta')}EOF`);
  await expect(dialog).toContainText('2 Secrets are left out');
});
