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

/** What the form says around the fields; the names of fields are Istio's. */
export const formWords = {
  addField: 'Add field',
  addAValue: 'Add a value…',
  notSet: 'not set',
  noResource: 'There is no resource here.',
  metadata: 'Name, namespace, labels',
  noFlow: 'The last edit changes no flow.',
  onlyInYAML: 'only in YAML',
  addAKey: 'Add a key…',
  add: 'Add',
  narrow: 'Narrow',
  duplicate: 'Duplicate',
  moveUp: 'Move up',
  moveDown: 'Move down',
  duration: 'A duration, such as 10s or 1m30s.',
  wholeNumber: 'A whole number.',
  number: 'A number.',
  /** `ports of rule 1`. */
  partOf: (part: string, whole: string): string => `${part} of ${whole}`,
  numbered: (item: string, index: number): string => `${item} ${index + 1}`,
  /** `caller 2 of rule 1`; `whole` is null for a part of the resource itself. */
  part: (item: string, index: number, whole: string | null): string =>
    `${item.toLowerCase()} ${index + 1}${whole === null ? '' : ` of ${whole}`}`,
  value: 'value',
  addFieldTo: (whole: string): string => `Add field to ${whole}`,
  addTo: (list: string): string => `Add to ${list}`,
  addItem: (item: string): string => `Add ${item}`,
  addItemTo: (item: string, list: string): string => `Add ${item} to ${list}`,
  keyOf: (key: string, map: string): string => `Key ${key} of ${map}`,
  newKeyOf: (map: string): string => `New key of ${map}`,
  remove: (name: string): string => `Remove ${name}`,
  moreFor: (name: string): string => `More for ${name}`,
  broken: (line: number): string =>
    `The YAML has an error on line ${line}. The form is read-only until that is mended.`,
  fixLine: (line: number): string => `Fix line ${line}`,
  noForm: (kind: string): string => `There is no form for ${kind}; edit it as YAML.`,
  lastEdit: (changes: readonly string[]): string => `The last edit: ${changes.join(', ')}.`,
} as const;
