import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
/** Where a text stops being JSON, and what would have to stand there. */
export interface JsonFault {
  readonly at: number;
  readonly expected: string;
}

type Scan = number | JsonFault;

// Any character but controls, the quote and the backslash; or an escape.
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const bare = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true|false|null/y;
const space = /[ \t\n\r]*/y;

/** The first fault of a text; null for JSON. Browsers report the place each in its own way, or not at all. */
export function jsonFault(text: string): JsonFault | null {
  const end = value(text, skip(text, 0));
  if (typeof end !== 'number') return end;
  const rest = skip(text, end);
  return rest === text.length ? null : { at: rest, expected: tokenFormWords.expectedTheEnd };
}

function value(text: string, at: number): Scan {
  if (text[at] === '{') return list(text, at, '}', member);
  if (text[at] === '[') return list(text, at, ']', value);
  if (text[at] === '"') return match(string, text, at) ?? { at, expected: tokenFormWords.noEnd };
  return match(bare, text, at) ?? { at, expected: tokenFormWords.expectedAValue };
}

/** Items between commas, up to the closing bracket. */
function list(text: string, start: number, close: string, item: (text: string, at: number) => Scan): Scan {
  let at = skip(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    const end = item(text, at);
    if (typeof end !== 'number') return end;
    at = skip(text, end);
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') return { at, expected: tokenFormWords.commaOr(close) };
    at = skip(text, at + 1);
  }
}

function member(text: string, at: number): Scan {
  const name = match(string, text, at);
  if (name === null) return { at, expected: tokenFormWords.expectedANameIn };
  const colon = skip(text, name);
  return text[colon] === ':'
    ? value(text, skip(text, colon + 1))
    : { at: colon, expected: tokenFormWords.expectedColon };
}

function skip(text: string, at: number): number {
  return match(space, text, at) ?? at;
}

/** Where a match at this very place ends; null without one. */
function match(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
