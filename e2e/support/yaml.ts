import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { yamlPane } from './app.ts';

/** The YAML of a built-in mesh. */
export function builtInYaml(name: string): string {
  return readFileSync(new URL(`../../src/content/scenarios/${name}.yaml`, import.meta.url), 'utf8');
}

/** The mesh that a first visit shows. */
export const shop = builtInYaml('shop-and-payments');
/** The value in it that decides the opening story, and the caller that it keeps out. */
export const allowed = 'cluster.local/ns/shop/sa/frontend';
export const refused = 'cluster.local/ns/shop/sa/reviews';
/** The same mesh in which the opening request is allowed. */
export const fixed = shop.replace(allowed, refused);

/** The text field of the editor, once the editor has taken the place of the plain text. */
export async function editor(page: Page): Promise<Locator> {
  await expect(yamlPane(page).locator('[data-ready="true"]')).toBeVisible();
  return yamlPane(page).getByRole('textbox', { name: /^YAML, / });
}

/** Replaces the whole text of the file in the editor, as select-all and paste do. */
export async function writeYaml(page: Page, text: string): Promise<void> {
  const field = await editor(page);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** The dialog that says what was understood of what somebody brought. */
export const importDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Your own cluster' });

/** Lets what was brought take the place of the mesh on show, once it is read. */
export async function replaceMesh(page: Page): Promise<void> {
  await importDialog(page)
    .getByRole('button', { name: /^(Replace the mesh|Open)$/ })
    .click({ timeout: 90_000 });
}

/** Pastes text on the page, outside of every field, and opens it. */
export async function pasteOnCanvas(page: Page, text: string): Promise<void> {
  await paste(page, text);
  await replaceMesh(page);
}

/** Pastes text on the page, outside of every field. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** Opens files, and what was understood of them. */
export async function openFiles(page: Page, files: readonly ChosenFile[]): Promise<void> {
  await chooseFiles(page, files);
  await replaceMesh(page);
}

export interface ChosenFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Hands files over as the file chooser does. */
export async function chooseFiles(page: Page, files: readonly ChosenFile[]): Promise<void> {
  const chosen = files.map(({ name, bytes }) => ({ name, mimeType: 'application/yaml', buffer: bytes }));
  await page.locator('input[type="file"]').setInputFiles(chosen);
}

/** The document as the browser would save it to a file: every byte of the text. */
export async function downloaded(page: Page): Promise<string> {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download file' }).click();
  const path = await (await download).path();
  await page.getByRole('button', { name: 'Close' }).click();
  return readFileSync(path, 'utf8');
}
