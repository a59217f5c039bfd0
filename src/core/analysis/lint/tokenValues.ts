import type { Finding } from '../../model/lint.ts';
import { set, warning } from './finding.ts';
import { eachValue, type TextLint } from './placedField.ts';

const names: readonly string[] = ['requestPrincipals', 'request.auth.principal'];

/** Request principals are split at their last slash: what is before it is the issuer, what is after it the subject (2.1). */
export const requestPrincipals: TextLint = (placed) => {
  if (!names.includes(placed.field.name)) return [];
  const { resource } = placed.policy;
  return eachValue(placed, (value, path): readonly Finding[] => {
    // "`*/*` → sub must be the one-character string `*`."
    if (value === '*/*')
      return [warning('anyTokenTwice', resource, path, { args: { value }, fix: [set(resource, path, '*')] })];
    // "`https://issuer*` has slashes → splits after `https:/` → never"; so does an issuer without a subject.
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]*$/i.test(value)) return [];
    const issuer = value.endsWith('*') ? value.slice(0, -1) : value;
    const fix = issuer.endsWith('//') ? [] : [set(resource, path, `${issuer}/*`)];
    return [warning('issuerAlone', resource, path, { args: { value, issuer }, fix })];
  });
};
