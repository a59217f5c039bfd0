import type { Path } from '../../model/resource.ts';
import { type Finding, finding } from './finding.ts';

const longest = 1024;

/** "Regex string match should not be empty; max length allowed is 1024; RE2 syntax." */
export function regexFindings(regex: string | undefined, path: Path): readonly Finding[] {
  if (regex === undefined) return [];
  if (regex === '') return [finding('emptyMatch', path)];
  return regex.length > longest || !isRe2(regex) ? [finding('regex', path, regex)] : [];
}

/** RE2 has no looking around and no back references; what else JavaScript cannot read may still be RE2's own. */
function isRe2(regex: string): boolean {
  const bare = regex.replace(/\\\\/g, '');
  if (/\(\?<?[=!]/.test(bare) || /\\[1-9]/.test(bare)) return false;
  const own = /\\[pPQCzA]|\[\[:|\(\?P?<|\(\?[a-zA-Z-]+[:)]/.test(bare);
  try {
    return new RegExp(regex) instanceof RegExp;
  } catch {
    return own;
  }
}
