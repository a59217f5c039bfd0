import type { DeadReason, Decider, RuleProof, RuleReport } from '../../../core/model/proof.ts';
import { whyNotProved } from './proof.ts';

/** `payments/backend-allow, rule 2`, or the policy as a whole. */
export function sayRule({ policy, rule }: Pick<RuleProof, 'policy' | 'rule'>): string {
  const name = `${policy.namespace}/${policy.name}`;
  return rule === null ? `${name} as a whole` : `${name}, rule ${rule + 1}`;
}

const why = {
  tcp: () => 'it asks for HTTP, and all that it is for carries bytes',
  port: () => 'nobody listens on the ports that it asks for',
  refused: () => 'whatever it matches is refused before it or behind it',
  unmatched: () => 'no request that gets as far can match it',
  shadowed: (by, action) => {
    const deciders = by === '' ? 'others' : by;
    if (action === 'DENY') return `all that it would refuse is refused by ${deciders}`;
    return `all that it would let in is decided by ${deciders}`;
  },
  other: () => 'no request ends otherwise without it',
} as const satisfies Record<DeadReason, (by: string, action: RuleProof['action']) => string>;

/** As many of those that decide instead are told. */
const mostDeciders = 3;

function sayDeciders(by: readonly Decider[]): string {
  const told = by.slice(0, mostDeciders).map(({ namespace, name, rule }) => {
    const policy = `${namespace}/${name}`;
    return rule === null ? `${policy}, none of whose rules matches` : `${policy}, rule ${rule + 1}`;
  });
  const more = by.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(' and ');
}

/** Why a rule decides nothing, or why that cannot be told; null: it decides something. */
export function sayUse({ use, action }: RuleProof): string | null {
  switch (use.kind) {
    case 'used':
      return null;
    case 'dead':
      return `proved: ${why[use.why](sayDeciders(use.by), action)}`;
    case 'nowhere':
      return 'no proxy enforces it';
    case 'doubt':
      return `can’t tell: ${whyNotProved(use.code, use.name)}`;
  }
}

/** What became of all rules, in one sentence. */
export function sayRules({ proofs, asked, rules }: RuleReport): string {
  if (rules === 0) return 'No AuthorizationPolicy decides here.';
  if (asked < rules) return `${asked} of ${rules} questions about rules answered`;
  const count = (kind: RuleProof['use']['kind']): number =>
    proofs.filter(({ use, rule }) => use.kind === kind && rule !== null).length;
  const parts = [
    `decide something: ${count('used')}`,
    `decide nothing: ${count('dead')}`,
    ...(count('doubt') > 0 ? [`can’t tell: ${count('doubt')}`] : []),
    ...(count('nowhere') > 0 ? [`enforced by nobody: ${count('nowhere')}`] : []),
  ];
  return `Rules that ${parts.join(' · ')}`;
}

export const ruleWords = {
  title: 'Rules that decide nothing here',
  none: 'Each rule decides something: a request ends otherwise without it.',
  used: 'Rules that decide something',
  show: 'Show',
  /** `rule`: which one. */
  showNamed: (rule: string): string => `Show ${rule} in the text`,
  playNamed: (rule: string): string => `Play an example for ${rule}`,
  changes: { allowed: 'lets in what would be refused without it', denied: 'refuses what would pass without it' },
  note: 'A rule decides something if a request of those above would end otherwise without it. All that decide nothing can be taken out together; of two that say the same, one is kept. AUDIT and dry run decide nothing, and are left out.',
} as const;
