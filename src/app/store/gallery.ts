import { messages } from '../../content/locales/en/messages.ts';
import { firstFiles } from '../../content/firstScenario.ts';
import { listedScenarios } from '../../content/scenarioList.ts';
import type { BuiltInScenario } from '../../content/scenarios.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { openDocument } from './run.ts';
import type { Version } from './state.ts';
import { showToast } from './toast.ts';

/** Until the texts have come, all but the first have none. */
let gallery: readonly BuiltInScenario[] = listedScenarios.map((listed, index) => ({
  ...listed,
  files: index === 0 ? firstFiles : [],
}));

/** Fetches the texts of all built-in scenarios; false where they cannot be fetched now. */
export async function loadGallery(): Promise<boolean> {
  try {
    gallery = (await import('../../content/scenarios.ts')).scenarios;
    return true;
  } catch {
    return false;
  }
}

/** The built-in scenario of this id. */
export function builtIn(id: string): BuiltInScenario | undefined {
  return gallery.find((scenario) => scenario.id === id);
}

/** The first built-in scenario: what a first visit shows. */
export function firstBuiltIn(): BuiltInScenario | undefined {
  return gallery[0];
}

export function openBuiltIn(id: string): void {
  void withTexts(id).then((scenario) => {
    if (scenario === undefined) return;
    if (scenario.files.length === 0) showToast(messages.notFetched);
    else openDocument({ files: scenario.files }, scenario.id);
  });
}

/** The built-in scenario of this id, once its texts are there. */
export async function withTexts(id: string): Promise<BuiltInScenario | undefined> {
  if (builtIn(id)?.files.length === 0) await loadGallery();
  return builtIn(id);
}

/** The text of a built-in scenario, its files one after the other, and every text that it had before, newest first; none: there is no such scenario. */
export async function wordingsOf(id: string): Promise<readonly string[]> {
  const scenario = await withTexts(id);
  if (scenario === undefined) return [];
  if (scenario.files.length === 0) throw new Error('the texts could not be fetched');
  const { earlierTexts } = await import('../../content/earlierTexts.ts');
  return [scenario.files.map(({ text }) => text).join(''), ...(await earlierTexts(id))];
}

/** Whether a document is, byte for byte, the built-in one it began as. */
export function isPristine({ document, origin }: Pick<Version, 'document' | 'origin'>): boolean {
  const scenario = origin === null ? undefined : builtIn(origin);
  return scenario !== undefined && sameFiles(scenario.files, document.files);
}

/** The id of the built-in scenario that a document equals, whatever it began as. */
export function builtInOf(document: HopwiseDocument): string | null {
  return gallery.find((scenario) => sameFiles(scenario.files, document.files))?.id ?? null;
}

/** Whether two documents are the same, byte for byte. */
export function sameFiles(a: HopwiseDocument['files'], b: HopwiseDocument['files']): boolean {
  return (
    a === b || (a.length === b.length && a.every((file, i) => file.name === b[i]?.name && file.text === b[i].text))
  );
}
