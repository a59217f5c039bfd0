import type { DocumentFile } from '../core/model/scenario.ts';
import { type ListedScenario, listedScenarios } from './scenarioList.ts';

/** A scenario that comes with the product, with its texts. */
export interface BuiltInScenario extends Omit<ListedScenario, 'files'> {
  readonly files: readonly DocumentFile[];
}

const texts = import.meta.glob<string>('./scenarios/*.yaml', { query: '?raw', import: 'default', eager: true });

/** All of them, in the order of the course; the first is what people see first. */
export const scenarios: readonly BuiltInScenario[] = listedScenarios.map(({ files, ...listed }) => ({
  ...listed,
  // A name that is misspelt there is no scenario at all, and the tests fail.
  files: files.map(({ stem, name }) => ({ name, text: texts[`./scenarios/${stem}.yaml`] ?? '' })),
}));
