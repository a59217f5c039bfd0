import type { Path } from '../../model/resource.ts';
import type { HttpRoute } from '../virtualService.ts';
import { type Finding, finding } from './finding.ts';

type Headers = HttpRoute['headers'];

/** Changes to headers: of the request and of the answer. */
export function headersFindings(headers: Headers, path: Path): readonly Finding[] {
  return (['request', 'response'] as const).flatMap((side) => {
    const operations = headers?.[side];
    return (['add', 'set', 'remove'] as const).flatMap((kind) => {
      const given = operations?.[kind];
      const names = isList(given) ? given : Object.keys(given ?? {});
      return names.flatMap((name, index) => {
        const place = [...path, side, kind, kind === 'remove' ? index : name];
        // "Authority may be set in the request; no other pseudo header, nor Host, may be changed."
        const authority = side === 'request' && kind !== 'remove' && isAuthority(name);
        const wrong = name === '' || (!authority && (name.startsWith(':') || name.toLowerCase() === 'host'));
        return wrong ? [finding('headerInternal', place, name)] : [];
      });
    });
  });
}

/** "Authority header cannot be set multiple times." */
export function authorityFindings({ rewrite, headers }: HttpRoute, path: Path): readonly Finding[] {
  const { set = {}, add = {} } = headers?.request ?? {};
  const named = [...Object.entries(set), ...Object.entries(add)].filter(([name]) => isAuthority(name));
  const values = [rewrite?.authority ?? '', ...named.map(([, value]) => value)].filter((value) => value !== '');
  return values.length > 1 ? [finding('authorityTwice', path, values.join(', '))] : [];
}

function isAuthority(name: string): boolean {
  return ['host', ':authority'].includes(name.toLowerCase());
}

function isList(value: readonly string[] | Readonly<Record<string, string>> | undefined): value is readonly string[] {
  return Array.isArray(value);
}
