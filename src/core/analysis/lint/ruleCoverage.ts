import type { Policy } from '../../controlplane/authorization/attached.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Finding } from '../../model/lint.ts';
import type { Lint } from './facts.ts';
import { remove, warning } from './finding.ts';
import { authorizationPolicies, type PlacedRule, rulesOf } from './policies.ts';
import type { Rule, RuleField } from './ruleFields.ts';

/** "All absent = match everything" (3.4). */
export function matchesAll({ from, to, when }: Rule): boolean {
  return !from?.length && !to?.length && !when?.length;
}

/** Rules that match nothing that another rule of the same policy does not match. */
export const coveredRules: Lint = ({ world }) => authorizationPolicies(world).flatMap(coveredOf);

const coveredOf = onceEach((policy: Policy): readonly Finding[] => {
  const rules = rulesOf(policy);
  if (rules.length < 2) return [];
  return rules.flatMap((rule): readonly Finding[] => {
    // Of two that say the same, the later one is the one too many.
    const by = rules.find(
      (each) => each !== rule && covers(each, rule) && (each.index < rule.index || !covers(rule, each)),
    );
    if (by === undefined) return [];
    const args = { rule: String(rule.index + 1), by: String(by.index + 1) };
    return [warning('ruleCovered', policy.resource, rule.path, { args, fix: [remove(policy.resource, rule.path)] })];
  });
});

type Entry = readonly RuleField[];

/** "Rule matches = (OR over from) AND (OR over to) AND (AND over when)" (3.1): whether each part of the wide one covers the narrow one's. */
function covers(wide: PlacedRule, narrow: PlacedRule): boolean {
  const part = (of: PlacedRule, name: RuleField['part'], count: number): readonly Entry[] =>
    Array.from({ length: count }, (_, entry) =>
      of.fields.filter((field) => field.part === name && field.entry === entry),
    );
  const entriesCover = (name: 'from' | 'to'): boolean => {
    const outer = part(wide, name, wide.rule[name]?.length ?? 0);
    const inner = part(narrow, name, narrow.rule[name]?.length ?? 0);
    if (outer.length === 0) return true;
    return inner.length > 0 && inner.every((each) => outer.some((around) => entryCovers(around, each)));
  };
  const conditions = (of: PlacedRule): Entry => of.fields.filter(({ part: name }) => name === 'when');
  return entriesCover('from') && entriesCover('to') && entryCovers(conditions(wide), conditions(narrow));
}

/** Every field that the wide entry asks for, the narrow one asks for as strictly. */
function entryCovers(wide: Entry, narrow: Entry): boolean {
  return wide.every((asked) =>
    narrow.some((field) => field.name === asked.name && field.negated === asked.negated && valuesCover(asked, field)),
  );
}

/** "Values are OR'ed; none of the values of a not-field may match" (3.2). */
function valuesCover(wide: RuleField, narrow: RuleField): boolean {
  if (wide.negated) return wide.values.every((value) => narrow.values.includes(value));
  return narrow.values.every((value) =>
    wide.values.some((around) => around === value || isPrefix(wide, around, value)),
  );
}

/** Only what is read as plain text is compared by its beginning (2.0). */
const plain: readonly string[] = ['paths', 'methods', 'hosts', 'principals'];

function isPrefix({ name }: RuleField, around: string, value: string): boolean {
  if (!plain.includes(name) || !around.endsWith('*') || around.startsWith('*') || /[{}]/.test(around + value))
    return false;
  // With a trust domain of its own, or a star inside, a principal may mean something else than it says.
  if (name === 'principals' || value.startsWith('*')) return false;
  return value.startsWith(around.slice(0, -1));
}
