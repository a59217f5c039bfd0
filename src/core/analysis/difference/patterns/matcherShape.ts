import type { Matcher } from '../../../controlplane/authorization/attributes.ts';
import { readRegex } from './readRegex.ts';
import { anyText, sequence, type Shape, someText, text } from './shape.ts';

/** The strings that satisfy a matcher of the engine; null: it is no matcher of strings, or asks for what is not read. */
export function matcherShape(matcher: Matcher): Shape | null {
  switch (matcher.kind) {
    case 'present':
      return matcher.emptyCounts ? anyText : someText;
    case 'exact':
      return text(matcher.value, matcher.ignoreCase);
    case 'prefix':
      return sequence(text(matcher.value, matcher.ignoreCase), anyText);
    case 'suffix':
      return sequence(anyText, text(matcher.value, matcher.ignoreCase));
    case 'regex':
    case 'template':
      return fullRegex(matcher.regex);
    case 'port':
    case 'cidr':
    case 'issuerAndSubject':
    case 'listContains':
      return null;
  }
}

/** The engine writes what must be the whole string as `^(?:…)$`. */
function fullRegex({ source, flags }: RegExp): Shape | null {
  const whole = /^\^\(\?:(.*)\)\$$/s.exec(source);
  return whole?.[1] === undefined || flags !== '' ? null : readRegex(whole[1]);
}
