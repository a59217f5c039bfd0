import type { WorkloadId } from '../../../../model/resource.ts';
import type { Packet, RuleRef, Trace } from '../../../../model/trace.ts';
import type { Condition } from '../condition.ts';
import type { Formula, Ground } from '../formula.ts';
import type { Origin, Remote, Rewritten } from '../sight.ts';
import type { TokenChoice } from '../token.ts';

/** What one checkpoint reads of the requests of a class. */
export type Reading =
  | {
      readonly kind: 'formula';
      readonly formula: Formula;
      readonly seen: boolean | null;
      readonly of: 'rbac' | 'token' | 'other';
    }
  /** Each of these by itself. */
  | { readonly kind: 'each'; readonly conditions: readonly Condition[] }
  /** Whether the rule that is watched matches; `seen`: it does for the request that was walked. */
  | { readonly kind: 'watched'; readonly formula: Formula; readonly seen: boolean };

/** What requests of a class have in common, beside what they differ in. */
export interface Asked {
  /** The workload that calls; null: somebody else, straight at a pod. */
  readonly caller: WorkloadId | null;
  readonly tokens: readonly TokenChoice[];
  /** How many addresses an X-Forwarded-For has, where one is sent. */
  readonly forwards: number;
  /** Headers that are sent once or not at all. */
  readonly single: ReadonlySet<string>;
  readonly ground: Ground;
  /** One rule whose own part is told, too, where its filter is reached. */
  readonly watched?: RuleRef;
}

/** What became of a request before it comes to a place. */
export interface Arriving {
  /** As it left the place before. */
  readonly before: Packet;
  /** Whose TLS it comes in. */
  readonly wire: Origin;
  readonly rewritten: Rewritten;
  /** The address that the gateway before it noted last in X-Forwarded-For; null: none has. */
  readonly noted: Remote | null;
  /** `unknown`: it may have been taken out. */
  readonly token: 'sent' | 'gone' | 'unknown';
  /** It is HTTP that a proxy can read. */
  readonly readable: boolean;
}

/** As it leaves its sender. */
export function departing({ request: { payload, tls }, hops }: Trace, { caller }: Asked): Arriving {
  const readable = payload.kind === 'http' && tls === null;
  const before = hops[0].steps[0].packet;
  const rewritten = { path: false, host: false, headers: new Set<string>() };
  return { before, wire: caller === null ? 'peer' : 'caller', rewritten, noted: null, token: 'sent', readable };
}

/** Whose address a place sees. */
export function sourceOf(before: Packet, { caller }: Asked): Origin {
  if (caller === null) return before.source.workload === null ? 'peer' : 'fixed';
  return before.source.workload === caller ? 'caller' : 'fixed';
}

/** Which address in X-Forwarded-For a place believes that trusts the last so many; 0: none of them. */
export function remoteAt(trusted: number, arriving: Arriving, asked: Asked): Remote {
  const { before, noted, rewritten } = arriving;
  if (trusted === 0) return addressSeen(before, asked);
  if (rewritten.headers.has('x-forwarded-for')) return { kind: 'unknown' };
  if (noted !== null) return trusted === 1 ? noted : { kind: 'unknown' };
  return trusted === asked.forwards ? { kind: 'forwarded' } : { kind: 'unknown' };
}

/** The address of whoever opened the connection. */
export function addressSeen(before: Packet, asked: Asked): Remote {
  const { ip } = before.source;
  return ip === null ? { kind: 'unknown' } : { kind: 'address', source: sourceOf(before, asked), ip };
}

export function changed(a: Rewritten, b: Rewritten): Rewritten {
  return { path: a.path || b.path, host: a.host || b.host, headers: new Set([...a.headers, ...b.headers]) };
}

export function other(formula: Formula): Reading {
  return { kind: 'formula', formula, seen: null, of: 'other' };
}
