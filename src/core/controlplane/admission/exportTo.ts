import { type Finding, finding } from './finding.ts';
import { isLabel } from './hostNames.ts';

/** Whose list it is: a ServiceEntry may name nobody, a DestinationRule with a selector stays at home. */
type Owner = 'ServiceEntry' | 'selectedRule' | 'other';

/** "exportTo duplicates, `*` with others, `~` with others; of a DestinationRule with a selector: beyond its namespace" (13). */
export function exportToFindings(
  exportTo: readonly string[] | undefined,
  namespace: string,
  owner: Owner = 'other',
): readonly Finding[] {
  const list = exportTo ?? [];
  const found: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of list.entries()) {
    const path = ['spec', 'exportTo', index];
    const key = entry === '.' ? namespace : entry;
    const nobody = entry === '~' && owner === 'ServiceEntry';
    if (seen.has(key)) found.push(finding('exportTwice', path, entry));
    else if (key !== '*' && !nobody && !isLabel(key)) found.push(finding('exportName', path, entry));
    seen.add(key);
  }
  if (seen.has('*') && list.length > 1) found.push(finding('exportPublic', ['spec', 'exportTo']));
  if (seen.has('~') && list.length > 1) found.push(finding('exportNobody', ['spec', 'exportTo']));
  const beyond = [...seen].some((each) => each !== namespace);
  if (owner === 'selectedRule' && beyond) found.push(finding('exportBeyond', ['spec', 'exportTo']));
  return found;
}
