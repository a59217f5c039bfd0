import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Fails with a readable list where axe finds a WCAG 2.2 A or AA fault on the page, or inside `include`. */
export async function expectAccessible(page: Page, include?: string): Promise<void> {
  expect(await faults(page, include)).toEqual([]);
}

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The WCAG 2.2 A and AA faults that axe finds on the page, or inside `include`; by `colours`, only those that another theme can have. */
export async function faults(page: Page, include?: string, by: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  // Dialogs are lazy: axe throws where it finds nothing to look at yet.
  if (include !== undefined) await expect(page.locator(include).first()).toBeVisible();
  const builder = new AxeBuilder({ page });
  if (include !== undefined) builder.include(include);
  const asked = by === 'all' ? builder.withTags(levels) : builder.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await asked.analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(' | ')})`);
}
