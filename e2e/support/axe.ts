import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Fails with a readable list where axe finds a WCAG 2.2 A or AA fault on the page, or inside `include`. */
export async function expectAccessible(page: Page, include?: string): Promise<void> {
  // Dialogs are lazy: axe throws where it finds nothing to look at yet.
  if (include !== undefined) await expect(page.locator(include).first()).toBeVisible();
  const builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await (include === undefined ? builder : builder.include(include)).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(' | ')})`,
  );
  expect(found).toEqual([]);
}
