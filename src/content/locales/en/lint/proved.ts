import type { ProvedCode } from '../../../../core/model/lint.ts';
import { bold } from '../names.ts';
import type { Arg, Teaching } from './teaching.ts';

/** `**payments/x**, rule 2, and **payments/y**`, from a list with commas. */
function deciders(arg: Arg): string {
  const all = arg('by')
    .split(', ')
    .filter((each) => each !== '')
    .map((each) => {
      const [name = '', rule] = each.split(' ');
      return rule === undefined ? `${bold(name)}, none of whose rules matches` : `${bold(name)}, rule ${rule}`;
    });
  if (all.length === 0) return 'others';
  return [...all, ...(arg('more') === '0' ? [] : [`${arg('more')} more`])].join(' and ');
}

function reason(arg: Arg): string {
  switch (arg('why')) {
    case 'tcp':
      return 'it asks for HTTP, and all that it is for carries bytes';
    case 'port':
      return 'nobody listens on the ports that it asks for';
    case 'refused':
      return 'whatever it matches is refused before it or behind it';
    case 'unmatched':
      return 'no request that gets as far can match it';
    case 'shadowed':
      return arg('action') === 'DENY'
        ? `all that it would refuse is refused by ${deciders(arg)}`
        : `all that it would let in is decided by ${deciders(arg)}`;
    default:
      return 'no request ends otherwise without it';
  }
}

function advice(arg: Arg): string {
  const proved = 'Every request that can reach these workloads was asked, in classes: none ends otherwise without it.';
  if (arg('why') === 'shadowed' && arg('action') === 'DENY')
    return `${proved} If it is meant as a second lock, should the others ever be opened, it can stay.`;
  if (arg('why') === 'shadowed')
    return `${proved} Either it is one too many, or another rule takes more than was meant.`;
  return `${proved} What it was written for does not happen; perhaps it asks for something else than was meant.`;
}

const security = 'concepts/security/#implicit-enablement';

/** What is proved over all requests. */
export const proved = {
  ruleDecidesNothing: {
    says: (arg) => `Rule ${arg('rule')} decides nothing: ${reason(arg)}.`,
    why: advice,
    fix: (arg) => `Remove rule ${arg('rule')}`,
    docs: security,
  },
  policyDecidesNothing: {
    says: (arg) => `This policy decides nothing: ${reason(arg)}.`,
    why: advice,
    fix: 'Remove the policy',
    docs: security,
  },
} as const satisfies Record<ProvedCode, Teaching>;
