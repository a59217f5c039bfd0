import { expandPrincipal } from '../../controlplane/trustDomain.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { set, warning } from './finding.ts';
import { eachValue, type FieldLint } from './placedField.ts';

const principals: readonly string[] = ['principals', 'source.principal'];
const methods: readonly string[] = ['methods', 'request.headers[:method]'];
/** Fields in which one star, at an end, stands for anything. */
const starred: readonly string[] = [...principals, 'methods', 'paths', 'hosts', 'connection.sni'];

/** How values are written: stars that are none, a scheme too many, the wrong case. */
export const fieldValues: FieldLint = ({ world }, placed) => {
  const { resource } = placed.policy;
  const { name } = placed.field;
  const ofCaller = principals.includes(name);
  const ofMethod = methods.includes(name);
  if (!ofCaller && !ofMethod && !starred.includes(name)) return [];
  return eachValue(placed, (value, path) => {
    if (ofCaller && value.startsWith(scheme)) return spiffe(resource, value, path);
    if (ofMethod && /[a-z]/.test(value)) return lowerCase(resource, value, path);
    if (!value.includes('*') || !starred.includes(name)) return [];
    // "A star in the trust domain alone stands for those of the mesh" (5.3).
    return ofCaller && isExpanded(value, world.mesh.trustDomainBundle) ? [] : literalStar(resource, name, value, path);
  });
};

const scheme = 'spiffe://';

/** "Must be written without spiffe://: it compiles to spiffe://spiffe://… and never matches" (2.1). */
function spiffe(resource: Resource, value: string, path: Path): readonly Finding[] {
  const fix = value.length > scheme.length ? [set(resource, path, value.slice(scheme.length))] : [];
  return [warning('spiffePrefix', resource, path, { args: { value }, fix })];
}

/** "HDR on :method, case-sensitive: `get` never matches GET" (2.2). */
function lowerCase(resource: Resource, value: string, path: Path): readonly Finding[] {
  const upper = value.toUpperCase();
  return [warning('methodCase', resource, path, { args: { value, upper }, fix: [set(resource, path, upper)] })];
}

/** "Only one star is ever consumed, at the start or else at the end; every other star is a literal character" (2.0). */
function literalStar(resource: Resource, name: string, value: string, path: Path): readonly Finding[] {
  if (isTemplate(value)) return [];
  const rest = value.startsWith('*') ? value.slice(1) : value.endsWith('*') ? value.slice(0, -1) : value;
  if (!rest.includes('*')) return [];
  return [warning('starInside', resource, path, { args: { value }, fix: meant(resource, name, value, path) })];
}

function isExpanded(value: string, bundle: readonly string[]): boolean {
  return !expandPrincipal(value, bundle).includes(value);
}

export function isTemplate(value: string): boolean {
  return value.includes('{*}') || value.includes('{**}');
}

/** What has the meaning that the stars seem to have, where there is such a form. */
function meant(resource: Resource, name: string, value: string, path: Path): readonly Edit[] {
  // "{*}: one segment of a path; {**}: any number of them".
  if (name === 'paths' && /^\/(?:[^*{}]*\/)?\*(?:\/[^{}]*)?$/.test(value)) {
    const segments = value
      .split('/')
      .map((segment, index, all) => (segment === '*' ? (index === all.length - 1 ? '{**}' : '{*}') : segment));
    return segments.some((segment) => segment.includes('*') && !isTemplate(segment))
      ? []
      : [set(resource, path, segments.join('/'))];
  }
  // A star in front takes trust domain and namespace along.
  const account = /^[^*]*\/\*(\/sa\/[^*]+)$/.exec(value)?.[1];
  return principals.includes(name) && account !== undefined ? [set(resource, path, `*${account}`)] : [];
}
