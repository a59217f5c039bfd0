import { scenarios } from '../../content/scenarios.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { openDocument } from './run.ts';
import type { Version } from './state.ts';

export type BuiltIn = (typeof scenarios)[number];

/** The built-in scenario of this id. */
export function builtIn(id: string): BuiltIn | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}

/** The first built-in scenario: what a first visit shows. */
export function firstBuiltIn(): BuiltIn | undefined {
  return scenarios[0];
}

export function openBuiltIn(id: string): void {
  const scenario = builtIn(id);
  if (scenario !== undefined) openDocument({ files: scenario.files }, scenario.id);
}

/** Whether a document is, byte for byte, the built-in one it began as. */
export function isPristine({ document, origin }: Pick<Version, 'document' | 'origin'>): boolean {
  const scenario = origin === null ? undefined : builtIn(origin);
  return scenario !== undefined && sameFiles(scenario.files, document.files);
}

/** The id of the built-in scenario that a document equals, whatever it began as. */
export function builtInOf(document: HopwiseDocument): string | null {
  return scenarios.find((scenario) => sameFiles(scenario.files, document.files))?.id ?? null;
}

/** Whether two documents are the same, byte for byte. */
export function sameFiles(a: HopwiseDocument['files'], b: HopwiseDocument['files']): boolean {
  return (
    a === b || (a.length === b.length && a.every((file, i) => file.name === b[i]?.name && file.text === b[i].text))
  );
}
