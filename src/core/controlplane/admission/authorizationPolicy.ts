import type { Path } from '../../model/resource.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';
import { conditionField, operationFields, sourceFields } from '../authorization/fields.ts';
import type { Admitted } from '../world.ts';
import { annotationFindings } from './annotations.ts';
import { attachmentFindings } from './attachment.ts';
import { type Finding, finding } from './finding.ts';
import { conditionRules, fieldRules, type ValueRule } from './values.ts';

type Rule = NonNullable<AuthorizationPolicySpec['rules']>[number];
type Entry = Readonly<Record<string, readonly string[] | undefined>>;

/** Everything for which istiod's webhook refuses an AuthorizationPolicy (9.1, 9.2). */
export function authorizationPolicyFindings({ resource, spec }: Admitted<AuthorizationPolicySpec>): readonly Finding[] {
  const action = spec.action ?? 'ALLOW';
  const found: Finding[] = [...annotationFindings(resource, action), ...attachmentFindings(spec)];
  const rules = spec.rules ?? [];
  // "CUSTOM or DENY, and rules absent (or [])."
  if ((action === 'CUSTOM' || action === 'DENY') && rules.length === 0)
    found.push(finding('rulesMissing', ['spec'], action));
  // "CUSTOM with rules and provider absent or empty name."
  if (action === 'CUSTOM' && !spec.provider?.name) found.push(finding('providerMissing', ['spec', 'provider']));
  if (action !== 'CUSTOM' && spec.provider) found.push(finding('providerWithoutCustom', ['spec', 'provider'], action));
  rules.forEach((rule, index) => {
    found.push(...ruleFindings(rule, action === 'CUSTOM', ['spec', 'rules', index]));
  });
  return found;
}

/** "CUSTOM using namespaces, serviceAccounts, trustDomains, principals, requestPrincipals or any of their not-forms." */
const notWithCustom: readonly string[] = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
];
const keysNotWithCustom: readonly string[] = [
  'source.namespace',
  'source.serviceAccount',
  'source.trustDomain',
  'source.principal',
];

function ruleFindings(rule: Rule, custom: boolean, path: Path): readonly Finding[] {
  const found: Finding[] = [];
  (rule.from ?? []).forEach(({ source }, index) => {
    const at = [...path, 'from', index];
    if (!source) found.push(finding('sourceMissing', at));
    else found.push(...sourceFindings(source, custom, [...at, 'source']));
  });
  (rule.to ?? []).forEach(({ operation }, index) => {
    const at = [...path, 'to', index];
    if (!operation) found.push(finding('operationMissing', at));
    else if (isEmpty(operation)) found.push(finding('operationEmpty', [...at, 'operation']));
    else found.push(...valueFindings(operation, Object.keys(operationFields), [...at, 'operation']));
  });
  (rule.when ?? []).forEach((condition, index) => {
    found.push(...conditionFindings(condition, custom, [...path, 'when', index]));
  });
  return found;
}

function sourceFindings(source: Entry, custom: boolean, path: Path): readonly Finding[] {
  if (isEmpty(source)) return [finding('sourceEmpty', path)];
  const found: Finding[] = [...valueFindings(source, Object.keys(sourceFields), path)];
  const has = (name: string): boolean => given(source[name]).length > 0 || given(source[negative(name)]).length > 0;
  if (custom) {
    for (const name of notWithCustom) if (has(name)) found.push(finding('customField', path, name));
  }
  // "serviceAccounts together with principals or namespaces (or not-forms) in the same source."
  if (has('serviceAccounts') && (has('principals') || has('namespaces'))) {
    found.push(finding('serviceAccountsWithPrincipals', path));
  }
  for (const name of ['serviceAccounts', 'notServiceAccounts'])
    found.push(...countFindings(given(source[name]), [...path, name]));
  return found;
}

function valueFindings(entry: Entry, names: readonly string[], path: Path): readonly Finding[] {
  return names.flatMap((name) =>
    [name, negative(name)].flatMap((key) => listFindings(given(entry[key]), fieldRules[name], [...path, key])),
  );
}

/** "Empty string in any list", then the field's own rule. */
function listFindings(values: readonly string[], rule: ValueRule | undefined, path: Path): readonly Finding[] {
  return values.flatMap((value, index) => {
    const reason = value === '' ? 'emptyValue' : (rule?.(value) ?? null);
    return reason === null ? [] : [finding(reason, [...path, index], value)];
  });
}

function conditionFindings(
  condition: NonNullable<Rule['when']>[number],
  custom: boolean,
  path: Path,
): readonly Finding[] {
  const { key } = condition;
  if (key === '') return [finding('conditionKeyMissing', [...path, 'key'])];
  const values = given(condition.values);
  const notValues = given(condition.notValues);
  if (values.length + notValues.length === 0) return [finding('conditionWithoutValues', path, key)];
  if (custom && (keysNotWithCustom.includes(key) || key.startsWith('request.auth.'))) {
    return [finding('customField', [...path, 'key'], key)];
  }
  if (mapKeys.some((start) => key.startsWith(start))) {
    if (!isMapKey(key)) return [finding('conditionKeyFormat', [...path, 'key'], key)];
  } else if (conditionField(key) === 'unknown') return [finding('conditionKeyUnknown', [...path, 'key'], key)];
  const rule = conditionRules[key];
  const lists = [
    ['values', values],
    ['notValues', notValues],
  ] as const;
  return lists.flatMap(([name, list]) => [
    ...(key === 'source.serviceAccount' ? countFindings(list, [...path, name]) : []),
    ...listFindings(list, rule, [...path, name]),
  ]);
}

const mapKeys: readonly string[] = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];

/** "Map keys not ending ], or without [, or empty brackets" are refused; what stands before the brackets is not looked at (9.2). */
function isMapKey(key: string): boolean {
  const open = key.indexOf('[');
  return key.endsWith(']') && open > 0 && open < key.length - 2;
}

/** "serviceAccounts: > 16 values." */
function countFindings(values: readonly string[], path: Path): readonly Finding[] {
  return values.length > 16 ? [finding('serviceAccountCount', path)] : [];
}

function isEmpty(entry: Entry): boolean {
  return Object.values(entry).every((values) => given(values).length === 0);
}

function given(values: readonly string[] | undefined): readonly string[] {
  return values ?? [];
}

function negative(name: string): string {
  return `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
