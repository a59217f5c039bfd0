import type { Matcher } from '../../../controlplane/authorization/attributes.ts';
import type { RbacField } from '../../../controlplane/authorization/rbac.ts';
import { isRbacMetadata } from '../../../dataplane/filters/metadata.ts';
import { matchesText } from '../../../dataplane/match/matcher.ts';
import { languageOf } from '../patterns/compileShape.ts';
import { matcherShape } from '../patterns/matcherShape.ts';
import { condition, lineFormula, matchersOf, textFormula, textHolds, wordsOf } from './fieldLanguage.ts';
import { all, any, doubt, type Formula, no, not, yes } from './formula.ts';
import { isProxied, sentOnce } from './headers.ts';
import { addressFormula, addressOf, isWithin, peerFormula, rangesOf } from './peerFormula.ts';
import type { Sight } from './sight.ts';
import { issuerFormula } from './token.ts';

/** One field of a policy's rule: its values, any of which is enough, or none of which may be. */
export function fieldFormula(field: RbacField, sight: Sight): Formula {
  if (field.erased) return yes;
  const values = valuesFormula(field, sight);
  return field.negated ? not(values) : values;
}

function valuesFormula(field: RbacField, sight: Sight): Formula {
  const { attribute } = field;
  const { packet } = sight;
  switch (attribute.kind) {
    case 'peer':
      return peerFormula(field, sight);
    case 'peerNamespace':
      return peerFormula(field, sight, 'namespace');
    case 'peerAccount':
      return peerFormula(field, sight, 'account');
    case 'directRemoteIp':
      return sight.addressHidden ? no : addressFormula(field, sight);
    case 'remoteIp':
      return sight.layer === 'TCP' ? addressFormula(field, sight) : remoteFormula(field, sight);
    case 'destinationIp':
      return fact(packet.destination.ip !== null && isWithin(field, packet.destination.ip));
    case 'destinationPort':
      return fact(textHolds(field, String(packet.destination.port)));
    case 'sni':
      return sight.freeServerName ? textFormula(field, 'sni') : fact(textHolds(field, sight.serverName));
    case 'path':
      return sight.rewritten.path ? doubt('rewrite', 'path') : textFormula(field, 'path', 'path');
    case 'header':
      return headerFormula(field, attribute.name, sight);
    case 'requestPrincipal':
      return sight.claims
        ? any(field.values.flatMap(({ test }) => test.matchers.map((each) => principal(field, each))))
        : no;
    case 'claim':
      return sight.claims ? claimFormula(field, attribute.path) : no;
    case 'metadata':
      // What the filters before leave hangs on their verdicts (1.8); nothing else writes metadata here.
      return isRbacMetadata(attribute.filter) ? doubt('header', `${attribute.filter}[${attribute.key}]`) : no;
  }
}

function remoteFormula(field: RbacField, sight: Sight): Formula {
  const { remote, world } = sight;
  switch (remote.kind) {
    case 'unknown':
      return doubt('header', 'x-forwarded-for');
    case 'address':
      return addressOf(field, world, remote.source, remote.ip);
    case 'forwarded':
      return any([
        all([forwards(true), condition(field, 'forwarded', { kind: 'address', ranges: rangesOf(field) })]),
        all([forwards(false), addressFormula(field, sight)]),
      ]);
  }
}

function headerFormula(field: RbacField, name: string, sight: Sight): Formula {
  if (name === ':method') return methodFormula(field);
  if (name === ':path') return sight.rewritten.path ? doubt('rewrite', 'path') : textFormula(field, 'path');
  if (name === ':authority')
    return sight.freeHost ? textFormula(field, 'host') : fact(textHolds(field, sight.packet.http?.authority ?? ''));
  if (sight.rewritten.headers.has(name)) return doubt('rewrite', name);
  if (isProxied(name) || sight.tokenHeaders.has(name)) return doubt('header', name);
  const lines = lineFormula(field, `header:${name}`);
  if (!sight.single.has(name) || lines.kind !== 'condition' || lines.condition.test.kind !== 'lines') return lines;
  return sentOnce(name, { ...lines.condition.test, kind: 'text' }, lines.condition.words);
}

function methodFormula(field: RbacField): Formula {
  return condition(field, 'method', { kind: 'option', holds: (method) => textHolds(field, method) });
}

function claimFormula(field: RbacField, path: readonly string[]): Formula {
  return path.join() === 'iss' ? issuedBy(field, matchersOf(field)) : lineFormula(field, `claim:${path.join('.')}`);
}

/** "Two predicates on the verified payload: iss and sub" (2.1). */
function principal(field: RbacField, matcher: Matcher): Formula {
  if (matcher.kind !== 'issuerAndSubject') return no;
  const shape = matcherShape(matcher.subject);
  const language = shape === null ? null : languageOf(shape);
  if (language === null) return doubt('pattern', field.name);
  return all([issuedBy(field, [matcher.issuer]), condition(field, 'claim:sub', { kind: 'lines', language })]);
}

function issuedBy(field: RbacField, matchers: readonly Matcher[]): Formula {
  return issuerFormula((issuer) => matchers.some((matcher) => matchesText(matcher, issuer)), wordsOf(field));
}

function forwards(wanted: boolean): Formula {
  const words = { field: 'x-forwarded-for', values: [] };
  const made: Formula = {
    kind: 'condition',
    condition: { about: 'forwarding', test: { kind: 'option', holds: (option) => option === 'address' }, words },
  };
  return wanted ? made : not(made);
}

function fact(holds: boolean): Formula {
  return holds ? yes : no;
}
