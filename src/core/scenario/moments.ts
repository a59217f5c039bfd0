import type { JsonObject } from '../model/json.ts';
import { momentAt } from '../model/moment.ts';
import type { Path } from '../model/resource.ts';
import type { Problem } from './read.ts';

const anyClock = '2026-01-01T00:00:00Z';

/** A field that holds a time: a distance from the clock, or RFC 3339; null: it is absent. */
export function readMoment(json: JsonObject, key: string, at: Path = []): { readonly text: string | null } | Problem {
  const text = json[key] ?? null;
  if (text === null) return { text };
  if (typeof text === 'string' && momentAt(text, anyClock) !== null) return { text };
  return {
    problem: `\`${key}\` is a distance from the clock such as +1h or -5m, or a time such as 2026-01-01T12:00:00Z`,
    path: [...at, key],
  };
}
