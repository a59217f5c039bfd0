import type { Locator, Page } from '@playwright/test';
import { canvas, expectVerdict, requestRows, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Least privilege' });
const step = (page: Page, name: string): Locator => dialog(page).getByRole('button', { name, exact: true });

/** A line of the default text format, as `kubectl logs --prefix` prints it. */
const line = (pod: string, what: string, rest: string, status = '200 - via_upstream'): string =>
  `[pod/${pod}-6d4b9c7f5d-abcde/istio-proxy] [2026-03-02T09:00:00.123Z] "${what} HTTP/1.1" ${status} - "-" 0 48 3 2 "-" "curl/8" "8f2c" "backend.payments:8080" ${rest} default`;
const toBackend = (ip: string): string =>
  `"10.1.2.3:8080" outbound|8080||backend.payments.svc.cluster.local ${ip}:4000 10.96.0.9:8080 ${ip}:51234 -`;
const log = [
  ...Array.from({ length: 12 }, () => line('frontend', 'GET /charges', toBackend('10.1.9.9'))),
  line('frontend', 'POST /charges', toBackend('10.1.9.9')),
  line('frontend', 'DELETE /charges/42', toBackend('10.1.9.9')),
  line('reviews', 'GET /charges', toBackend('10.1.9.7'), '403 - via_upstream'),
  '2026-03-02T09:00:00.000Z\tinfo\tenvoy main\tall dependencies initialized',
  'not a log',
].join('\n');

async function openDialog(page: Page): Promise<void> {
  await canvas(page).focus();
  await page.keyboard.press('/');
  await page.getByRole('dialog').getByRole('combobox').fill('least privilege');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
}

async function dropLog(page: Page): Promise<void> {
  const transfer = await page.evaluateHandle((text) => {
    const given = new DataTransfer();
    given.items.add(new File([text], 'access.log', { type: 'text/plain' }));
    return given;
  }, log);
  await dialog(page)
    .getByRole('region', { name: 'Log', exact: true })
    .dispatchEvent('drop', { dataTransfer: transfer });
  await expect(dialog(page).getByRole('status')).toContainText('17 lines read: 15 lines are of 4 distinct requests');
}

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('a dropped log becomes the tightest policies, each with its evidence, and one undo takes them back', async ({
  page,
}) => {
  await openDialog(page);
  await dropLog(page);
  await step(page, 'What was understood').click();
  await expect(dialog(page)).toContainText('12 times, 2026-03-02 09:00:00');
  await dialog(page).getByText('1 line: in no format that is known').click();
  await expect(dialog(page).getByText('not a log')).toBeVisible();
  await expectAccessible(page);
  await step(page, 'To the proposal').click();
  const policy = dialog(page).getByRole('listitem').filter({ hasText: 'payments/backend-from-frontend' });
  await expect(policy).toContainText('Lets shop/frontend call payments/backend.');
  await expect(policy).toContainText('14 times');
  await expect(policy).toContainText('admits nothing else');
  await expect(dialog(page).getByText('payments/backend-from-reviews')).toHaveCount(0);
  await expectAccessible(page);
  await step(page, 'Apply to the mesh').click();
  await expect(dialog(page)).toHaveCount(0);
  // The open story is told again, now stopped by what was written.
  await expectVerdict(page, 'Denied');
  await expect(requestRows(page).filter({ has: page.locator('[data-glyph=allowed]') })).toHaveCount(2);
  await yamlPane(page).getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(requestRows(page).filter({ has: page.locator('[data-glyph=allowed]') })).toHaveCount(6);
});

test('the log is replayed against the mesh and against the proposal, and a line plays', async ({ page }) => {
  await openDialog(page);
  await dropLog(page);
  await step(page, '4 Replay').click();
  const group = (name: string): Locator => dialog(page).getByRole('region', { name: new RegExp(`^${name}`) });
  await expect(group('Got through, would now be denied').getByRole('listitem')).toHaveCount(1);
  await expect(group('Were refused, and would be again').getByRole('listitem')).toHaveCount(1);
  await step(page, 'The proposal').click();
  await expect(dialog(page).getByRole('status')).toContainText(
    '15 lines replayed: none that got through would now be denied',
  );
  await step(page, 'The mesh on show').click();
  await group('Got through, would now be denied').getByRole('button').click();
  await expect(dialog(page)).toHaveCount(0);
  await expectVerdict(page, 'Denied');
});

test('requests can be ticked instead, and paths left out', async ({ page }) => {
  await openDialog(page);
  await expect(step(page, 'To the proposal')).toBeDisabled();
  await dialog(page).getByRole('checkbox', { name: 'frontend reads charges' }).check();
  await step(page, 'To the proposal').click();
  const policy = dialog(page).getByRole('listitem').filter({ hasText: 'payments/backend-from-frontend' });
  await expect(policy).toContainText('ticked by hand');
  await expect(policy).toContainText('admits nothing else');
  await dialog(page).getByRole('combobox', { name: 'Paths' }).selectOption('any path');
  await expect(policy).toContainText('also admits');
});

test('what is no log is said to be none, with its place, and nothing is lost', async ({ page }) => {
  await openDialog(page);
  await dialog(page).getByRole('textbox', { name: 'Paste lines' }).fill('one\n\n{"two":');
  await step(page, 'Read the lines').click();
  await expect(dialog(page).getByRole('status')).toContainText('2 lines were put aside');
  await expect(step(page, 'To the proposal')).toBeDisabled();
  await step(page, 'What was understood').click();
  await expect(dialog(page)).toContainText('1 line: begin as JSON and are none');
  await step(page, '1 Evidence').click();
  await dialog(page)
    .locator('input[type=file]')
    .setInputFiles({
      name: 'access.gz',
      mimeType: 'application/gzip',
      buffer: Buffer.from([0x1f, 0x8b, 0, 0, 0, 0]),
    });
  await expect(dialog(page).getByRole('alert')).toContainText('This is no text');
});
