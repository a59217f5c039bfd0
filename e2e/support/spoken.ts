import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseAllDocuments } from 'yaml';
import { isSame } from '../../scripts/pseudo/say.ts';
import { listedScenarios } from '../../src/content/scenarioList.ts';

/** What somebody reads or hears, and where. */
interface Spoken {
  readonly text: string;
  readonly at: string;
}

/** Whole texts of documents: titles and descriptions; and the words that are names in them. */
const own = { texts: new Set<string>(), names: new Set<string>() };
for (const { title, idea } of listedScenarios) own.texts.add(title).add(idea);
// The Scenario document of a lesson says this of itself.
own.texts.add('Lesson');
const scenarios = new URL('../../src/content/scenarios/', import.meta.url);
for (const file of readdirSync(scenarios)) {
  for (const document of parseAllDocuments(readFileSync(new URL(file, scenarios), 'utf8'))) note(document.toJS());
}

function note(value: unknown): void {
  if (typeof value === 'string') {
    own.texts.add(value);
    if (!/\s/.test(value)) for (const name of value.split(/[/.:@?=]/)) own.names.add(name);
  } else if (Array.isArray(value)) value.forEach(note);
  else if (typeof value === 'object' && value !== null) {
    // Fields of sources and operations are what a policy's conditions are called.
    for (const [key, child] of Object.entries(value)) {
      if (key === 'source' || key === 'operation') for (const field of Object.keys(Object(child))) own.names.add(field);
      note(child);
    }
  }
}

/** What is left of a text without what stands in the brackets of the pseudo-locale. */
function outside(text: string): string {
  let depth = 0;
  let left = '';
  for (const letter of text) {
    if (letter === '⟦') depth += 1;
    else if (letter === '⟧') depth = Math.max(0, depth - 1);
    else if (depth === 0) left += letter;
  }
  return left;
}

function isSaid(text: string, names: ReadonlySet<string>): boolean {
  const titles = [...own.texts].filter((each) => /\s/.test(each)).toSorted((a, b) => b.length - a.length);
  const left = titles.reduce((rest, each) => rest.replace(each, ''), outside(text));
  return left
    .split('·')
    .every((part) => own.texts.has(part.trim()) || part.split(/[\s,→]+/).every((word) => isOwn(word, names)));
}

const isOwn = (word: string, names: ReadonlySet<string>): boolean => {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return isSame(word) || own.names.has(bare) || own.names.has(bare.toLowerCase()) || names.has(bare);
};

/** The texts with words that stand in no catalogue, and are no names of the mesh either. */
export async function untranslated(page: Page): Promise<readonly string[]> {
  const all = await spoken(page);
  const names = new Set(await namesOn(page));
  return [...new Set(all.filter(({ text }) => !isSaid(text, names)).map(({ text, at }) => `${at}: ${text.trim()}`))];
}

/** Every visible text and every name, where translation is not ruled out. */
async function spoken(page: Page): Promise<readonly Spoken[]> {
  return page.evaluate(() => {
    const found: { text: string; at: string }[] = [];
    const isKept = (element: Element): boolean =>
      element.closest('code, pre, kbd, script, style, .cm-editor, [data-plot]') !== null ||
      element.closest('[translate]')?.getAttribute('translate') === 'no';
    const where = (element: Element): string => {
      const name = (each: Element): string =>
        each.tagName.toLowerCase() +
        (each.getAttribute('class') ?? '')
          .split(/\s+/)
          .filter(Boolean)
          .map((one) => `.${one}`)
          .slice(0, 1)
          .join('');
      return [element.parentElement, element].flatMap((each) => (each === null ? [] : [name(each)])).join(' ');
    };
    const visible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
    // The parts of a sentence are read together: its box is the nearest that is not within a line.
    const blocks = new Map<Element, string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent ?? '';
      if (element === null || element.closest('script, style') !== null) continue;
      const shown = element.closest('select, datalist') ?? element;
      if (!visible(shown)) continue;
      let block = element;
      while (shown === element && block.parentElement !== null && getComputedStyle(block).display === 'inline')
        block = block.parentElement;
      blocks.set(block, `${blocks.get(block) ?? ''} ${isKept(element) ? '' : text}`);
    }
    for (const [block, text] of blocks) if (/\p{L}/u.test(text)) found.push({ text, at: where(block) });
    for (const attribute of ['aria-label', 'title', 'placeholder', 'alt', 'label', 'aria-description']) {
      for (const element of document.querySelectorAll(`[${attribute}]`)) {
        if (!visible(element) && element.tagName !== 'OPTGROUP') continue;
        if (isKept(element)) continue;
        found.push({ text: element.getAttribute(attribute) ?? '', at: `${where(element)}[${attribute}]` });
      }
    }
    return found;
  });
}

/** Names of the mesh on show, of which some were written by the program: of all resources, and what is marked as a name. */
async function namesOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const resources = [...document.querySelectorAll('header optgroup option')].flatMap(({ textContent }) =>
      textContent.split(/[\s/]+/),
    );
    const marked = [...document.querySelectorAll('[translate=no]')].map(({ textContent }) => textContent.trim());
    return [...resources, ...marked].filter((name) => !/\s/.test(name));
  });
}
