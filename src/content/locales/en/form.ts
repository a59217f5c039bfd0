import type { OnlyInYaml } from '../../../core/model/form.ts';

/** How a list of parts reads: what one of them is called, and whether one of them or all must hold. */
export interface ListWords {
  readonly item: string;
  readonly joined: 'or' | 'and' | null;
  /** In the place of the field's own name. */
  readonly title?: string;
  /** What it means that the field is not there. */
  readonly absent?: string;
}

const lists: Readonly<Record<string, ListWords>> = {
  rules: { item: 'Rule', joined: 'or' },
  from: { item: 'Caller', joined: 'or', title: 'From', absent: 'From anybody' },
  to: { item: 'Operation', joined: 'or', title: 'To', absent: 'To do anything' },
  when: { item: 'Condition', joined: 'and', title: 'When', absent: 'Whatever else is so' },
  jwtRules: { item: 'Provider', joined: 'or' },
  fromHeaders: { item: 'Header', joined: 'or' },
  outputClaimToHeaders: { item: 'Claim', joined: null },
  targetRefs: { item: 'Target', joined: null },
  ingress: { item: 'Incoming', joined: null },
  egress: { item: 'Outgoing', joined: null },
  ports: { item: 'Port', joined: null },
  portLevelSettings: { item: 'Port', joined: null },
  subsets: { item: 'Subset', joined: null },
  endpoints: { item: 'Endpoint', joined: null },
  matchExpressions: { item: 'Condition', joined: 'and' },
};

export function listWords(field: string): ListWords {
  return (Object.hasOwn(lists, field) ? lists[field] : undefined) ?? { item: 'Entry', joined: null };
}

/** @verbatim The parts of a rule in the order in which they are read. */
export const ruleParts: readonly string[] = ['from', 'to', 'when'];

export const onlyInYamlWords = {
  unknown: 'not a field that this kind has, as far as Hopwise knows',
  opaque: 'too free in its shape for a form',
  wrongType: 'of another type than the field has',
  alias: 'written elsewhere, and used here by its anchor',
} as const satisfies Record<OnlyInYaml, string>;

/** `spec.rules[0].when[1]` */
export function pathWords(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

export function onlyInYamlTitle(count: number): string {
  return count === 1 ? '1 field only in YAML (kept)' : `${count} fields only in YAML (kept)`;
}
