import { hint, set, warning } from './finding.ts';
import { actionOf } from './policies.ts';
import { eachValue, type TextLint } from './placedField.ts';

/** "No port stripping: `example.com` does not match `example.com:8080`" (2.2). */
export const hosts: TextLint = (placed) => {
  const { field, policy } = placed;
  if (field.name !== 'hosts') return [];
  const { resource } = policy;
  const lower = field.values.map((value) => value.toLowerCase());
  const add = (value: string) => [set(resource, [...field.path, field.values.length], value)];
  // What is refused by its name alone is let in by its name and a port.
  const refuses = (actionOf(policy) === 'ALLOW') === field.negated;
  return eachValue(placed, (value, path) => {
    const [, bare, port] = /^([^:]*):(\d+)$/.exec(value) ?? [];
    if (bare !== undefined && port !== undefined) {
      if (lower.includes(bare.toLowerCase())) return [];
      return [hint('hostWithPort', resource, path, { args: { value, bare, port }, fix: bare === '' ? [] : add(bare) })];
    }
    if (!refuses || value.endsWith('*') || value.includes(':')) return [];
    if (lower.includes(`${value.toLowerCase()}:*`) || lower.includes(`${value.toLowerCase()}*`)) return [];
    // A star in front takes the place of the one at the end, so there is no form for both.
    const fix = value.startsWith('*') ? [] : add(`${value}:*`);
    return [warning('hostByPort', resource, path, { args: { value, action: actionOf(policy) }, fix })];
  });
};
