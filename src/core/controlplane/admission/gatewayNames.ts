import type { Path } from '../../model/resource.ts';
import { type Finding, finding } from './finding.ts';
import { isDomain, isLabel } from './hostNames.ts';

/** "Gateway names: NAMESPACE/NAME of labels, or a name." What follows one without a namespace is not looked at. */
export function gatewayNameFindings(names: readonly string[] | undefined, path: Path): readonly Finding[] {
  const found: Finding[] = [];
  for (const [index, name] of (names ?? []).entries()) {
    const refuse = (): number => found.push(finding('gatewayReference', [...path, index], name));
    const slash = name.indexOf('/');
    if (slash < 0) {
      if (!isDomain(name)) refuse();
      break;
    }
    if (!isLabel(name.slice(0, slash)) || !isLabel(name.slice(slash + 1))) refuse();
  }
  return found;
}
