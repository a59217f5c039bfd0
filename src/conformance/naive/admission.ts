import type { JsonObject } from '../../core/model/json.ts';
import { isList, isObject } from '../../core/model/json.ts';
import { parseAddress } from './address.ts';
import { conditionField } from './fields.ts';
import { at, maps, text, texts } from './json.ts';

/** Whether istiod's webhook takes an AuthorizationPolicy (9.1, 9.2): only what random worlds can get wrong. */
export function acceptsPolicy(policy: JsonObject): boolean {
  const spec = at(policy, 'spec');
  const action = text(at(spec, 'action')) || 'ALLOW';
  const dryRun = at(policy, 'metadata', 'annotations', 'istio.io/dry-run');
  if (dryRun !== undefined) {
    // "On AUDIT/CUSTOM → error; unparsable bool on ALLOW/DENY → error."
    if (action === 'AUDIT' || !/^(?:[01tTfF]|true|TRUE|True|false|FALSE|False)$/.test(text(dryRun))) return false;
  }
  // "More than one of `selector`, `targetRef`, `targetRefs` → error."
  if (isObject(at(spec, 'selector')) && isList(at(spec, 'targetRefs'))) return false;
  const rules = maps(at(spec, 'rules'));
  // "DENY and rules absent (or `[]`)."
  return (action !== 'DENY' || rules.length > 0) && rules.every(acceptsRule);
}

function acceptsRule(rule: JsonObject): boolean {
  return (
    maps(rule['from']).every(({ source }) => isObject(source) && acceptsEntry(source) && !mixesAccounts(source)) &&
    maps(rule['to']).every(({ operation }) => isObject(operation) && acceptsEntry(operation)) &&
    maps(rule['when']).every(acceptsCondition)
  );
}

/** "Source with no field, operation with no field"; "an empty value list equals absent". */
function acceptsEntry(entry: JsonObject): boolean {
  const fields = Object.entries(entry).filter(([, values]) => texts(values).length > 0);
  return (
    fields.length > 0 && fields.every(([name, values]) => texts(values).every((value) => acceptsValue(name, value)))
  );
}

/** "serviceAccounts/notServiceAccounts together with principals/namespaces (or not-forms) in the same source." */
function mixesAccounts(source: JsonObject): boolean {
  const sets = (...names: readonly string[]): boolean => names.some((name) => texts(source[name]).length > 0);
  return (
    sets('serviceAccounts', 'notServiceAccounts') && sets('principals', 'notPrincipals', 'namespaces', 'notNamespaces')
  );
}

function acceptsCondition(condition: JsonObject): boolean {
  const key = text(condition['key']);
  const values = [...texts(condition['values']), ...texts(condition['notValues'])];
  // "neither values nor notValues; unknown key".
  return values.length > 0 && conditionField(key) !== null && values.every((value) => acceptsValue(key, value));
}

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  ipBlocks: isBlock,
  remoteIpBlocks: isBlock,
  'source.ip': isBlock,
  'remote.ip': isBlock,
  'destination.ip': isBlock,
  // "Not an unsigned decimal ≤ 65535."
  ports: isPort,
  'destination.port': isPort,
  serviceAccounts: isAccount,
  'source.serviceAccount': isAccount,
  // "More than one `*`, star not at an end, `/`"; in a condition "a `/` is not rejected".
  trustDomains: (value) => hasOneStarAtAnEnd(value) && !value.includes('/'),
  'source.trustDomain': hasOneStarAtAnEnd,
  paths: isPath,
};

function acceptsValue(name: string, value: string): boolean {
  const positive = /^not([A-Z])(.*)$/.exec(name);
  const field = positive === null ? name : `${positive[1]?.toLowerCase()}${positive[2]}`;
  // "Empty string in any list."
  return value !== '' && (checks[field]?.(value) ?? true);
}

function isBlock(value: string): boolean {
  const [network = '', length] = value.split('/');
  const address = parseAddress(network);
  return address !== null && (length === undefined || (/^\d+$/.test(length) && Number(length) <= address.width));
}

function isPort(value: string): boolean {
  return /^\d+$/.test(value) && Number(value) <= 65535;
}

/** "`*`, more than one `/`, empty ns or sa part." */
function isAccount(value: string): boolean {
  const parts = value.split('/');
  return !value.includes('*') && parts.length <= 2 && !parts.includes('');
}

function hasOneStarAtAnEnd(value: string): boolean {
  const stars = value.split('*').length - 1;
  return stars === 0 || (stars === 1 && (value.startsWith('*') || value.endsWith('*')));
}

/** "Trim all leading/trailing `/`, split on `/`, walk the segments." */
function isPath(value: string): boolean {
  const segments = value.replace(/^\/+|\/+$/g, '').split('/');
  const templated = /\{\*\*?\}/.test(value);
  let double = false;
  return segments.every((segment) => {
    if (segment === '{*}' || segment === '{**}') {
      // "Fine until a `{**}` has been seen; afterwards any further operator is an error."
      const fine = !double;
      double ||= segment === '{**}';
      return fine;
    }
    if (/[{}]/.test(segment)) return false;
    return !templated || /^[A-Za-z0-9\-._~%!$&'()+,;:@=]+$/.test(segment);
  });
}
