import type { Page } from '@playwright/test';

/** What went wrong behind the scenes of a visit. All of it stays empty on a page that keeps its promises. */
export interface Visit {
  /** Content security policy: directive and what it refused. */
  readonly violations: string[];
  /** Requests to any origin but the site's own. */
  readonly foreignRequests: string[];
  /** Uncaught exceptions and unhandled rejections. */
  readonly errors: string[];
}

/** Starts recording. To be called before the page is opened. */
export async function recordVisit(page: Page, baseURL: string): Promise<Visit> {
  const visit: Visit = { violations: [], foreignRequests: [], errors: [] };
  const home = new URL(baseURL).origin;
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    const local = url.protocol === 'data:' || url.protocol === 'blob:';
    if (!local && url.origin !== home) visit.foreignRequests.push(request.url());
  });
  page.on('pageerror', (error) => visit.errors.push(error.message));
  await page.exposeFunction('hopwiseReportViolation', (text: string) => visit.violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(globalThis, 'hopwiseReportViolation');
      if (typeof report === 'function') report(`${event.effectiveDirective} refused ${event.blockedURI}`);
    });
  });
  return visit;
}
