import { checkRows, expectVerdict, timeline, verdictCard, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { allowed, editor } from './support/yaml.ts';

test.use(still);

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('A18 The check tree is open along the deciding path only; selecting a leaf selects its YAML lines, and the reverse', async ({
  page,
}) => {
  const field = await editor(page);
  const open = checkRows(page).and(page.locator('[aria-expanded="true"]'));
  await expect(open).toHaveCount(2);
  await expect(open.nth(0)).toContainText('ALLOW policies');
  await expect(open.nth(1)).toContainText('backend-callers, rule 1');
  await expect(checkRows(page).filter({ hasText: 'DENY policies' })).toHaveAttribute('aria-expanded', 'false');

  const ports = checkRows(page).filter({ hasText: 'ports' });
  const selected = yamlPane(page).locator('.cm-line .hw-selected');
  await ports.click();
  await expect(selected.first()).toBeInViewport();
  expect((await selected.allInnerTexts()).join('')).toContain('8080');
  await expect(ports).toHaveAttribute('aria-selected', 'true');

  const principals = checkRows(page).filter({ hasText: 'principals' });
  await field.locator('.cm-line').filter({ hasText: allowed }).click();
  await expect(principals).toHaveAttribute('aria-selected', 'true');
  await expect(ports).toHaveAttribute('aria-selected', 'false');
});

test('Each leaf shows expected beside actual', async ({ page }) => {
  await expect(checkRows(page).filter({ hasText: 'principals' })).toHaveAccessibleName(
    /rule asks for .*sa\/frontend, request has .*sa\/reviews, not met$/,
  );
  await expect(checkRows(page).filter({ hasText: 'ports' })).toHaveAccessibleName(/8080, request has 8080, met$/);
});

test('The card says what the caller sees, what the log says, who decided and what else would block', async ({
  page,
}) => {
  const rows = verdictCard(page).getByRole('definition');
  await expect(rows.nth(0)).toHaveText('403 RBAC: access denied');
  await expect(rows.nth(1)).toHaveText('rbac_access_denied_matched_policy[none]');
  await expect(rows.nth(2)).toHaveText('payments/backend-callers');
  await expect(rows.nth(3)).toHaveText('nothing else');
});

test('Show rule and the name of the policy lead to its YAML, E puts the cursor there', async ({ page }) => {
  const field = await editor(page);
  const jump = yamlPane(page).getByRole('combobox');
  await jump.selectOption({ label: 'Deployment shop/frontend' });
  const line = field.locator('.cm-line').filter({ hasText: allowed });
  await expect(line).toHaveCount(0);
  await verdictCard(page).getByRole('button', { name: 'Show rule' }).click();
  await expect(line).toBeInViewport();
  await jump.selectOption({ label: 'Deployment shop/frontend' });
  await expect(line).toHaveCount(0);
  await verdictCard(page).getByRole('button', { name: 'payments/backend-callers' }).click();
  await expect(line).toBeInViewport();
  await timeline(page).focus();
  await page.keyboard.press('e');
  await expect(field).toBeFocused();
});
