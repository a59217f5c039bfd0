import { createHash } from 'node:crypto';
import issued from '../src/content/earlier/links.json' with { type: 'json' };
import { fromBundle } from '../src/app/store/bundle.ts';
import { addressField, brokenLink, currentRow, currentStep, expectAnswer, requestRows } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { builtInYaml, downloaded } from './support/yaml.ts';

test.use(still);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

for (const { form, what, fragment, holds, shows } of issued) {
  test.describe(`format ${form}: ${what}`, () => {
    test.use({ opens: `./#${fragment}` });

    test(`A33 A link of format ${form} to ${what} still opens`, async ({ page }) => {
      await expect(currentRow(page)).toBeVisible();
      await expectAnswer(page);
      await expect(brokenLink(page)).toHaveCount(0);
      await expect(page.getByRole('button', { name: `Request: ${shows.request}`, exact: true })).toBeVisible();
      if (shows.step !== null) expect(await currentStep(page)).toBe(shows.step);
      const files = fromBundle(await downloaded(page)) ?? [];
      const builtInFile = { name: 'shop-and-payments.yaml', sha256: sha256(builtInYaml('shop-and-payments')) };
      expect(files.map(({ name, text }) => ({ name, sha256: sha256(text) }))).toEqual(holds.files ?? [builtInFile]);
    });
  });
}

test('A link with open groups turns them in a page that shows that tab already, and moves on to the next link', async ({
  page,
}) => {
  await expect(currentRow(page)).toBeVisible();
  const rows = () =>
    page
      .getByRole('treeitem')
      .evaluateAll((all) => all.map((row) => `${row.textContent} ${row.getAttribute('aria-expanded')}`));
  const before = await rows();
  await page.getByRole('treeitem', { name: /^ALLOW policies/ }).click();
  await expect.poll(() => addressField(page, 'o')).not.toBeNull();
  const turned = await rows();
  expect(turned).not.toEqual(before);
  const link = new URL(page.url()).hash;
  await page.getByRole('treeitem', { name: /^ALLOW policies/ }).click();
  await expect.poll(rows).toEqual(before);
  await expect.poll(() => new URL(page.url()).hash).not.toBe(link);
  await page.evaluate((hash) => (location.hash = hash), link);
  await expect.poll(rows).toEqual(turned);

  await page.getByRole('tab', { name: 'Packet' }).click();
  const groups = () =>
    page.locator('[data-group] button').evaluateAll((all) => all.map((one) => one.getAttribute('aria-expanded')));
  const asIs = await groups();
  await page.locator('[data-group] button[aria-expanded="false"]').first().click();
  await page.locator('[data-group] button[aria-expanded="true"]').last().click();
  await expect.poll(() => addressField(page, 'o')).toMatch(/^packet,.*p:.*p:/);
  const opened = await groups();
  expect(opened).not.toEqual(asIs);
  const packet = new URL(page.url()).hash;
  await page.locator('[data-group] button[aria-expanded="true"]').first().click();
  await expect.poll(() => new URL(page.url()).hash).not.toBe(packet);
  await page.evaluate((hash) => (location.hash = hash), packet);
  await expect.poll(groups).toEqual(opened);
});

test('Of links that come soon after each other the newest is opened, and the address is not written over', async ({
  page,
}) => {
  const request = (label: string) => page.getByRole('button', { name: `Request: ${label}`, exact: true });
  // Something is about to be written into the address when the links come.
  await requestRows(page).filter({ hasText: 'batch' }).click();
  await page.evaluate(() => {
    location.hash = '#s=ladder-plain-kubernetes&r=frontend-catalog';
    location.hash = '#s=shop-and-payments&r=frontend-delete';
  });
  await expect(request('DELETE /charges/42, frontend to backend')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments' })).toBeVisible();
  await expect.poll(() => addressField(page, 'r')).toBe('frontend-delete');
  await expect.poll(() => addressField(page, 't')).toBe(await currentStep(page));

  // A link that takes longer to read than the next one: it changes a mesh whose texts have yet to come.
  const slow = issued.find(({ what }) => what === 'a whole document of two files')?.fragment ?? '';
  await page.evaluate((hash) => {
    location.hash = hash;
    setTimeout(() => (location.hash = '#s=shop-and-payments&r=frontend-admin'), 0);
  }, slow);
  await expect.poll(() => addressField(page, 'r')).toBe('frontend-admin');
  await expect.poll(() => addressField(page, 't')).toBe(await currentStep(page));
  await expect(page.getByRole('button', { name: 'Mesh: Shop and payments' })).toBeVisible();
});

test('A link that is put into the address while the page still loads is opened', async ({ page }) => {
  await page.goto('about:blank');
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => (location.hash = '#s=shop-and-payments&r=frontend-delete'));
  });
  await page.goto('./#s=ladder-plain-kubernetes&r=frontend-catalog');
  await expect(page.getByRole('button', { name: /^Request: DELETE/ })).toBeVisible();
  await expect.poll(() => addressField(page, 't')).not.toBeNull();
});
