import type { Matcher } from '../../../controlplane/authorization/attributes.ts';
import { cidrContains, parseAddress } from '../../../controlplane/authorization/cidr.ts';
import type { RbacField } from '../../../controlplane/authorization/rbac.ts';
import type { Workload } from '../../../cluster/types.ts';
import { identityOf } from '../../../controlplane/certificates.ts';
import { matchesText } from '../../../dataplane/match/matcher.ts';
import type { World } from '../../../controlplane/world.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import type { ConditionWords } from '../../../model/proof.ts';
import { onceEach } from '../../../model/onceEach.ts';
import { languageOf } from '../patterns/compileShape.ts';
import type { Language } from '../patterns/language.ts';
import { matcherShape } from '../patterns/matcherShape.ts';
import { choice } from '../patterns/shape.ts';
import type { Condition, Test } from './condition.ts';
import { pathShape } from './domains.ts';
import { isProxied, sentOnce } from './headers.ts';
import { all, any, doubt, type Formula, no, not, yes } from './formula.ts';
import type { Origin, Sight } from './sight.ts';
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
    case 'peerAccount':
      return doubt('place', 'ztunnel');
    case 'directRemoteIp':
      return addressFormula(field, sight);
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
      return no;
  }
}

function peerFormula(field: RbacField, { world, packet, identity }: Sight): Formula {
  // "No TLS or no client certificate: false, even for *" (4.4).
  if (packet.peer === null) return no;
  if (identity === 'peer') return textFormula(field, 'identity');
  if (identity === 'fixed') return fact(textHolds(field, `spiffe://${packet.peer}`));
  return callerFormula(field, world, (workload) => textHolds(field, `spiffe://${identityOf(world, workload)}`));
}

type Answers = Map<WorkloadId, boolean>;
const callers = new WeakMap<World, WeakMap<RbacField, Answers>>();

/** What a field says of each workload is worked out once: many classes ask. */
function callerFormula(field: RbacField, world: World, says: (workload: Workload) => boolean): Formula {
  const ofWorld = callers.get(world) ?? new WeakMap<RbacField, Answers>();
  callers.set(world, ofWorld);
  const answers: Answers = ofWorld.get(field) ?? new Map();
  ofWorld.set(field, answers);
  return condition(field, 'caller', {
    kind: 'caller',
    holds: (id) => {
      const known = answers.get(id);
      if (known !== undefined) return known;
      const workload = world.cluster.workloads.get(id);
      const made = workload !== undefined && says(workload);
      answers.set(id, made);
      return made;
    },
  });
}

function addressFormula(field: RbacField, { world, packet, source }: Sight): Formula {
  return addressOf(field, world, source, packet.source.ip ?? '');
}

function addressOf(field: RbacField, world: World, source: Origin, ip: string): Formula {
  if (source === 'peer') return condition(field, 'address', { kind: 'address', ranges: rangesOf(field) });
  if (source === 'fixed') return fact(isWithin(field, ip));
  return callerFormula(field, world, (workload) => isWithin(field, workload.ip));
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

type Known = Language | 'unread' | 'tooLarge';

const languages = new WeakMap<RbacField, Known>();
/** By what is asked for: equal conditions of two worlds are one, and what is worked out of it is kept. */
const interned = new Map<string, Known>();
/** More than these are not kept. */
const mostInterned = 20_000;

/** The strings that one of the values of a field takes; worked out once. */
function languageFor(field: RbacField, of: 'path' | 'text'): Known {
  const known = languages.get(field);
  if (known !== undefined) return known;
  const key = JSON.stringify([of, matchersOf(field).map((each) => ('regex' in each ? each.regex.source : each))]);
  const made = interned.get(key) ?? build(field, of);
  if (interned.size >= mostInterned) interned.clear();
  interned.set(key, made);
  languages.set(field, made);
  return made;
}

function build(field: RbacField, of: 'path' | 'text'): Known {
  const shapes = matchersOf(field).map(matcherShape);
  const read = shapes.filter((shape) => shape !== null);
  if (read.length < shapes.length) return 'unread';
  const shape = choice(...read);
  return languageOf(of === 'path' ? pathShape(shape) : shape) ?? 'tooLarge';
}

function textFormula(field: RbacField, about: string, of: 'path' | 'text' = 'text'): Formula {
  const language = languageFor(field, of);
  if (typeof language === 'string') return unread(field, language);
  return condition(field, about, { kind: 'text', language });
}

function lineFormula(field: RbacField, about: string): Formula {
  const language = languageFor(field, 'text');
  if (typeof language === 'string') return unread(field, language);
  return condition(field, about, { kind: 'lines', language });
}

function unread(field: RbacField, why: 'unread' | 'tooLarge'): Formula {
  return why === 'unread' ? doubt('pattern', wordsOf(field).values.join(', ')) : doubt('tooLarge', field.name);
}

function condition(field: RbacField, about: string, test: Test): Formula {
  const made: Condition = { about, test, words: wordsOf(field) };
  return { kind: 'condition', condition: made };
}

function wordsOf({ name, negated, expected }: RbacField): ConditionWords {
  const bare = negated && name.startsWith('not') ? `${name.charAt(3).toLowerCase()}${name.slice(4)}` : name;
  return { field: bare, values: 'values' in expected ? expected.values : [] };
}

const matchersOf = onceEach(({ values }: RbacField): readonly Matcher[] => values.flatMap(({ test }) => test.matchers));

function textHolds(field: RbacField, text: string): boolean {
  return matchersOf(field).some((matcher) => matchesText(matcher, text));
}

function rangesOf(field: RbacField) {
  return matchersOf(field).flatMap((matcher) => (matcher.kind === 'cidr' ? [matcher.cidr] : []));
}

function isWithin(field: RbacField, ip: string): boolean {
  const address = parseAddress(ip);
  return address !== null && rangesOf(field).some((cidr) => cidrContains(cidr, address));
}

function fact(holds: boolean): Formula {
  return holds ? yes : no;
}
