import type { Plain } from '../../../../core/model/plain.ts';
import { bold } from '../names.ts';
import { ruleText } from './rule.ts';
import type { Said } from './said.ts';
import { bolds, targetsText } from './words.ts';

type Policy = Extract<Plain, { kind: 'AuthorizationPolicy' }>;

/** "*Allows GET on /reviews from service account frontend in default, to workloads with app=reviews. Everything else to them is denied.*" */
export function sayAuthorization(policy: Policy, own: string): Said {
  const { rules } = policy;
  const to = targetsText(policy.targets);
  const verb = verbOf(policy);
  const [only] = rules;
  const rest = restOf(policy);
  if (only === undefined) return { lead: `${verb} nothing to ${to}.`, items: [], rest };
  if (rules.length === 1) return { lead: `${verb} ${ruleText(only, own)}, to ${to}.`, items: [], rest };
  return { lead: `${verb}, to ${to}, any of:`, items: rules.map((rule) => ruleText(rule, own)), rest };
}

function verbOf({ action, dryRun, provider }: Policy): string {
  const word = {
    ALLOW: ['Allows', 'allow'],
    DENY: ['Denies', 'deny'],
    AUDIT: ['Marks for audit', 'mark'],
    CUSTOM: [`Asks ${bold(provider)} about`, 'ask'],
  } as const;
  const [now, would] = word[action];
  return dryRun ? `Would ${would}` : now;
}

function restOf({ action, dryRun, targets, rules, others }: Policy): string {
  const them = targets.kind === 'refs' && targets.refs.length === 1 ? 'it' : 'them';
  if (dryRun) return 'This is a dry run: it decides nothing, and its outcome is only noted.';
  // "rules: [{}]: allow all."
  const everything = rules.some(({ from, to, when }) => from.length + to.length + when.length === 0);
  switch (action) {
    case 'ALLOW': {
      if (everything) return `Nothing to ${them} is denied for want of permission; DENY policies still count.`;
      const unless =
        others.length === 0
          ? ''
          : `, unless ${bolds(others.length > 3 ? [...others.slice(0, 3), `${others.length - 3} more`] : others)} allows it`;
      return `Everything ${rules.length === 0 ? '' : 'else '}to ${them} is denied${unless}.`;
    }
    case 'DENY':
      return everything
        ? `No ALLOW policy helps against that.`
        : 'Everything else is left to ALLOW policies; where there is none, it is allowed.';
    case 'AUDIT':
      return 'It decides nothing.';
    case 'CUSTOM':
      return 'What is refused there is denied; what is let through must still pass DENY and ALLOW policies.';
  }
}
