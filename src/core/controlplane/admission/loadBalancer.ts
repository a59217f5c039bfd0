import type { Path } from '../../model/resource.ts';
import type { TrafficPolicy } from './clientTls.ts';
import { durationFindings } from './durations.ts';
import { type Finding, finding } from './finding.ts';

type LoadBalancer = NonNullable<TrafficPolicy['loadBalancer']>;
type Hash = NonNullable<LoadBalancer['consistentHash']>;
type Failover = NonNullable<LoadBalancer['localityLbSetting']>['failover'];

const topology: readonly string[] = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
];

/** How an endpoint is chosen. Nothing of it decides a request; a mistake in it refuses the rule. */
export function loadBalancerFindings(balancer: LoadBalancer | undefined, path: Path): readonly Finding[] {
  if (!balancer) return [];
  const { consistentHash, localityLbSetting: locality, zoneAwareLbSetting: zones, warmup } = balancer;
  const found: Finding[] = consistentHash ? [...hashFindings(consistentHash, [...path, 'consistentHash'])] : [];
  // "Only one of localityLbSetting and zoneAwareLbSetting can be set."
  if (locality && zones) found.push(finding('routeConflict', path, 'localityLbSetting, zoneAwareLbSetting'));
  found.push(...localityFindings(locality, [...path, 'localityLbSetting']));
  // "failover_priority for zone aware lb must not use a topology label."
  for (const label of (zones?.failoverPriority ?? []).filter((each) => topology.includes(each)))
    found.push(finding('balancing', [...path, 'zoneAwareLbSetting', 'failoverPriority'], label));
  found.push(...failoverFindings(zones?.failover, [...path, 'zoneAwareLbSetting', 'failover']));
  if (!warmup) return found;
  found.push(...durationFindings(warmup.duration, [...path, 'warmup', 'duration']));
  const { minimumPercent = 0, aggression = 1 } = warmup;
  if (minimumPercent > 100)
    found.push(finding('percentage', [...path, 'warmup', 'minimumPercent'], String(minimumPercent)));
  // "Aggression should be greater than 0."
  if (aggression <= 0) found.push(finding('balancing', [...path, 'warmup', 'aggression'], String(aggression)));
  return found;
}

function hashFindings({ httpCookie, maglev, ringHash, minimumRingSize = 0 }: Hash, path: Path): readonly Finding[] {
  const found: Finding[] = [];
  const names = (httpCookie?.attributes ?? []).map(({ name }) => name);
  const place = [...path, 'httpCookie'];
  if (httpCookie?.name === '') found.push(finding('balancing', place));
  // "Name required for HttpCookie; cookie attribute name cannot be empty; duplicate cookie attribute name."
  for (const [index, name] of names.entries())
    if (name === '' || names.indexOf(name) < index) found.push(finding('balancing', place, name));
  // "Only one of MinimumRingSize or Maglev/Ringhash can be specified."
  if (minimumRingSize !== 0 && (maglev || ringHash)) found.push(finding('balancing', path, 'minimumRingSize'));
  // "tableSize must be set, less than 5000011, a prime number for maglev."
  const { tableSize = 0 } = maglev ?? {};
  if (maglev && (tableSize >= 5_000_011 || !isPrime(tableSize)))
    found.push(finding('balancing', [...path, 'maglev', 'tableSize'], String(tableSize)));
  return found;
}

/** 1 counts as one, as it does for Envoy. */
function isPrime(number: number): boolean {
  if (number > 0 && number < 4) return true;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) if (number % factor === 0) return false;
  return true;
}

function localityFindings(setting: LoadBalancer['localityLbSetting'], path: Path): readonly Finding[] {
  const { distribute = [], failover = [], failoverPriority = [] } = setting ?? {};
  // "Can not simultaneously specify distribute and failover", nor failover with a label of the topology.
  const both = distribute.length > 0 || failoverPriority.some((label) => topology.includes(label));
  if (failover.length > 0 && both) return [finding('balancing', path, 'failover')];
  const weights = distribute.flatMap(({ to }, index) => {
    const shares = Object.values(to ?? {});
    // "Locality weight must be in range [1, 100]; total locality weight != 100."
    const total = shares.reduce((sum, share) => sum + share, 0);
    const wrong = total !== 100 || shares.some((share) => share < 1);
    return wrong ? [finding('balancing', [...path, 'distribute', index, 'to'], String(total))] : [];
  });
  return [...weights, ...failoverFindings(failover, [...path, 'failover'])];
}

/** "Failover settings must specify different regions; only specify region; should not contain a wildcard." */
function failoverFindings(failover: Failover, path: Path): readonly Finding[] {
  return (failover ?? []).flatMap(({ from = '', to = '' }, index) =>
    from === to || /[/*]/.test(`${from}${to}`) ? [finding('balancing', [...path, index], `${from}, ${to}`)] : [],
  );
}
