import type { FieldHelp } from '../../../core/model/completion.ts';
import type { NameKind } from '../../../core/model/meshNames.ts';

const types: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'whole number',
  number: 'number',
  duration: 'duration',
  intOrString: 'number or name',
  enum: 'one of a few',
  list: 'list',
  map: 'keys and values',
  object: 'fields',
  any: 'anything',
};

/** The type of a field: `list of string` becomes `list: text`; and whether it must be there. */
export function typeWords(type: string, required = false): string {
  return required ? `${ownTypeWords(type)}, required` : ownTypeWords(type);
}

function ownTypeWords(type: string): string {
  const item = /^list of (.*)$/.exec(type)?.[1];
  if (item === 'object') return 'list';
  return item === undefined ? (types[type] ?? type) : `list: ${types[item] ?? item}`;
}

const names = {
  namespace: 'namespace',
  exportTo: 'namespace',
  serviceAccount: 'service account',
  accountName: 'service account',
  principal: 'principal',
  requestPrincipal: 'JWT principal',
  trustDomain: 'trust domain',
  issuer: 'issuer',
  audience: 'audience',
  host: 'host',
  sidecarHost: 'namespace/host',
  podPort: 'port of a pod',
  servicePort: 'port of a service',
  method: 'method',
  path: 'path',
  address: 'address of a pod',
  conditionKey: 'attribute',
  claim: 'claim',
  header: 'header',
  gateway: 'gateway',
  provider: 'provider',
  subset: 'subset',
  secret: 'secret',
  target: 'target',
  podLabel: 'label of pods',
  namespaceLabel: 'label of namespaces',
} as const satisfies Record<NameKind, string>;

export function nameWords(kind: string): string {
  return Object.hasOwn(names, kind) ? names[kind as NameKind] : '';
}

/** Kinds of names that lead to a resource. */
const leading: ReadonlySet<NameKind> = new Set([
  'namespace',
  'exportTo',
  'serviceAccount',
  'accountName',
  'principal',
  'host',
  'sidecarHost',
  'gateway',
  'provider',
  'subset',
  'secret',
  'target',
]);

export interface HelpWords {
  readonly name: string;
  readonly facts: string;
  readonly doc: string;
  readonly more: readonly string[];
}

/** What is said of a field where the pointer rests. */
export function helpWords({ name, type, required, values, names: named, doc }: FieldHelp): HelpWords {
  const more = [
    ...(values.length > 0 ? [values.join(' · ')] : []),
    ...(named !== null && leading.has(named) ? ['F12 or Ctrl/⌘ + click on the name shows what it stands for.'] : []),
  ];
  return { name, facts: typeWords(type, required), doc, more };
}
