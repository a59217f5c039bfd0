import type { Path } from '../../model/resource.ts';
import { type Finding, finding } from './finding.ts';
import { isLabel, isPort, isWildcardDomain } from './hostNames.ts';

interface Destination {
  readonly host: string;
  readonly subset?: string | undefined;
  readonly port?: { readonly number?: number | undefined } | undefined;
}

interface Weighted {
  readonly destination: Destination;
  readonly weight?: number | undefined;
}

/** Where a route leads: each destination, and their weights together. */
export function destinationsFindings(list: readonly Weighted[] | undefined, path: Path): readonly Finding[] {
  const found: Finding[] = [];
  let total = 0;
  for (const [index, { destination, weight = 0 }] of (list ?? []).entries()) {
    found.push(...destinationFindings(destination, [...path, index, 'destination']));
    if (weight < 0) found.push(finding('weightNegative', [...path, index, 'weight'], String(weight)));
    total += weight;
  }
  // "Total weight 0 with several destinations."
  if ((list ?? []).length > 1 && total === 0) found.push(finding('weightSum', path));
  return found;
}

export function destinationFindings(destination: Destination | undefined, path: Path): readonly Finding[] {
  if (!destination) return [];
  const { host, subset = '', port } = destination;
  const found: Finding[] = [];
  // "Destination host `*`."
  if (host === '*' || !isWildcardDomain(host)) found.push(finding('hostName', [...path, 'host'], host));
  if (subset !== '' && !isLabel(subset)) found.push(finding('subsetName', [...path, 'subset'], subset));
  if (port && !isPort(port.number ?? 0)) found.push(finding('portRange', [...path, 'port'], String(port.number ?? 0)));
  return found;
}
