import type { Workload } from '../cluster/types.ts';
import type { ResourceId, SourceRef } from '../model/resource.ts';
import type { DestinationRuleSpec } from '../yaml/schema/destinationRule.ts';
import { completeHost, exportedTo, hostCovers } from './visibility.ts';
import type { Admitted, World } from './world.ts';

type Rule = Admitted<DestinationRuleSpec>;
export type TrafficPolicy = NonNullable<DestinationRuleSpec['trafficPolicy']>;
export type ClientTls = NonNullable<TrafficPolicy['tls']>;

/** Where the search for a DestinationRule found one (3.1). */
export type RuleLevel = 'clientNamespace' | 'serviceNamespace' | 'rootNamespace';

/** A DestinationRule that was looked at. */
export interface RuleCandidate {
  readonly resource: ResourceId;
  readonly level: RuleLevel;
  readonly fate: 'applies' | 'merged' | 'lessSpecific' | 'selectorMisses';
}

/** The one rule that applies to a client and a host; several of one host are merged. */
export interface EffectiveRule {
  readonly trafficPolicy: Placed<TrafficPolicy> | null;
  readonly subsets: readonly PlacedSubset[];
  /** It has a workloadSelector: only then may a sidecar use `credentialName` (3.7). */
  readonly selected: boolean;
}
export interface Placed<T> {
  readonly value: T;
  readonly source: SourceRef;
}
export interface PlacedSubset {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly trafficPolicy: Placed<TrafficPolicy> | null;
}

export interface RuleSearch {
  readonly rule: EffectiveRule | null;
  readonly candidates: readonly RuleCandidate[];
}

/** Which DestinationRule a client's proxy uses for a host (istio `push_context.go` destinationRule, `sidecar.go`). */
export function destinationRuleFor(world: World, client: Workload, host: string, hostNamespace: string): RuleSearch {
  const root = world.mesh.rootNamespace;
  const levels: readonly (readonly [RuleLevel, string])[] = [
    ['clientNamespace', client.namespace],
    ['serviceNamespace', hostNamespace],
    ['rootNamespace', root],
  ];
  const candidates: RuleCandidate[] = [];
  for (const [level, namespace] of levels) {
    const matching = (world.destinationRules.get(namespace) ?? []).filter(
      (rule) =>
        hostCovers(completeHost(rule.spec.host, namespace), host) &&
        visible(world, rule, namespace, client.namespace, level),
    );
    if (matching.length === 0) continue;
    // "Stop at the first level that has any host match; no merging across levels."
    return { rule: applyLevel(matching, namespace, client, level, candidates), candidates };
  }
  return { rule: null, candidates };
}

function visible(world: World, rule: Rule, owner: string, clientNamespace: string, level: RuleLevel): boolean {
  // "workloadSelector: only for clients in the rule's own namespace (never exported)."
  if (hasSelector(rule) && owner !== clientNamespace) return false;
  // "If the client is in the root namespace: only the root namespace's private rules."
  if (level === 'clientNamespace' && owner === world.mesh.rootNamespace) {
    const exportTo = rule.spec.exportTo ?? [];
    return exportTo.length === 1 && exportTo[0] === '.';
  }
  return exportedTo(rule.spec.exportTo, world.mesh.defaultDestinationRuleExportTo, owner, clientNamespace);
}

function applyLevel(
  matching: readonly Rule[],
  namespace: string,
  client: Workload,
  level: RuleLevel,
  candidates: RuleCandidate[],
): EffectiveRule | null {
  // "Inside a level the most specific host wins (exact, then the longest suffix)."
  const best = matching
    .map((rule) => completeHost(rule.spec.host, namespace))
    .reduce((a, b) => (moreSpecific(a, b) ? a : b));
  const ofHost = matching.filter((rule) => completeHost(rule.spec.host, namespace) === best);
  const note = (rule: Rule, fate: RuleCandidate['fate']): void => {
    candidates.push({ resource: rule.resource.id, level, fate });
  };
  for (const rule of matching) if (!ofHost.includes(rule)) note(rule, 'lessSpecific');
  // "The first selector that matches the client pod wins, else the selector-less rule of the same level."
  const selected = ofHost.find((rule) => hasSelector(rule) && selects(rule, client));
  if (selected) {
    for (const rule of ofHost) note(rule, rule === selected ? 'applies' : 'lessSpecific');
    return merge([selected]);
  }
  const plain = ofHost.filter((rule) => !hasSelector(rule));
  for (const rule of ofHost)
    note(rule, hasSelector(rule) ? 'selectorMisses' : rule === plain[0] ? 'applies' : 'merged');
  // "If that level has only non-matching selector rules, no rule applies and lower levels are not consulted."
  return plain.length > 0 ? merge(plain) : null;
}

/** "Merged oldest-first: subsets are united, the top-level trafficPolicy of the first that has one is kept whole" (3.2). */
function merge(rules: readonly Rule[]): EffectiveRule {
  let trafficPolicy: Placed<TrafficPolicy> | null = null;
  const subsets = new Map<string, PlacedSubset>();
  for (const { resource, spec } of rules) {
    if (trafficPolicy === null && spec.trafficPolicy) {
      trafficPolicy = { value: spec.trafficPolicy, source: { resource: resource.id, path: ['spec', 'trafficPolicy'] } };
    }
    (spec.subsets ?? []).forEach((subset, index) => {
      if (subsets.has(subset.name)) return;
      const source = { resource: resource.id, path: ['spec', 'subsets', index, 'trafficPolicy'] };
      subsets.set(subset.name, {
        name: subset.name,
        labels: subset.labels ?? {},
        trafficPolicy: subset.trafficPolicy ? { value: subset.trafficPolicy, source } : null,
      });
    });
  }
  return { trafficPolicy, subsets: [...subsets.values()], selected: rules.some(hasSelector) };
}

function moreSpecific(a: string, b: string): boolean {
  const wild = (host: string): boolean => host.startsWith('*');
  if (wild(a) !== wild(b)) return !wild(a);
  return a.length >= b.length;
}

function hasSelector(rule: Rule): boolean {
  return rule.spec.workloadSelector !== undefined;
}

function selects(rule: Rule, client: Workload): boolean {
  return Object.entries(rule.spec.workloadSelector?.matchLabels ?? {}).every(
    ([key, value]) => client.labels[key] === value,
  );
}
