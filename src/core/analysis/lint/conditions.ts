import type { Finding } from '../../model/lint.ts';
import { hint, set, warning } from './finding.ts';
import { eachValue, type TextLint } from './placedField.ts';
import { actionOf } from './policies.ts';

/** Names of claims, and values that a claim is split into. */
export const claimNames: TextLint = (placed) => {
  const { field, policy } = placed;
  const name = /^request\.auth\.claims\[(.*)\]$/.exec(field.name)?.[1];
  if (name === undefined) return [];
  const { resource } = policy;
  const found: Finding[] = [];
  // "A `.` is not a separator: [a.b] is one claim literally named a.b" (2.4). A URL is a name with dots.
  if (/^\w+(?:\.\w+)+$/.test(name)) {
    const key = `request.auth.claims[${name.split('.').join('][')}]`;
    const path = [...field.path.slice(0, -1), 'key'];
    found.push(hint('claimWithDot', resource, path, { args: { name, key }, fix: [set(resource, path, key)] }));
  }
  // "Claims named scope, permission are split on spaces, so `read write` no longer matches" (2.4).
  if (name === 'scope' || name === 'permission') {
    found.push(
      ...eachValue(placed, (value, path) =>
        value.trim().includes(' ') ? [warning('claimOfWords', resource, path, { args: { value, name } })] : [],
      ),
    );
  }
  return found;
};

/** "Missing header: `notValues` true" (2.4): in an ALLOW rule, requests without it are let in. */
export const missingHeaders: TextLint = ({ field, policy }) => {
  const name = /^request\.headers\[(.*)\]$/.exec(field.name)?.[1];
  if (name === undefined || !field.negated || field.values.includes('*') || actionOf(policy) !== 'ALLOW') return [];
  const rule = policy.spec.rules?.[Number(field.path[2])];
  const asked = (rule?.when ?? []).some(
    ({ key, values }) => key.toLowerCase() === field.name.toLowerCase() && (values?.length ?? 0) > 0,
  );
  // Envoy itself adds these to every request (2.4).
  if (asked || /^:|^host$|^x-request-id$|^x-forwarded-proto$/i.test(name)) return [];
  const { resource } = policy;
  return [
    hint('headerMayBeMissing', resource, field.path, {
      args: { name },
      on: 'key',
      fix: [set(resource, [...field.path.slice(0, -1), 'values'], ['*'])],
    }),
  ];
};
