import type { Matcher } from '../../controlplane/authorization/attributes.ts';
import { cidrContains } from '../../controlplane/authorization/cidr.ts';
import type { RbacField } from '../../controlplane/authorization/rbac.ts';
import { note } from '../../model/note.ts';
import type { Check, Term } from '../../model/trace.ts';
import { matchesIssuerAndSubject } from '../match/claims.ts';
import { matchesText } from '../match/matcher.ts';
import { type Fact, factOf, type Facts } from './facts.ts';
import { identityPart } from './identityPart.ts';
import { keep, latest } from './latest.ts';

const none: readonly Check[] = [];
const http: Term = { kind: 'value', value: 'HTTP' };
const tcp: Term = { kind: 'value', value: 'TCP' };
const onTcp = note('field.httpOnlyOnTcp', {});

/** One field against the request: values are OR'ed, `not…` means none of them; an erased field says nothing. */
export function checkField(field: RbacField, facts: Facts): Check {
  return latest(field, facts) ?? keep(field, field.erased ? erasedCheck(field) : compute(field, facts));
}

/** "HTTP-only pieces vanish on a TCP chain, the rest remains" (4.2). */
function erasedCheck({ name, source, leftOut = onTcp }: RbacField): Check {
  return { kind: 'httpOnly', name, source, matched: true, expected: http, actual: tcp, children: none, note: leftOut };
}

function compute(field: RbacField, facts: Facts): Check {
  const { name, source, expected, negated, values } = field;
  const fact = factOf(field.attribute, facts);
  const actual = identityPart(name, fact.actual);
  let hit = false;
  const children = values.map(({ source, test }): Check => {
    const matched = test.matchers.some((matcher) => factMatches(matcher, fact, facts));
    hit ||= matched;
    return { kind: 'value', name, source, matched, expected: test.expected, actual, children: none };
  });
  // "notX: [a, b] = NOT (a OR b)" (3.2).
  return { kind: 'field', name, source, matched: negated ? !hit : hit, expected, actual, children };
}

function factMatches(matcher: Matcher, fact: Fact, { input }: Facts): boolean {
  switch (matcher.kind) {
    case 'cidr':
      return fact.address !== null && cidrContains(matcher.cidr, fact.address);
    case 'issuerAndSubject':
      return matchesIssuerAndSubject(matcher, input.claims);
    case 'listContains':
      return fact.items.some((item) => matchesText(matcher.element, item));
    case 'present':
    case 'exact':
    case 'prefix':
    case 'suffix':
    case 'regex':
    case 'template':
    case 'port':
      return fact.texts.some((text) => matchesText(matcher, text));
  }
}
