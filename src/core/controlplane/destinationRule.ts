import { compareText } from '../cluster/age.ts';
import type { Workload } from '../cluster/types.ts';
import { type Note, note } from '../model/note.ts';
import type { ResourceId, SourceRef } from '../model/resource.ts';
import type { DestinationRuleSpec } from '../yaml/schema/destinationRule.ts';
import { type LabelMiss, labelMisses } from './selector.ts';
import { completeHost, hostCovers } from './visibility.ts';
import type { Admitted, World } from './world.ts';

type Rule = Admitted<DestinationRuleSpec>;
export type TrafficPolicy = NonNullable<DestinationRuleSpec['trafficPolicy']>;
export type ClientTls = NonNullable<TrafficPolicy['tls']>;

/** Where the search for a DestinationRule found one (3.1). */
export type RuleLevel = 'clientNamespace' | 'serviceNamespace' | 'rootNamespace';

/** A DestinationRule whose host covers the one that is looked for, and what became of it. */
export interface RuleCandidate {
  readonly resource: ResourceId;
  readonly level: RuleLevel;
  /** As the rule writes it. */
  readonly host: string;
  /** It takes part, alone or merged with others. */
  readonly counts: boolean;
  readonly note: Note;
  /** The first label by which its workloadSelector misses the caller. */
  readonly label: LabelMiss | null;
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
  const candidates = new Map<ResourceId, RuleCandidate>();
  let taken: Search | null = null;
  for (const [level, namespace] of levels) {
    const covering = (world.destinationRules.get(namespace) ?? []).filter(({ spec }) =>
      hostCovers(completeHost(spec.host, namespace), host),
    );
    const pool = covering.filter((rule) => isAtLevel(world, rule, namespace, level));
    // "Inside a level the most specific host wins", before it is asked to whom its rules are exported.
    const ofHost = mostSpecificOf(pool, namespace);
    const groups = merged(ofHost).filter((group) => level === 'clientNamespace' || isExported(group, client.namespace));
    const matching = pool.filter((rule) => !ofHost.includes(rule) || groups.some(({ rules }) => rules.includes(rule)));
    for (const rule of covering) {
      if ((groups.length === 0 || !matching.includes(rule)) && !candidates.has(rule.resource.id))
        candidates.set(rule.resource.id, candidate(rule, level, note('destinationRule.notExported', {})));
    }
    if (groups.length === 0) continue;
    // "Stop at the first level that has any host match; no merging across levels."
    const search: Search =
      taken === null ? applyLevel(matching, groups, client, level) : passedOver(matching, level, taken.looked);
    taken ??= search;
    for (const each of search.looked) {
      const before = candidates.get(each.resource);
      // A namespace may be searched at two levels: what was found first stands.
      if (before === undefined || before.note.key === 'destinationRule.notExported')
        candidates.set(each.resource, each);
    }
  }
  return { rule: taken?.rule ?? null, candidates: [...candidates.values()] };
}

interface Search {
  readonly rule: EffectiveRule | null;
  readonly looked: readonly RuleCandidate[];
}

function passedOver(matching: readonly Rule[], level: RuleLevel, taken: readonly RuleCandidate[]): Search {
  const first = taken.find(({ counts }) => counts) ?? taken[0];
  const by = first === undefined ? '' : nameOf(first.resource);
  const why = note('destinationRule.levelTaken', { by });
  return { rule: null, looked: matching.map((rule) => candidate(rule, level, why)) };
}

function candidate(rule: Rule, level: RuleLevel, why: Note, label: LabelMiss | null = null): RuleCandidate {
  const counts =
    why.key === 'destinationRule.applies' ||
    why.key === 'destinationRule.merged' ||
    why.key === 'destinationRule.mergedSubsets';
  return { resource: rule.resource.id, level, host: rule.spec.host, counts, note: why, label };
}

/** Whether istiod keeps a rule for a level (istio `push_context.go` setDestinationRules). */
function isAtLevel(world: World, rule: Rule, owner: string, level: RuleLevel): boolean {
  const list = exportSet(rule);
  const [only] = list;
  // "Private: by itself alone, or by the mesh's default."
  const isPrivate =
    only === undefined
      ? world.mesh.defaultDestinationRuleExportTo.includes('.')
      : list.length === 1 && (only === '.' || only === owner);
  if (level !== 'clientNamespace') return !isPrivate;
  // "If the client is in the root namespace: only the root namespace's private rules."
  if (owner === world.mesh.rootNamespace) return isPrivate;
  return only === undefined || list.some((each) => each === '*' || each === '.' || each === owner);
}

