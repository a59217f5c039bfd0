import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expectAnswer, expectVerdict, verdictCard } from './support/app.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);

interface Row {
  readonly scenario: string;
  readonly request: string;
  readonly sees: string;
}

/** Of each verdict the first request of the gallery that ends in it, with what the gallery's own table says of it. */
function rows(): ReadonlyMap<string, Row> {
  const table: Readonly<Record<string, Readonly<Record<string, { verdict: string; sees: string }>>>> = parse(
    readFileSync(new URL('../src/content/gallery.expected.yaml', import.meta.url), 'utf8'),
  );
  const found = new Map<string, Row>();
  for (const [scenario, requests] of Object.entries(table))
    for (const [request, { verdict, sees }] of Object.entries(requests))
      if (!found.has(verdict)) found.set(verdict, { scenario, request, sees });
  return found;
}

test('A14 The card states what the caller sees, for each cause of a denial that the gallery shows', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const denied = [...rows()].filter(([verdict]) => verdict !== 'allowed' && verdict !== 'undetermined');
  expect(denied.length).toBeGreaterThan(20);
  for (const [cause, { scenario, request, sees }] of denied) {
    await test.step(cause, async () => {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#s=${scenario}&r=${request}`);
      await expect(verdictCard(page)).toContainText(sees.replaceAll(/\*\*|`/g, ''));
      await expectAnswer(page);
      await expectVerdict(page, 'Denied');
    });
  }
});
