import { covers } from '../../../controlplane/hostPatterns.ts';
import { charactersFrom } from '../patterns/alphabet.ts';
import { characters, choice, nothing, repeat, sequence, type Shape, someText, text } from '../patterns/shape.ts';
import { all, doubt, type Formula, not, yes } from './formula.ts';
import { languageBy } from './interned.ts';

/** What a name that patterns are held against stands in: a Host header, with or without a port; a server name in lower case. */
export type NameIn = 'host' | 'sni';

/** Whether of some patterns this one takes a name, or none of them: "exact, else the longest wildcard, else `*`". */
export function chosenFormula(patterns: readonly string[], chosen: string | null, about: NameIn): Formula {
  const narrower = (pattern: string): boolean => chosen === null || (pattern !== chosen && covers(chosen, pattern));
  const others = [...new Set(patterns)].filter(narrower).map((pattern) => not(patternFormula(pattern, about)));
  return all([...(chosen === null ? [] : [patternFormula(chosen, about)]), ...others]);
}

function patternFormula(pattern: string, about: NameIn): Formula {
  if (pattern === '*') return yes;
  const suffix = pattern.startsWith('*') ? pattern.slice(1) : pattern;
  // What could be taken for a port is not looked into.
  if (about === 'host' && (suffix.includes(':') || !/\D/.test(suffix))) return doubt('pattern', pattern);
  const language = languageBy(`${about} ${pattern}`, () => shapeOf(pattern, suffix, about));
  if (language === null) return doubt('tooLarge', pattern);
  const words = { field: about === 'host' ? 'hosts' : 'sniHosts', values: [pattern] };
  return { kind: 'condition', condition: { about, test: { kind: 'text', language }, words } };
}

/** "Port in Host is ignored, case ignored" (4.6). */
function shapeOf(pattern: string, suffix: string, about: NameIn): Shape {
  const start = pattern === suffix ? nothing : someText;
  return sequence(start, text(suffix, about === 'host'), about === 'host' ? choice(nothing, port) : nothing);
}

const port = sequence(text(':'), repeat(characters(charactersFrom('0', '9')), 1));
