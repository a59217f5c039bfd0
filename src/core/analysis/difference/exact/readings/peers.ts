import { languageOf } from '../../patterns/compileShape.ts';
import { anyText, choice, sequence, text } from '../../patterns/shape.ts';
import { doubt } from '../formula.ts';
import { other, type Reading } from './reading.ts';

const made = new Map<string, Reading>();

/** "URI SAN must begin with spiffe://<td>/" (5.6). */
export function trusted(domains: readonly string[]): Reading {
  const key = JSON.stringify(domains);
  const known = made.get(key) ?? trustedAnew(domains);
  made.set(key, known);
  return known;
}

function trustedAnew(values: readonly string[]): Reading {
  const language = languageOf(sequence(choice(...values.map((domain) => text(`spiffe://${domain}/`))), anyText));
  if (language === null) return other(doubt('tooLarge', 'trustDomains'));
  const words = { field: 'trustDomains', values };
  return other({ kind: 'condition', condition: { about: 'identity', test: { kind: 'text', language }, words } });
}
