import type { RbacEntry, RbacFilter, RbacRule } from '../../../controlplane/authorization/rbac.ts';
import { all, any, type Formula, no } from './formula.ts';
import { fieldFormula } from './fieldFormula.ts';
import type { Sight } from './sight.ts';

/** Whether one of a filter's enforced rules matches. */
export function filterFormula({ enforced }: RbacFilter, sight: Sight): Formula {
  return any(enforced.map((rule) => ruleFormula(rule, sight)));
}

/** "Rule matches = (OR over from) AND (OR over to) AND (AND over when)" (3.1). */
export function ruleFormula({ from, to, when }: RbacRule, sight: Sight): Formula {
  const parts: Formula[] = [];
  if (from.length > 0) parts.push(any(from.map((entry) => entryFormula(entry, sight))));
  if (to.length > 0) parts.push(any(to.map((entry) => entryFormula(entry, sight))));
  if (when) parts.push(entryFormula(when, sight));
  return all(parts);
}

function entryFormula({ fields, never }: RbacEntry, sight: Sight): Formula {
  return never ? no : all(fields.map((field) => fieldFormula(field, sight)));
}
