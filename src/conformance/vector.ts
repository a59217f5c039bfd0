import { isList, type Json, type JsonObject } from '../core/model/json.ts';
import type { Topology } from '../core/cluster/types.ts';

/** One recorded line: a small cluster, requests, and what really happened. */
export interface Vector {
  readonly name: string;
  readonly resources: string;
  readonly mesh: JsonObject;
  readonly topology: Topology;
  /** Feature flags that istiod ran with. */
  readonly flags: Readonly<Record<string, string>>;
  /** Status conditions that istiod wrote on policies, by `namespace/name`; null: none were recorded. */
  readonly conditions: JsonObject | null;
  readonly clock: string;
  readonly requests: readonly RecordedRequest[];
  /** istiod's reason for refusing the resources. */
  readonly rejected: string | null;
}

export interface RecordedRequest {
  readonly id: string;
  readonly request: Json;
  readonly expect: JsonObject;
}

/** When the vectors were recorded: after every `exp` that counts as past, before every `nbf` that counts as future. */
const recordedAt = '2026-08-27T00:00:00Z';

/** Reads one line of a vector file; throws with the reason if it is none (vectors are not user input). */
export function readVector(line: string): Vector {
  const raw = object(JSON.parse(line), 'the line');
  const vector = object(substitute(raw, placeholders(raw)), 'the line');
  const topology = object(vector['topology'] ?? {}, 'topology');
  const requests = list(vector['requests']).map((entry) => {
    const { expect, ...request } = object(entry, 'a request');
    return { id: text(request['id']), request, expect: object(expect ?? {}, 'expect') };
  });
  return {
    name: text(vector['name']),
    resources: text(vector['resources']),
    mesh: object(vector['mesh'] ?? {}, 'mesh'),
    topology: {
      workloads: Object.fromEntries(
        list(topology['workloads']).map((entry) => {
          const workload = object(entry, 'a workload');
          return [text(workload['ref']), text(workload['ip'])] as const;
        }),
      ),
      services: strings(topology['services']),
      dns: strings(topology['dns']),
      listen: Object.fromEntries(
        Object.entries(object(vector['listen'] ?? {}, 'listen')).map(([ref, ports]) => [ref, list(ports).map(Number)]),
      ),
    },
    flags: flagsOf(object(vector['oracle'] ?? {}, 'oracle')),
    conditions: vector['conditions'] === undefined ? null : object(vector['conditions'], 'conditions'),
    clock: recordedAt,
    requests,
    rejected: vector['rejected'] === undefined ? null : JSON.stringify(vector['rejected']),
  };
}

/** The recorder notes them as `istiod flag NAME=VALUE`. */
function flagsOf(oracle: JsonObject): Readonly<Record<string, string>> {
  const notes = list(oracle['notes']).map(text);
  return Object.fromEntries(
    notes.flatMap((each) => {
      const [, name = '', value = ''] = /^istiod flag ([A-Z0-9_]+)=(.*)$/.exec(each) ?? [];
      return name === '' ? [] : [[name, value] as const];
    }),
  );
}

/** "In every string `${jwt:NAME}` stands for `jwts[NAME].token` and `${jwks:KEY}` for `jwks[KEY]`." */
function placeholders(raw: JsonObject): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const [name, jwt] of Object.entries(object(raw['jwts'] ?? {}, 'jwts'))) {
    known.set(`\${jwt:${name}}`, text(object(jwt, 'a jwt')['token']));
  }
  for (const [key, value] of Object.entries(object(raw['jwks'] ?? {}, 'jwks'))) {
    known.set(`\${jwks:${key}}`, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return known;
}

function substitute(json: Json, known: ReadonlyMap<string, string>): Json {
  if (typeof json === 'string') return json.replace(/\$\{(?:jwt|jwks):[^}]*\}/g, (name) => known.get(name) ?? name);
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map((item) => substitute(item, known));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, substitute(value, known)]));
}

export function list(json: Json | undefined): readonly Json[] {
  return json !== undefined && isList(json) ? json : [];
}

export function object(json: Json | undefined, what: string): JsonObject {
  if (json === undefined || json === null) return {};
  if (typeof json !== 'object' || isList(json)) throw new Error(`${what} is not an object`);
  return json;
}

function strings(json: Json | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(object(json, 'a map')).map(([key, value]) => [key, text(value)]));
}

/** A string; anything else is empty. */
export function text(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}
