import type { Path } from '../../model/resource.ts';
import { type Finding, finding } from './finding.ts';

/** "Selector: empty label key → error; * anywhere in key or value → error." `at` is the map of labels. */
export function labelFindings(labels: Readonly<Record<string, string>> | undefined, at: Path): readonly Finding[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => {
    const path = [...at, key];
    if (key === '') return [finding('selectorEmptyKey', path, value)];
    return `${key}${value}`.includes('*') ? [finding('selectorWildcard', path, `${key}=${value}`)] : [];
  });
}
