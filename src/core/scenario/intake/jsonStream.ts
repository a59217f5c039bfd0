import type { Json } from '../../model/json.ts';
import { plainJson } from '../../yaml/plain.ts';

/** The values of a JSON text: one, or several after each other, as `jq '.items[]'` prints them. Null: it is no JSON. */
export function jsonStream(given: string): readonly Json[] | null {
  const text = given.replace(/^\uFEFF/, '');
  const whole = parse(text);
  if (whole !== null) return [whole];
  const pieces = split(text);
  if (pieces === null || pieces.length < 2) return null;
  const values = pieces.map((piece) => parse(piece)).filter((value) => value !== null);
  return values.length === pieces.length ? values : null;
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return plainJson(value)?.json ?? null;
  } catch {
    return null;
  }
}

/** Cuts after each bracket that closes the outermost one. */
function split(text: string): readonly string[] | null {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '"') at = endOfString(text, at);
    else if (mark === '{' || mark === '[') depth += 1;
    else if (mark === '}' || mark === ']') {
      depth -= 1;
      if (depth < 0) return null;
      if (depth > 0) continue;
      pieces.push(text.slice(start, at + 1).replace(/^[\s,]+/, ''));
      start = at + 1;
    }
  }
  return depth === 0 && text.slice(start).trim() === '' ? pieces : null;
}

/** The place of the quotation mark that ends the string which begins at `at`. */
function endOfString(text: string, at: number): number {
  let next = at + 1;
  while (next < text.length && text[next] !== '"') next += text[next] === '\\' ? 2 : 1;
  return next;
}
