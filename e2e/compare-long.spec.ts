import { canvasNode } from './support/app.ts';
import { runCommand } from './support/dialogs.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { pasteOnCanvas, writeYaml } from './support/yaml.ts';

test.use(still);

const ports = Array.from({ length: 300 }, (_, index) => `{containerPort: ${5000 + index}}`).join(', ');
const mesh = (method: string) => `apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: s, namespace: a, labels: {app: s}}
spec: {serviceAccountName: s, containers: [{name: app, ports: [${ports}]}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: s, namespace: a}
spec: {rules: [{to: [{operation: {methods: [${method}]}}]}]}`;

test('Comparing all requests can be stopped, and goes on where it was', async ({ page }) => {
  await pasteOnCanvas(page, mesh('GET'));
  await expect(canvasNode(page, 'a/s')).toBeVisible();
  await runCommand(page, 'compare');
  await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await writeYaml(page, mesh('PUT'));
  await expect(page.getByRole('region', { name: 'Comparison' }).getByRole('status')).toContainText('1 change');
  await runCommand(page, 'compare');
  const dialog = page.getByRole('dialog', { name: 'What B changes' });
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByTestId('proof')).toContainText('nothing is said');
  const goOn = dialog.getByRole('button', { name: 'Go on' });
  await expect(goOn).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByTestId('proof')).toContainText(/^Proved|^Not proved/, { timeout: 60_000 });
});
