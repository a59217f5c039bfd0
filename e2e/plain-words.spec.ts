import type { Locator, Page } from '@playwright/test';
import { expectVerdict, yamlPane } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';
import { shop, writeYaml } from './support/yaml.ts';

test.use(still);

const words = (page: Page): Locator => yamlPane(page).getByRole('region', { name: 'In plain words' });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

test('The policy that decided is put into plain words above its YAML, and what is typed changes them', async ({
  page,
}) => {
  await expect(words(page)).toContainText(
    'Allows GET or POST on /charges or /charges/* on port 8080 from service account frontend in shop, to workloads with app=backend in payments.',
  );
  await expect(words(page)).toContainText('Everything else to them is denied.');
  await writeYaml(page, shop.replace('methods: [GET, POST]', 'methods: [DELETE]'));
  await expect(words(page)).toContainText('Allows DELETE on /charges or /charges/* on port 8080');
  await expectAccessible(page, '[aria-label="In plain words"]');
});

test('Other kinds have their words, too, and what is no policy has none', async ({ page }) => {
  const jump = yamlPane(page).getByRole('combobox', { name: 'Go to a resource' });
  await jump.selectOption({ label: 'PeerAuthentication payments/default' });
  await expect(words(page)).toContainText('All workloads in payments take only mTLS.');
  await jump.selectOption({ label: 'Service payments/backend' });
  await expect(words(page)).toHaveCount(0);
});
