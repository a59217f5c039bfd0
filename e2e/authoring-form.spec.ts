import type { Locator, Page } from '@playwright/test';
import { expectVerdict, verdictCard, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { allowed, downloaded, editor, fixed, refused, shop, writeYaml } from './support/yaml.ts';

test.use(still);

const mode = (page: Page, name: 'YAML' | 'Form'): Locator => yamlPane(page).getByRole('tab', { name, exact: true });
const principal = (page: Page): Locator =>
  yamlPane(page).getByLabel('1 of principals of caller 1 of rule 1', { exact: true });

/** Looks at the policy that decides the opening story, wherever the cursor stands. */
async function openPolicy(page: Page): Promise<void> {
  await yamlPane(page).getByLabel('Go to a resource').selectOption('AuthorizationPolicy payments/backend-callers');
}

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await editor(page);
});

test('A20 Editing the form changes only the edited path: a YAML comment and an unknown field survive byte for byte', async ({
  page,
}) => {
  const odd = shop
    .replace(`- ${allowed}`, `- "${allowed}" # the shop's front`)
    .replace(/(\n {2}action: ALLOW\n)/, '$1  strange:   {of: "nobody"}  # kept\n');
  await writeYaml(page, odd);
  await expectVerdict(page, 'Denied');
  await openPolicy(page);
  await mode(page, 'Form').click();
  await expect(yamlPane(page).getByText(/fields? only in YAML \(kept\)/)).toBeVisible();
  await principal(page).fill(refused);
  await expectVerdict(page, 'Allowed');
  await expect(
    yamlPane(page).getByText(/^The last edit: \d+ flows? newly allowed, \d+ flows? newly denied/),
  ).toBeVisible();
  expect(await downloaded(page)).toContain(odd.replace(`"${allowed}"`, `"${refused}"`));
});

test('A21 While the text is broken the form is read-only, says which line to fix, and keeps what it showed', async ({
  page,
}) => {
  await mode(page, 'Form').click();
  await expect(principal(page)).toHaveValue(allowed);
  await mode(page, 'YAML').click();
  const broken = shop.replace(`- ${allowed}`, `- "${allowed}`);
  await writeYaml(page, broken);
  await openPolicy(page);
  await mode(page, 'Form').click();
  const fix = yamlPane(page).getByRole('button', { name: /^Fix line \d+$/ });
  await expect(fix).toBeVisible();
  await expect(principal(page)).toHaveValue(allowed);
  await expect(principal(page)).not.toBeEditable();
  await expect(yamlPane(page).getByRole('button', { name: /^(Add|Remove)/ })).toHaveCount(0);
  await fix.click();
  await expect(await editor(page)).toBeFocused();
  expect(await downloaded(page)).toContain(broken);
  await writeYaml(page, fixed);
  await openPolicy(page);
  await mode(page, 'Form').click();
  await expect(principal(page)).toHaveValue(refused);
  await expect(principal(page)).toBeEditable();
});

test('A field is added, filled in and taken away again; each is one step of undo', async ({ page }) => {
  const before = await downloaded(page);
  await mode(page, 'Form').click();
  await yamlPane(page).getByRole('button', { name: 'Add field to caller 1 of rule 1' }).click();
  await page.getByRole('menuitem', { name: 'namespaces', exact: true }).click();
  const add = yamlPane(page).getByLabel('Add to namespaces of caller 1 of rule 1');
  await expect(add).toBeFocused();
  await add.fill('shop');
  await page.keyboard.press('Enter');
  await expect(add).toBeFocused();
  await expect(yamlPane(page).getByLabel('1 of namespaces of caller 1 of rule 1', { exact: true })).toHaveValue('shop');
  await yamlPane(page).getByRole('button', { name: 'Remove namespaces of caller 1 of rule 1' }).click();
  await expect(yamlPane(page).getByLabel('1 of namespaces of caller 1 of rule 1', { exact: true })).toHaveCount(0);
  expect(await downloaded(page)).toBe(before);
  const undo = yamlPane(page).getByRole('button', { name: 'Undo', exact: true });
  for (let step = 0; step < 3; step += 1) await undo.click();
  await expect(undo).toBeDisabled();
  expect(await downloaded(page)).toBe(before);
});

test('The form is accessible', async ({ page }) => {
  await mode(page, 'Form').click();
  await expect(principal(page)).toBeVisible();
  await expectAccessible(page, '[aria-label="YAML"]');
});

test('What is typed as YAML is in the form at once', async ({ page }) => {
  await writeYaml(page, fixed);
  await openPolicy(page);
  await mode(page, 'Form').click();
  await expect(principal(page)).toHaveValue(refused);
});

test('What the card shows of the rule is shown in the form, and what only the YAML has is one press away', async ({
  page,
}) => {
  await writeYaml(page, shop.replace('  action: ALLOW\n', '  action: ALLOW\n  strange: 1\n'));
  await openPolicy(page);
  await mode(page, 'Form').click();
  await expect(principal(page)).toBeVisible();
  await verdictCard(page).getByRole('button', { name: 'Show rule' }).click();
  await expect(principal(page)).toBeInViewport();
  await yamlPane(page).getByRole('button', { name: 'spec.strange' }).click();
  await expect(await editor(page)).toBeFocused();
  await expect(yamlPane(page).locator('.cm-activeLine').first()).toHaveText(/strange: 1/);
});
