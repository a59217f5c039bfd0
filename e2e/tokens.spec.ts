import type { Locator, Page } from '@playwright/test';
import { currentRow, expectVerdict, requestRows, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { builtInYaml, downloaded, pasteOnCanvas } from './support/yaml.ts';

test.use({ ...still, opens: '#s=token-and-authorizer&r=expired-read' });

const yaml = builtInYaml('token-and-authorizer');

async function bench(page: Page): Promise<{ dialog: Locator; token: Locator; says: Locator }> {
  await expect(verdictCard(page)).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New request' });
  const token = dialog.getByRole('region', { name: 'Token' });
  return { dialog, token, says: token.getByRole('status') };
}

test('The open request brings its token along, and a line says at once what Istio makes of each change', async ({
  page,
}) => {
  await expectVerdict(page, 'Denied');
  await expect(verdictCard(page)).toContainText('401 Jwt is expired');
  const { token, says } = await bench(page);
  await expect(token.getByLabel('Token', { exact: true })).toHaveValue('token:expired');
  await expect(says).toContainText('Istio refuses this token: Jwt is expired');
  await token.getByLabel('Expires', { exact: true }).selectOption('hour');
  await expect(says).toContainText('Istio accepts this token, as one of https://login.example.com.');
  await expect(says).toContainText('Allowed: logged-in allows website');
  await token.getByLabel('Signature').selectOption('broken');
  await expect(says).toContainText('Jwt verification fails');
  await token.getByLabel('Signature').selectOption('unknownKey');
  await expect(says).toContainText("Jwks doesn't have key to match kid or alg from Jwt");
  await token.getByLabel('Signature').selectOption('valid');
  await token.getByLabel('Algorithm').selectOption('ES256');
  await expect(says).toContainText('Istio accepts this token');
  await token.getByLabel('Audience').fill('billing');
  await expect(says).toContainText('Audiences in Jwt are not allowed');
  await token.getByLabel('Audience').fill('orders');
  await token.getByLabel('Issuer').fill('https://else.example');
  await expect(says).toContainText('Jwt issuer is not configured');
  await token.getByLabel('Issuer').fill('https://login.example.com');
  await token.getByLabel('Goes into').selectOption('header');
  await expect(says).toContainText('as soon as every field can be read');
  await token.getByLabel('Header', { exact: true }).fill('X-Token');
  await expect(says).toContainText('No RequestAuthentication looks for a token there');
});

test('A new token lands in the document as text, runs, and is one step of undo', async ({ page }) => {
  const before = await downloaded(page);
  const { dialog, token, says } = await bench(page);
  await token.getByLabel('Token', { exact: true }).selectOption('new');
  await token.getByLabel('Name').fill('cleo');
  await token.getByLabel('Subject').fill('cleo');
  await token.getByLabel('Other claims').fill('{"groups": ["clerks"]}');
  await expect(says).toContainText('Istio accepts this token');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(dialog).toHaveCount(0);
  await expectVerdict(page, 'Allowed');
  const after = await downloaded(page);
  expect(after).toContain('name: cleo');
  let start = 0;
  while (before[start] === after[start]) start += 1;
  const inserted = after.slice(start, start + after.length - before.length);
  expect(after).toBe(before.slice(0, start) + inserted + before.slice(start));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => downloaded(page)).toBe(before);
});

test('Add to document writes the request with the name of its token, not the token', async ({ page }) => {
  const { dialog, token } = await bench(page);
  await token.getByLabel('Token', { exact: true }).selectOption('token:guest');
  await dialog.getByLabel('Path').fill('/orders/9');
  await dialog.getByRole('button', { name: 'Add to document' }).click();
  await expect(requestRows(page).filter({ hasText: '/orders/9' })).toHaveAccessibleName(/: Allowed$/);
  const after = await downloaded(page);
  expect(after).toContain('Bearer ${token:guest}');
  expect(after).not.toContain('eyJ');
});

test('Claims that are not JSON are told with their place, and nothing that was typed is lost', async ({ page }) => {
  const { dialog, token, says } = await bench(page);
  const claims = token.getByLabel('Other claims');
  await claims.fill('{\n  "groups": ["a"\n  "b": 1\n}');
  await expect(claims).toHaveAccessibleDescription('Line 3, column 3: expected , or ].');
  await expect(says).toContainText('as soon as every field can be read');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(dialog).toBeVisible();
  await expect(claims).toHaveValue('{\n  "groups": ["a"\n  "b": 1\n}');
});

test('The token is shown decoded, and can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { token } = await bench(page);
  await token.getByText('The token, decoded').click();
  await expect(token.locator('pre').nth(1)).toContainText('"sub": "ada"');
  await token.getByRole('button', { name: 'Copy token' }).click();
  await expect(token.getByRole('button', { name: 'Token copied' })).toBeVisible();
  const jwt = await page.evaluate(() => navigator.clipboard.readText());
  const [header = '', claims = ''] = jwt.split('.');
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'RS256' });
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: 'ada', groups: ['clerks'] });
});

test('A mesh with other keys is offered the demo keys', async ({ page }) => {
  const other = yaml.replaceAll('hopwise-demo', 'other').replace(/"n": "[^"]+"/, '"n": "AQAB"');
  await page.keyboard.press('Escape');
  await pasteOnCanvas(page, other);
  await expect(verdictCard(page)).toBeVisible();
  await requestRows(page).filter({ hasText: '/orders/export' }).click();
  await expectVerdict(page, 'Denied');
  const { token, says } = await bench(page);
  await expect(says).toContainText("Jwks doesn't have key");
  await token.getByRole('button', { name: 'Insert the demo keys' }).click();
  await expect(says).toContainText('Istio accepts this token');
  await expect(token.getByRole('button', { name: 'Insert the demo keys' })).toHaveCount(0);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`The bench is accessible, ${scheme}, and on a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const { token, says } = await bench(page);
    await expect(says).toContainText('refuses');
    await token.getByText('The token, decoded').click();
    await expectAccessible(page, 'dialog');
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page, 'dialog');
    const wide = await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth > dialog.clientWidth);
    expect(wide).toBe(false);
  });
}

test('The step of the token is told in the story', async ({ page }) => {
  await expect(currentRow(page)).toContainText('JWT: token is not valid');
});
