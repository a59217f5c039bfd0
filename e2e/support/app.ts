import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The parts of the page, by the names that they have for assistive technology. */
export const verdictCard = (page: Page): Locator => page.getByRole('region', { name: 'Verdict', exact: true });
export const player = (page: Page): Locator => page.getByRole('region', { name: 'Player', exact: true });
export const yamlPane = (page: Page): Locator => page.getByRole('region', { name: 'YAML', exact: true });
export const outline = (page: Page): Locator => page.getByRole('navigation', { name: 'Outline' });
export const canvas = (page: Page): Locator => page.getByTestId('canvas');
export const narrator = (page: Page): Locator => page.getByTestId('narrator');
export const timeline = (page: Page): Locator => page.getByRole('slider', { name: 'Timeline' });
export const brokenLink = (page: Page): Locator => page.getByRole('main', { name: 'Broken link' });

export const ticks = (page: Page): Locator => timeline(page).locator('[data-tick]');
export const stepRows = (page: Page): Locator => player(page).locator('[data-step]');
export const currentRow = (page: Page): Locator => player(page).locator('[data-step][aria-current="step"]');
export const canvasNode = (page: Page, id: string): Locator => canvas(page).locator(`[data-node="${id}"]`);

/** The rows of requests in the outline; each is named `FROM to TO, WHAT: Verdict`. */
export const requestRows = (page: Page): Locator =>
  outline(page).getByRole('button', { name: /: (Allowed|Denied|Can't tell)$/ });

export type VerdictWord = 'Allowed' | 'Denied' | "Can't tell";

/** Waits until the card says this verdict. */
export async function expectVerdict(page: Page, word: VerdictWord): Promise<void> {
  await expect(verdictCard(page).getByRole('heading', { level: 2 })).toHaveText(word);
}

/** The id of the step on which the step list stands. */
export async function currentStep(page: Page): Promise<string> {
  return (await currentRow(page).getAttribute('data-step')) ?? '';
}

/** The ids of all steps that the list shows, in order. */
export async function stepIds(page: Page): Promise<readonly string[]> {
  return stepRows(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-step') ?? ''));
}

/** The id of the step that decided, as the step list marks it. */
export async function decidingStep(page: Page): Promise<string> {
  return (await player(page).locator('[data-step][data-verdict]').getAttribute('data-step')) ?? '';
}

/** Waits until the address names this step. */
export async function expectStepInAddress(page: Page, id: string): Promise<void> {
  await expect.poll(() => addressField(page, 't')).toBe(id);
}

/** One field of the fragment: `s`, `r`, `t`, `d`. */
export function addressField(page: Page, name: string): string | null {
  return new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name);
}

/** How many animations and transitions run at this moment. */
export async function runningAnimations(page: Page): Promise<number> {
  return page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running' || playState === 'paused').length,
  );
}

/** Waits until the screen shows the answer to the newest question, not to the one before. */
export async function expectAnswer(page: Page): Promise<void> {
  await expect(page.locator('[data-app]')).toHaveAttribute('aria-busy', 'false');
}

/** Opens a built-in mesh from the menu in the bar. */
export async function openMesh(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: /^Mesh: / }).click();
  await page.getByRole('menuitemradio', { name: title }).click();
  await expect(page.getByRole('button', { name: `Mesh: ${title}` })).toBeVisible();
  await expectAnswer(page);
}

/** What the checks below the card show open, row by row. */
export const checkRows = (page: Page): Locator => page.getByRole('tree', { name: 'Checks' }).getByRole('treeitem');
