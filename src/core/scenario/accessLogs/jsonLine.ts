import type { JsonObject } from '../../model/json.ts';
import type { ProxyFields } from './fields.ts';
import { fieldsOf } from './textLine.ts';

/** The keys of Istio's default JSON encoding; behind them those that people give the same operator in formats of their own. */
const keys = {
  time: ['start_time', 'timestamp', 'time'],
  method: ['method', ':method'],
  path: ['path', 'x-envoy-origin-path', ':path'],
  protocol: ['protocol'],
  status: ['response_code', 'status'],
  flags: ['response_flags'],
  details: ['response_code_details'],
  termination: ['connection_termination_details'],
  authority: ['authority', ':authority', 'host'],
  upstreamHost: ['upstream_host'],
  cluster: ['upstream_cluster', 'upstream_cluster_raw'],
  upstreamLocal: ['upstream_local_address'],
  downstreamLocal: ['downstream_local_address'],
  downstreamRemote: ['downstream_remote_address', 'downstream_direct_remote_address'],
  serverName: ['requested_server_name'],
  peer: [
    'downstream_peer_uri_san',
    'x_forwarded_client_cert',
    'x-forwarded-client-cert',
    'xfcc',
    'source_principal',
    'peer_principal',
  ],
} as const satisfies Record<keyof ProxyFields, readonly string[]>;

/** The fields of a line in JSON; null: it is no access log of Envoy's. */
export function readJsonLine(json: JsonObject): ProxyFields | null {
  if (!('response_code' in json || 'status' in json)) return null;
  if (!('upstream_cluster' in json || 'upstream_host' in json || 'authority' in json || ':authority' in json))
    return null;
  const textOf = (names: readonly string[]): string | null => {
    for (const name of names) {
      const value = json[name];
      if (typeof value === 'string') return value;
      if (typeof value === 'number') return String(value);
    }
    return null;
  };
  return fieldsOf(Object.fromEntries(Object.entries(keys).map(([field, names]) => [field, textOf(names)])));
}
