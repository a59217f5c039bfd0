import { expect, test as base } from '@playwright/test';
import { recordVisit } from './visit.ts';
import type { Visit } from './visit.ts';

interface Fixtures {
  /** Fragment or path that `page` opens; `test.use({ opens: '#…' })` changes it. */
  readonly opens: string;
  readonly visit: Visit;
}

/**
 * Playwright's `test`, with `page` already at the application. Whatever a test is about, it also fails where the page
 * breaks its content security policy, asks another origin for something, or throws.
 */
export const test = base.extend<Fixtures>({
  opens: ['./', { option: true }],
  visit: async ({ page, baseURL }, provide) => {
    const visit = await recordVisit(page, baseURL ?? '');
    await provide(visit);
    expect(visit, 'nothing refused, nothing sent away, nothing thrown').toEqual({
      violations: [],
      foreignRequests: [],
      errors: [],
    });
  },
});

test.beforeEach(async ({ page, opens, visit: _visit }) => {
  await page.goto(opens);
  await expect(page.locator('#root > *').first()).toBeVisible();
});

export { expect };
