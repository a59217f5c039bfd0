import type { Finding } from '../../model/lint.ts';
import { hint, set, warning } from './finding.ts';
import { eachValue, type TextLint } from './placedField.ts';
import { isTemplate } from './valueShapes.ts';

/** Paths that no request has. */
export const paths: TextLint = (placed) => {
  const { field, policy } = placed;
  if (field.name !== 'paths') return [];
  const { resource } = policy;
  return eachValue(placed, (value, path): readonly Finding[] => {
    const cut = value.search(/[?#]/);
    // "A value that itself holds ? or # never matches: query and fragment are removed first" (2.2).
    if (cut >= 0) {
      const fix = cut > 0 ? [set(resource, path, value.slice(0, cut))] : [];
      return [warning('pathWithQuery', resource, path, { args: { value }, fix })];
    }
    const anchored = value.startsWith('/') || value.startsWith('*');
    if (isTemplate(value)) {
      // "Envoy needs the template to start with exactly one / and not to end in //, and refuses the whole listener."
      if (/^\/(?!\/)/.test(value) && !value.endsWith('//')) return [];
      const mended = `/${value.replace(/^\/+/, '').replace(/\/+$/, '/')}`;
      return [warning('templateRefused', resource, path, { args: { value }, fix: [set(resource, path, mended)] })];
    }
    // A path begins with a slash, whatever the normalization (2.3); gRPC's does, too.
    if (!anchored)
      return [
        warning('pathWithoutSlash', resource, path, { args: { value }, fix: [set(resource, path, `/${value}`)] }),
      ];
    return trailing(value, field.values)
      ? [
          hint('pathTrailingSlash', resource, path, {
            args: { value, bare: value.slice(0, -1) },
            fix: [set(resource, [...field.path, field.values.length], value.slice(0, -1))],
          }),
        ]
      : [];
  });
};

/** "Trailing slash is never removed; /x ≠ /x/" (2.3): the other one is not meant as well. */
function trailing(value: string, all: readonly string[]): boolean {
  if (!value.endsWith('/') || value.length < 2 || value.startsWith('*')) return false;
  const bare = value.slice(0, -1);
  return !all.some((each) => each === bare || (each.endsWith('*') && bare.startsWith(each.slice(0, -1))));
}
