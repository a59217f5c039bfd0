import { isList, type Json, type JsonObject } from '../core/model/json.ts';
import type { Trace } from '../core/model/trace.ts';
import { object } from './vector.ts';

/** The DENY policies of a ztunnel that all match, as `namespace/name`: "which of them is reported is not determined". */
export function denials({ hops, verdict }: Trace): readonly string[] {
  if (hops.at(-1)?.at.kind !== 'ztunnel' || verdict.kind !== 'denied') return [];
  if (verdict.determining?.kind !== 'matched') return [];
  return [...new Set(verdict.determining.rules.map(({ namespace, name }) => `${namespace}/${name}`))];
}

/** What the engine says with the recorded one of several policies that all refuse, in place of its own choice. */
export function withRecordedDenial(expected: JsonObject, actual: JsonObject): JsonObject {
  const any = actual['deniedByAny'];
  const recorded = object(expected['deniedBy'], 'deniedBy');
  const { namespace = '', policy = '' } = recorded;
  const wanted = nameIn(recorded);
  if (any === undefined || !isList(any) || !any.includes(wanted)) return actual;
  const own = object(actual['deniedBy'], 'deniedBy');
  const from = `: ${nameIn(own)}`;
  const hops = actual['hops'];
  return {
    ...actual,
    deniedBy: { ...own, namespace, policy },
    ...(hops === undefined || !isList(hops) ? {} : { hops: hops.map((hop) => renamed(hop, from, `: ${wanted}`)) }),
  };
}

function nameIn({ namespace, policy }: JsonObject): string {
  return typeof namespace === 'string' && typeof policy === 'string' ? `${namespace}/${policy}` : '';
}

function renamed(hop: Json, from: string, to: string): Json {
  const line = object(hop, 'a hop');
  const { details } = line;
  if (line['log'] !== 'ztunnel' || typeof details !== 'string' || !details.endsWith(from)) return hop;
  return { ...line, details: details.slice(0, -from.length) + to };
}
