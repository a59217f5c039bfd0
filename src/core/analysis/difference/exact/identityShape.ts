import type { Matcher } from '../../../controlplane/authorization/attributes.ts';
import { allBut, charactersOf } from '../patterns/alphabet.ts';
import { characters, never, repeat, sequence, type Shape, text } from '../patterns/shape.ts';

const label = repeat(characters(allBut(charactersOf('/'))), 1);

/** The identities whose namespace is of a shape: "namespaces compare the identity's namespace alone" (10.3). */
export function namespaceShape(shape: Shape): Shape {
  return sequence(text('spiffe://'), label, text('/ns/'), shape, text('/sa/'), label);
}

/** "serviceAccounts exact ns + sa" (10.3), in any trust domain; null: it is compared otherwise. */
export function accountShape(matcher: Matcher): Shape | null {
  if (matcher.kind !== 'exact') return null;
  const [namespace = '', account, ...more] = matcher.value.split('/');
  if (account === undefined || more.length > 0) return never;
  return sequence(text('spiffe://'), label, text(`/ns/${namespace}/sa/${account}`, matcher.ignoreCase));
}
