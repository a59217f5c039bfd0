import { expect, test as base } from '@playwright/test';
import { recordVisit } from './visit.ts';
import type { Visit } from './visit.ts';

interface Fixtures {
  /** Fragment or path that `page` opens; `test.use({ opens: '#…' })` changes it. */
  readonly opens: string;
  /** The site is kept for the time without a network. Off, as each test is a first visit and would fetch all of it. */
  readonly keptOffline: boolean;
  readonly visit: Visit;
  readonly opened: void;
}

/**
 * Playwright's `test`, with `page` already at the application. Whatever a test is about, it also fails where the page
 * breaks its content security policy, asks another origin for something, or throws.
 */
export const test = base.extend<Fixtures>({
  opens: ['./', { option: true }],
  keptOffline: [false, { option: true }],
  visit: async ({ page, baseURL }, provide) => {
    const visit = await recordVisit(page, baseURL ?? '');
    await provide(visit);
    expect(visit, 'nothing refused, nothing sent away, nothing thrown').toEqual({
      violations: [],
      foreignRequests: [],
      errors: [],
    });
  },
  // A fixture, as a hook in this file would hold for the first spec of a worker only.
  opened: [
    async ({ page, opens, keptOffline, visit: _visit }, provide) => {
      if (!keptOffline) await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
      await page.goto(opens);
      await expect(page.locator('#root > *').first()).toBeVisible();
      await provide();
    },
    { auto: true },
  ],
});

export { expect };
