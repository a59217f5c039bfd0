import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matcher } from '../../../controlplane/authorization/attributes.ts';
import { operationFields, sourceFields } from '../../../controlplane/authorization/fields.ts';
import {
  headerMatcher,
  hostMatcher,
  namespaceMatcher,
  pathMatcher,
  principalMatcher,
  serviceAccountMatcher,
  stringMatcher,
  trustDomainMatcher,
} from '../../../controlplane/authorization/matchers.ts';
import { matchesText } from '../../../dataplane/match/matcher.ts';
import { languageOf } from './compileShape.ts';
import { accepts, both, either, isEmpty, type Language, shortest, without } from './language.ts';
import { matcherShape } from './matcherShape.ts';
import { readRegex } from './readRegex.ts';

function languageFor(matcher: Matcher): Language {
  const shape = matcherShape(matcher);
  const language = shape === null ? null : languageOf(shape);
  if (language === null) throw new Error(`not read: ${JSON.stringify(matcher)}`);
  return language;
}

function regexLanguage(pattern: string): Language | null {
  const shape = readRegex(pattern);
  return shape === null ? null : languageOf(shape);
}

/** Few characters, so that strings and values meet. */
const piece = fc.constantFrom('a', 'b', 'A', '/', '/a', '*', '.', '-', '/ns/', '/sa/', 'spiffe://', '{', '%', ' ');
const string = fc.array(piece, { maxLength: 7 }).map((parts) => parts.join(''));
const value = fc
  .tuple(fc.constantFrom('', '', '*'), fc.array(piece, { maxLength: 4 }), fc.constantFrom('', '', '*'))
  .map(([before, parts, after]) => before + parts.join('') + after)
  .filter((text) => text !== '');
const template = fc
  .array(fc.constantFrom('{*}', '{**}', 'a', 'b'), { minLength: 1, maxLength: 3 })
  .map((parts) => `/${parts.join('/')}`);

const makers: readonly ((value: string) => Matcher)[] = [
  stringMatcher,
  headerMatcher,
  hostMatcher,
  pathMatcher,
  principalMatcher,
  namespaceMatcher,
  (text) => serviceAccountMatcher(text, 'ns'),
  trustDomainMatcher,
];

describe('the language of a matcher', () => {
  it('has exactly the strings that the engine matches', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...makers),
        fc.oneof(value, template),
        fc.array(fc.oneof(string, value), { minLength: 1, maxLength: 30 }),
        (make, text, strings) => {
          const matcher = make(text);
          const language = languageFor(matcher);
          for (const each of [...strings, text, text.replaceAll('*', 'a'), `spiffe://${text}`])
            expect([each, accepts(language, each)]).toEqual([each, matchesText(matcher, each)]);
          const witness = shortest(language);
          expect(witness === null || matchesText(matcher, witness)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is known for every string field that a policy has', () => {
    const context = { policyNamespace: 'shop', bundle: ['cluster.local', 'td1'] };
    for (const [name, kind] of Object.entries({ ...sourceFields, ...operationFields })) {
      if (['requestPrincipals', 'ipBlocks', 'remoteIpBlocks', 'ports'].includes(name)) continue;
      for (const text of ['*', 'a*', '*a', 'cluster.local/ns/a/sa/b', '/a/{*}/b/{**}', 'a.b'])
        for (const matcher of kind.matchers(text, context) ?? []) expect(matcherShape(matcher), text).not.toBeNull();
    }
  });
});

describe('a regular expression', () => {
  const regexPart: fc.Arbitrary<string> = fc.letrec((tie) => ({
    part: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-c0]', '\\d', '\\w', '\\.', '/', '-', '[\\w-]'),
      fc.tuple(tie('part'), tie('part')).map((parts) => parts.join('')),
      fc.tuple(tie('part'), tie('part')).map((parts) => `(${parts.join('|')})`),
      fc
        .tuple(tie('part'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?'))
        .map(([part, count]) => `(?:${String(part)})${count}`),
    ),
  }))['part'] as fc.Arbitrary<string>;

  it('means what it means to the engine', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '0', '.', '/', '-', '_', 'Z'), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(regexPart, fc.array(text, { minLength: 1, maxLength: 30 }), (pattern, texts) => {
        const language = regexLanguage(pattern);
        expect(language, pattern).not.toBeNull();
        const regex = new RegExp(`^(?:${pattern})$`);
        for (const each of texts)
          expect([pattern, each, language !== null && accepts(language, each)]).toEqual([
            pattern,
            each,
            regex.test(each),
          ]);
        const witness = language === null ? null : shortest(language);
        expect(witness === null || regex.test(witness)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'a(?=b)',
    '(?!a)b',
    '(a)\\1',
    '(?i)a',
    '\\bfoo',
    '[[:alpha:]]',
    'a{1,300}',
    'a**',
    '(?P<x>a)',
    '(a',
    'a)',
    '[z-a]',
    'a$b',
    '\\pL',
  ])('that asks for more than one string is not read: %s', (pattern) => {
    expect(readRegex(pattern)).toBeNull();
  });

  it('may have marks for its ends where they say nothing', () => {
    const language = regexLanguage('^/a$|^/b$');
    expect(['/a', '/b', '/c'].map((text) => language !== null && accepts(language, text))).toEqual([true, true, false]);
  });
});

describe('languages', () => {
  it('meet, part and join as sets of strings do', () => {
    fc.assert(
      fc.property(value, value, fc.array(string, { minLength: 1, maxLength: 30 }), (one, other, strings) => {
        const [a, b] = [languageFor(stringMatcher(one)), languageFor(stringMatcher(other))];
        const [meet, part, join] = [both(a, b), without(a, b), either(a, b)];
        if (meet === null || part === null || join === null) throw new Error('too many states');
        for (const each of [...strings, one, other]) {
          const [inA, inB] = [accepts(a, each), accepts(b, each)];
          expect(accepts(meet, each)).toBe(inA && inB);
          expect(accepts(part, each)).toBe(inA && !inB);
          expect(accepts(join, each)).toBe(inA || inB);
        }
        for (const language of [meet, part, join]) {
          const witness = shortest(language);
          expect(witness === null).toBe(isEmpty(language));
          expect(witness === null || accepts(language, witness)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('have witnesses that read well', () => {
    const words = (matcher: Matcher) => shortest(languageFor(matcher));
    expect(words(pathMatcher('/admin/*'))).toBe('/admin/');
    expect(words(pathMatcher('/api/{*}/items'))).toBe('/api/a/items');
    expect(words(stringMatcher('*.png'))).toBe('.png');
  });
});
