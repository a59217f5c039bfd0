import type { Matcher } from '../../../controlplane/authorization/attributes.ts';
import type { RbacField } from '../../../controlplane/authorization/rbac.ts';
import { matchesText } from '../../../dataplane/match/matcher.ts';
import { onceEach } from '../../../model/onceEach.ts';
import type { ConditionWords } from '../../../model/proof.ts';
import { languageOf } from '../patterns/compileShape.ts';
import type { Language } from '../patterns/language.ts';
import { matcherShape } from '../patterns/matcherShape.ts';
import { choice, type Shape } from '../patterns/shape.ts';
import type { Condition, Test } from './condition.ts';
import { pathShape } from './domains.ts';
import { doubt, type Formula } from './formula.ts';
import { accountShape, namespaceShape } from './identityShape.ts';

/** What a field looks at: a whole string, a path without its query, or a part of an identity. */
type Part = 'text' | 'path' | 'namespace' | 'account';

/** The strings that a matcher takes, by the part of them that it is given; null: it is none of strings. */
const shapes = {
  text: matcherShape,
  path: (matcher) => within(matcher, pathShape),
  namespace: (matcher) => within(matcher, namespaceShape),
  account: accountShape,
} as const satisfies Record<Part, (matcher: Matcher) => Shape | null>;

function within(matcher: Matcher, whole: (shape: Shape) => Shape): Shape | null {
  const shape = matcherShape(matcher);
  return shape === null ? null : whole(shape);
}

type Known = Language | 'unread' | 'tooLarge';

const languages = new WeakMap<RbacField, Known>();
/** By what is asked for: equal conditions of two worlds are one, and what is worked out of it is kept. */
const interned = new Map<string, Known>();
/** More than these are not kept. */
const mostInterned = 20_000;

/** The strings that one of the values of a field takes; worked out once. */
function languageFor(field: RbacField, of: Part): Known {
  const known = languages.get(field);
  if (known !== undefined) return known;
  const key = JSON.stringify([of, matchersOf(field).map((each) => ('regex' in each ? each.regex.source : each))]);
  const made = interned.get(key) ?? build(field, of);
  if (interned.size >= mostInterned) interned.clear();
  interned.set(key, made);
  languages.set(field, made);
  return made;
}

function build(field: RbacField, of: Part): Known {
  const all = matchersOf(field).map(shapes[of]);
  const read = all.filter((shape) => shape !== null);
  if (read.length < all.length) return 'unread';
  return languageOf(choice(...read)) ?? 'tooLarge';
}

/** Whether one string, or the part of it that a field looks at, is one of its values. */
export function textFormula(field: RbacField, about: string, of: Part = 'text'): Formula {
  const language = languageFor(field, of);
  if (typeof language === 'string') return unread(field, language);
  return condition(field, about, { kind: 'text', language });
}

/** Whether one of several strings is. */
export function lineFormula(field: RbacField, about: string): Formula {
  const language = languageFor(field, 'text');
  if (typeof language === 'string') return unread(field, language);
  return condition(field, about, { kind: 'lines', language });
}

function unread(field: RbacField, why: 'unread' | 'tooLarge'): Formula {
  return why === 'unread' ? doubt('pattern', wordsOf(field).values.join(', ')) : doubt('tooLarge', field.name);
}

export function condition(field: RbacField, about: string, test: Test): Formula {
  const made: Condition = { about, test, words: wordsOf(field) };
  return { kind: 'condition', condition: made };
}

/** A field as it is written. */
export function wordsOf({ name, negated, expected }: RbacField): ConditionWords {
  const bare = negated && name.startsWith('not') ? `${name.charAt(3).toLowerCase()}${name.slice(4)}` : name;
  return { field: bare, values: 'values' in expected ? expected.values : [] };
}

export const matchersOf = onceEach(({ values }: RbacField): readonly Matcher[] =>
  values.flatMap(({ test }) => test.matchers),
);

/** Whether a known string is one of its values. */
export function textHolds(field: RbacField, text: string): boolean {
  return matchersOf(field).some((matcher) => matchesText(matcher, text));
}
