import { X509Certificate } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expectVerdict, outline, player, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use({ ...still, opens: '#s=certificates-over-time' });

const sides = (page: Page): Locator => page.getByRole('region', { name: 'Both sides of the handshake' });
const drawer = (page: Page): Locator => page.getByRole('dialog', { name: /^Demo certificate of/ });

async function openServers(page: Page): Promise<void> {
  await player(page).locator('[data-step="payments/ledger/inbound/handshake"]').click();
  await sides(page).getByRole('button', { name: 'Certificate' }).nth(1).click();
  await expect(drawer(page).getByRole('button', { name: 'Copy root' })).toBeVisible();
}

test('A certificate that has expired ends the request, and the card says when it did', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await expect(verdictCard(page)).toContainText(
    'The certificate of ledger expired on 2 Mar 2026, 08:00 UTC, so website refuses it.',
  );
  await expect(verdictCard(page)).toContainText('certificate_has_expired');
  await expect(sides(page)).toContainText('At 2 Mar 2026, 09:00 UTC');
  await expect(sides(page).getByRole('img', { name: 'not met' })).toHaveCount(1);
  await expectAccessible(page);
});

test('The same request is sent at other times of the day', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await outline(page)
    .getByRole('button', { name: /Allowed$/ })
    .first()
    .click();
  await expectVerdict(page, 'Allowed');
  await player(page).locator('[data-step="payments/ledger/inbound/handshake"]').click();
  await expect(sides(page)).toContainText('At 2 Mar 2026, 07:00 UTC');
  await expect(sides(page).getByRole('img', { name: 'not met' })).toHaveCount(0);
});

test('Its drawer shows its life and its chain, and holds a certificate that others read and verify', async ({
  page,
}) => {
  await expectVerdict(page, 'Denied');
  await openServers(page);
  await expect(drawer(page)).toContainText('Expired on 2 Mar 2026, 08:00 UTC, before this request.');
  await expect(drawer(page).getByRole('listitem').filter({ hasText: 'renewal, missed' })).toContainText(
    '1 Mar 2026, 20:00',
  );
  await expect(drawer(page)).toContainText('never trust it');
  const pem = async (what: string): Promise<X509Certificate> =>
    new X509Certificate(
      await drawer(page)
        .getByRole('textbox', { name: `PEM of the ${what}` })
        .inputValue(),
    );
  const [leaf, root] = [await pem('certificate'), await pem('root')];
  expect(leaf.subjectAltName).toBe('URI:spiffe://cluster.local/ns/payments/sa/ledger');
  expect(leaf.checkIssued(root) && leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.validTo).toBe('Mar  2 08:00:00 2026 GMT');
  await expectAccessible(page);
});

test('Escape closes the drawer and the focus returns to the button that opened it', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await openServers(page);
  await page.keyboard.press('Escape');
  await expect(drawer(page)).toBeHidden();
  await expect(sides(page).getByRole('button', { name: 'Certificate' }).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(drawer(page)).toBeVisible();
});

test('Copying puts the PEM on the clipboard, and says so', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await expectVerdict(page, 'Denied');
  await openServers(page);
  await drawer(page).getByRole('button', { name: 'Copy certificate' }).click();
  await expect(drawer(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });

  test('The drawer fits the width, and nothing scrolls sideways', async ({ page }) => {
    await expectVerdict(page, 'Denied');
    await sides(page).getByRole('button', { name: 'Certificate' }).nth(1).tap();
    await expect(drawer(page).getByRole('button', { name: 'Copy root' })).toBeVisible();
    const box = await drawer(page).boundingBox();
    expect([box?.x, box?.width]).toEqual([0, 390]);
    expect(await drawer(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
    await expectAccessible(page);
  });
});
