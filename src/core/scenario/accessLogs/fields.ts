import type { LoggedAddress, LoggedHttp } from '../../model/accessLog.ts';

/** The fields of a proxy's line, as texts; '-' or absent: it has none. */
export interface ProxyFields {
  readonly time: string | null;
  readonly method: string | null;
  readonly path: string | null;
  readonly protocol: string | null;
  readonly status: string | null;
  readonly flags: string | null;
  readonly details: string | null;
  readonly termination: string | null;
  readonly authority: string | null;
  readonly upstreamHost: string | null;
  readonly cluster: string | null;
  readonly upstreamLocal: string | null;
  readonly downstreamLocal: string | null;
  readonly downstreamRemote: string | null;
  readonly serverName: string | null;
  readonly peer: string | null;
}

/** A value, or null for the dash that Envoy prints where it has none. */
export function said(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '-' || text === '' ? null : text;
}

/** `10.0.0.1:8080`, `[fd00::1]:8080`; null: no address. */
export function addressOf(text: string | null): LoggedAddress | null {
  const [, six, four, port] = /^(?:\[([0-9a-fA-F:.]+)\]|(\d+\.\d+\.\d+\.\d+)):(\d{1,5})$/.exec(text ?? '') ?? [];
  const ip = six ?? four;
  return ip === undefined || port === undefined ? null : { ip, port: Number(port) };
}

/** The path without its query, which policies do not read and which may hold secrets. */
export function barePath(path: string): string {
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

/** The HTTP part of a line; null: bytes. */
export function httpOf({ method, path, protocol, authority }: Partial<ProxyFields>): LoggedHttp | null {
  const verb = said(method);
  const target = said(path);
  if (verb === null || target === null) return null;
  const version = /^HTTP\/[23]/i.test(protocol ?? '') ? '2' : '1.1';
  return { method: verb, path: barePath(target), authority: said(authority), version };
}

/**
 * Whether a line says that the mesh refused, by its code details, its flags or where it was sent. The caller's proxy does not see
 * who refused: 401 and 403 that come from upstream do not count as got through.
 */
export function isRefusal({ details, termination, flags, cluster, status }: ProxyFields): boolean {
  const reasons = /rbac_access_denied|jwt_authn_access_denied|ext_authz_denied|ext_authz_error|filter_chain_not_found/;
  if (reasons.test(details ?? '') || reasons.test(termination ?? '')) return true;
  if (cluster?.startsWith('outbound|') === true && (status === '401' || status === '403')) return true;
  return (flags ?? '').split(',').includes('UAEX') || cluster === 'BlackHoleCluster';
}

/** The identity in a URI, or in the last element of an `x-forwarded-client-cert` header; null: none. */
export function identityOf(text: string | null): string | null {
  const found = [...(text ?? '').matchAll(/(?:^|[;,]\s*URI=)spiffe:\/\/([^;,"\s]+)/g)].at(-1)?.[1];
  return found ?? null;
}
