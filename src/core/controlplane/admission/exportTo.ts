import { type Finding, finding } from './finding.ts';
import { isLabel } from './hostNames.ts';

/** "exportTo duplicates, `*` with others, `~`; of a DestinationRule with a selector: beyond its namespace" (13). */
export function exportToFindings(
  exportTo: readonly string[] | undefined,
  namespace: string,
  selects = false,
): readonly Finding[] {
  const list = exportTo ?? [];
  const found: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of list.entries()) {
    const path = ['spec', 'exportTo', index];
    const key = entry === '.' ? namespace : entry;
    if (seen.has(key)) found.push(finding('exportTwice', path, entry));
    else if (key !== '*' && !isLabel(key)) found.push(finding('exportName', path, entry));
    seen.add(key);
  }
  if (seen.has('*') && list.length > 1) found.push(finding('exportPublic', ['spec', 'exportTo']));
  const beyond = [...seen].some((each) => each !== namespace);
  if (selects && beyond) found.push(finding('exportBeyond', ['spec', 'exportTo']));
  return found;
}
