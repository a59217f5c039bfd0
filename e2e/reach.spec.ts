import type { Locator, Page } from '@playwright/test';
import { canvasNode, expectVerdict } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { runCommand } from './support/dialogs.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { editor, pasteOnCanvas } from './support/yaml.ts';

test.use(still);

/** Opens the question from the palette. */
async function askWhoCanReach(page: Page, workload: string): Promise<Locator> {
  await canvasNode(page, workload).click();
  await runCommand(page, 'selected.reach');
  return page.getByRole('dialog', { name: `Who can reach ${workload}, exactly` });
}

test('Who can reach a workload is told in classes of all requests, each of which plays', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  const dialog = await askWhoCanReach(page, 'payments/backend');
  await expect(dialog.getByRole('status')).toContainText('Proved over');
  const letIn = dialog.getByRole('region', { name: /^Let in/ });
  await expect(letIn).toContainText('GET or POST on /charges or /charges/* from shop/frontend → payments/backend:8080');
  await expect(dialog.getByRole('region', { name: /nobody here has/ })).toContainText('every request of it is refused');
  const rules = dialog.getByRole('region', { name: 'Rules that decide nothing here' });
  await expect(rules).toContainText('Rules that decide something: 1 · decide nothing: 1');
  const idle = rules.getByRole('listitem').filter({ hasText: 'payments/no-admin as a whole' });
  await expect(rules).not.toContainText('payments/no-admin, rule 1');
  await expect(idle).toContainText('proved: all that it would refuse is refused by payments/backend-callers');
  await expectAccessible(page);
  await letIn
    .getByRole('button', { name: /^Play an example: GET or POST/ })
    .first()
    .click();
  await expectVerdict(page, 'Allowed');
});

test('A rule that decides nothing leads to its line', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  const dialog = await askWhoCanReach(page, 'payments/backend');
  const rules = dialog.getByRole('region', { name: 'Rules that decide nothing here' });
  await rules.getByRole('button', { name: 'Show payments/no-admin as a whole in the text' }).click();
  await expect(dialog).toBeHidden();
  await expect(await editor(page)).toBeFocused();
});

test('A long question can be stopped, and goes on where it was', async ({ page }) => {
  const ports = Array.from({ length: 300 }, (_, index) => `{containerPort: ${5000 + index}}`).join(', ');
  await pasteOnCanvas(
    page,
    `apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: s, namespace: a, labels: {app: s}}
spec: {serviceAccountName: s, containers: [{name: app, ports: [${ports}]}]}`,
  );
  const dialog = await askWhoCanReach(page, 'a/s');
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByRole('status')).toContainText('nothing is said');
  const goOn = dialog.getByRole('button', { name: 'Go on' });
  await expect(goOn).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('Proved over', { timeout: 60_000 });
});
