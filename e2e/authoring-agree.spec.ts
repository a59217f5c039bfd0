import type { Page } from '@playwright/test';
import { parseAllDocuments } from 'yaml';
import { expectVerdict, yamlPane } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { downloaded, editor, writeYaml } from './support/yaml.ts';

test.use(still);

const words = ['GET', 'PUT', '/a/*', '/b', '*', 'shop', "it's: odd", '8080', 'yes', 'x y'];

/** The same numbers in every run. */
function dice(): (count: number) => number {
  let state = 42;
  return (count) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * count);
  };
}

async function openForm(page: Page): Promise<void> {
  await yamlPane(page).getByLabel('Go to a resource').selectOption('AuthorizationPolicy payments/backend-callers');
  await yamlPane(page).getByRole('tab', { name: 'Form', exact: true }).click();
  await expect(yamlPane(page).locator('input[data-field]').first()).toBeVisible();
}

/** What the form shows, by path. */
async function shownIn(page: Page): Promise<readonly (readonly [readonly (string | number)[], string])[]> {
  const fields = await yamlPane(page)
    .locator('input[data-field], select[data-field]')
    .evaluateAll((all) =>
      all.map((each): [string, string] => [
        each.getAttribute('data-field') ?? '[]',
        String(Reflect.get(each, 'value')),
      ]),
    );
  return fields.map(([path, value]) => [JSON.parse(path), value] as const).filter(([path]) => path.at(-1) !== '+');
}

/** The policy that the form is of, as a reader of YAML sees it in the text. */
function policyIn(text: string): ReturnType<typeof parseAllDocuments>[number] {
  const documents = parseAllDocuments(text);
  const found = documents.find((each) => each.getIn(['metadata', 'name']) === 'backend-callers');
  if (found === undefined) throw new Error('the policy is gone');
  return found;
}

test('A26 Form and YAML agree after 50 random edits from either side (seeded)', async ({ page }) => {
  test.slow();
  await expectVerdict(page, 'Denied');
  await editor(page);
  await openForm(page);
  const below = dice();
  const word = (): string => words[below(words.length)] ?? '';
  for (let edit = 0; edit < 50; edit += 1) {
    if (edit % 5 !== 4) {
      // By form: a value of a rule.
      const inputs = yamlPane(page).locator('[data-field*="rules"]:is(input):not([data-field*="+"])');
      await inputs.nth(below(await inputs.count())).fill(word());
      continue;
    }
    const text = await downloaded(page);
    const policy = policyIn(text);
    const shown = await shownIn(page);
    expect(shown.length).toBeGreaterThan(5);
    for (const [path, value] of shown) expect(String(policy.getIn(path)), JSON.stringify(path)).toBe(value);
    expect(text).toContain('# written by hand'.repeat(edit > 5 ? 1 : 0));
    // By hand: the text is put together anew around one value, with a comment above it.
    await yamlPane(page).getByRole('tab', { name: 'YAML', exact: true }).click();
    const typed = text.replace(/(\n *)(- operation:)/, `$1# written by hand ${edit}$1$2`);
    expect(typed).not.toBe(text);
    await writeYaml(page, typed);
    await openForm(page);
  }
  const last = await downloaded(page);
  for (const [path, value] of await shownIn(page)) {
    expect(String(policyIn(last).getIn(path)), JSON.stringify(path)).toBe(value);
  }
  expect(last.match(/# written by hand/g)).toHaveLength(10);
});
