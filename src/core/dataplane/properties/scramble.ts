import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { type RandomMesh, withPolicies } from './randomMesh.ts';
import { specOf } from './policyEdits.ts';

type Draw = (below: number) => number;

/** A small deterministic source of numbers (mulberry32). */
function numbersFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function shuffled<T>(items: readonly T[], draw: Draw): readonly T[] {
  return items
    .map((item) => ({ item, key: draw(1_000_000) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Every list in it in another order, and some items twice. */
function scrambled(json: Json, draw: Draw): Json {
  if (isList(json)) {
    const twice = json.flatMap((item) => (draw(4) === 0 ? [item, item] : [item]));
    return shuffled(twice, draw).map((item) => scrambled(item, draw));
  }
  if (!isObject(json)) return json;
  return Object.fromEntries(shuffled(Object.entries(json), draw).map(([key, value]) => [key, scrambled(value, draw)]));
}

function scrambledRules(policy: JsonObject, draw: Draw): JsonObject {
  const spec = specOf(policy);
  const { rules } = spec;
  return rules === undefined ? policy : { ...policy, spec: { ...spec, rules: scrambled(rules, draw) } };
}

/** The same mesh, written in another order, with rules, entries and values repeated. */
export function scrambledMesh(mesh: RandomMesh, seed: number): RandomMesh {
  const draw = numbersFrom(seed);
  const policies = mesh.policies.map((policy) => scrambledRules(policy, draw));
  return { ...withPolicies(mesh, shuffled(policies, draw)), kubernetes: shuffled(mesh.kubernetes, draw) };
}
