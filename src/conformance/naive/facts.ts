import type { JsonObject } from '../../core/model/json.ts';

/** What one connection, and the request in it if the chain reads HTTP, shows to the policies. */
export interface Facts {
  /** Without scheme; null without mTLS. */
  readonly identity: string | null;
  readonly sourceIp: string;
  readonly remoteIp: string;
  readonly destinationIp: string;
  readonly destinationPort: number;
  /** Lower-cased; '' on plaintext. */
  readonly sni: string;
  /** Null on a TCP chain. */
  readonly http: HttpFacts | null;
}

export interface HttpFacts {
  readonly method: string;
  readonly authority: string;
  /** Normalized, with the query. */
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of a verified token; null without one. */
  readonly claims: JsonObject | null;
}

/** What a policy's values mean besides the request. */
export interface Setting {
  /** The namespace of the policy itself. */
  readonly namespace: string;
  /** The trust domain and its aliases. */
  readonly bundle: readonly string[];
}
