import type { Path } from '../../model/resource.ts';
import { type Finding, finding } from './finding.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/** "Selector: empty label key → error; * anywhere in key or value → error." `at` is the map of labels. */
export function selectorLabelFindings(labels: Labels, at: Path): readonly Finding[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => {
    const path = [...at, key];
    if (key === '') return [finding('selectorEmptyKey', path, value)];
    return `${key}${value}`.includes('*') ? [finding('selectorWildcard', path, `${key}=${value}`)] : [];
  });
}

const name = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const domain = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const wholeKey = new RegExp(`^(${domain}(?:\\.${domain})*/)?(${name})$`);
const wholeValue = new RegExp(`^(?:${name})?$`);

/** "Invalid tag key; invalid tag value": the labels of a subset, an endpoint or a source. `at` is the map of labels. */
export function instanceLabelFindings(labels: Labels, at: Path): readonly Finding[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) =>
    isKey(key) && wholeValue.test(value) ? [] : [finding('labelFormat', [...at, key], `${key}=${value}`)],
  );
}

function isKey(key: string): boolean {
  const parts = wholeKey.exec(key);
  // "DNS prefix is too long; name is too long": the slash is not counted.
  return parts !== null && (parts[1] ?? '').length <= 254 && (parts[2] ?? '').length <= 63;
}