/** "workloadSelector: only for clients in the rule's own namespace (never exported)." */
function exportSet(rule: Rule): readonly string[] {
  return hasSelector(rule) ? ['.'] : [...new Set(rule.spec.exportTo)];
}

/** Rules of one host that istiod has merged into one, and to whom that is exported. */
interface Group {
  readonly exportTo: readonly string[];
  readonly selector: string | null;
  readonly rules: readonly Rule[];
}

/**
 * "Different exportTo sets are kept separate" (3.2), unless one has all namespaces of the other; those with a selector come
 * first, and stay apart from others (istio `destination_rule.go` mergeDestinationRule).
 */
function merged(ofHost: readonly Rule[]): readonly Group[] {
  let groups: readonly Group[] = [];
  for (const rule of [...ofHost.filter(hasSelector), ...ofHost.filter((each) => !hasSelector(each))]) {
    const [exportTo, selector] = [exportSet(rule), selectorOf(rule)];
    let separate = true;
    groups = groups.map((group) => {
      const has = group.exportTo.every((each) => exportTo.includes(each));
      const equal = has && group.exportTo.length === exportTo.length;
      if (!equal && (group.exportTo.length === 0 || !has)) {
        separate = true;
        return group;
      }
      separate = !equal;
      if (group.selector !== null && selector !== null && group.selector !== selector) {
        separate = true;
        return group;
      }
      if (group.selector === selector) separate = false;
      return { ...group, rules: [...group.rules, rule] };
    });
    if (separate) groups = [...groups, { exportTo, selector, rules: [rule] }];
  }
  return groups;
}

function selectorOf({ spec }: Rule): string | null {
  if (spec.workloadSelector === undefined) return null;
  const labels = Object.entries(spec.workloadSelector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  return labels.sort(compareText).join();
}

function isExported({ exportTo }: Group, namespace: string): boolean {
  return exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(namespace);
}

/** "Inside a level the most specific host wins (exact, then the longest suffix)." */
function mostSpecificOf(pool: readonly Rule[], namespace: string): readonly Rule[] {
  const hostOf = (rule: Rule): string => completeHost(rule.spec.host, namespace);
  const best = pool.map(hostOf).reduce<string | null>((a, b) => (a === null || moreSpecific(b, a) ? b : a), null);
  return pool.filter((rule) => hostOf(rule) === best);
}

function applyLevel(matching: readonly Rule[], groups: readonly Group[], client: Workload, level: RuleLevel): Search {
  const selected = groups.find(
    ({ selector, rules }) => selector !== null && rules.some((rule) => selects(rule, client)),
  );
  // "The first selector that matches the client pod wins, else the selector-less rule of the same level": the last of several.
  const chosen = selected ?? groups.findLast(({ selector }) => selector === null);
  const ofHost = matching.filter((rule) => groups.some(({ rules }) => rules.includes(rule)));
  const others = matching.filter((rule) => !ofHost.includes(rule));
  const less = others.map((rule) =>
    candidate(rule, level, note('destinationRule.lessSpecific', { by: ofHost[0]?.resource.name ?? '' })),
  );
  const looked = ofHost.map((rule) => {
    const [label] = clientMisses(rule, client);
    if (label !== undefined) return candidate(rule, level, note('destinationRule.selectorMisses', {}), label);
    return candidate(rule, level, fateOf(rule, chosen?.rules ?? [], selected !== undefined));
  });
  // "If that level has only non-matching selector rules, no rule applies and lower levels are not consulted."
  return { rule: chosen ? merge(chosen.rules) : null, looked: [...looked, ...less] };
}

function selects(rule: Rule, client: Workload): boolean {
  return hasSelector(rule) && clientMisses(rule, client).length === 0;
}

function fateOf(rule: Rule, used: readonly Rule[], selected: boolean): Note {
  const first = used[0];
  if (first === undefined || rule === first) return note('destinationRule.applies', {});
  const { name } = first.resource;
  if (!used.includes(rule))
    return note(selected ? 'destinationRule.selectorWins' : 'destinationRule.otherExport', { by: name });
  // "The top-level trafficPolicy of the first that has one is kept whole."
  const late = rule.spec.trafficPolicy && used.find(({ spec }) => spec.trafficPolicy) !== rule;
  return late ? note('destinationRule.mergedSubsets', { by: name }) : note('destinationRule.merged', { by: name });
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

function clientMisses({ spec }: Rule, client: Workload): readonly LabelMiss[] {
  return labelMisses({ selector: spec.workloadSelector }, client);
}

function nameOf(resource: ResourceId): string {
  return resource.split('/').slice(2).join('/');
}
