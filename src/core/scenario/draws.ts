import type { Draws } from '../model/draw.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, type Problem } from './read.ts';

/** `draws`: by the id of a step that draws, the branch that the request takes. A step that is not met is not asked. */
export function readDraws(json: Json | undefined): { readonly draws?: Draws } | Problem {
  if (json === undefined || json === null) return {};
  if (!isObject(json)) return { problem: '`draws` is a map from steps to branches', path: ['draws'] };
  const draws: Record<string, string> = {};
  for (const [step, branch] of Object.entries(json)) {
    if (typeof branch !== 'string') return { problem: 'a branch is named by a text', path: ['draws', step] };
    draws[step] = branch;
  }
  return Object.keys(draws).length === 0 ? {} : { draws };
}

/** Nothing where all is as by default. */
export function writeDraws(draws: Draws | undefined): JsonObject {
  return draws === undefined || Object.keys(draws).length === 0 ? {} : { draws };
}
