import type { PlainEntry, PlainField, PlainRule } from '../../../../core/model/plain.ts';
import { bold, code } from '../names.ts';
import { codes, joined } from './words.ts';

/** What a rule asks for, within a sentence: `GET on /reviews from service account **frontend** in **default**`. */
export function ruleText(rule: PlainRule, own: string): string {
  const { from, to, when } = rule;
  const operations = to.length === 0 ? [isHttp(rule) ? 'any request' : 'everything'] : to.map(operationText);
  const senders = from.map((entry) => senderText(entry, own));
  const conditions = when.map((field) => conditionText(field, own));
  return [
    operations.join('; or '),
    ...(senders.length === 0 ? [] : [`from ${senders.join('; or from ')}`]),
    ...(conditions.length === 0 ? [] : [`if ${joined(conditions, 'and')}`]),
  ].join(' ');
}

/** Without operations a rule is for every connection, unless it asks for what only requests have. */
function isHttp({ from, when }: PlainRule): boolean {
  return from.flat().some(isToken) || when.some(({ name }) => name.startsWith('request.'));
}

function isToken({ name }: PlainField): boolean {
  return name === 'requestPrincipals';
}

function pick(entry: PlainEntry, name: string): { readonly yes: readonly string[]; readonly no: readonly string[] } {
  const of = (negated: boolean): readonly string[] =>
    entry.find((field) => field.name === name && field.negated === negated)?.values ?? [];
  return { yes: of(false), no: of(true) };
}

/** `GET or POST on `/a`, at host `x`, on port `80``. */
function operationText(entry: PlainEntry): string {
  const [methods, paths, hosts, ports] = ['methods', 'paths', 'hosts', 'ports'].map((name) => pick(entry, name));
  const http = [methods, paths, hosts].some((each) => each !== undefined && each.yes.length + each.no.length > 0);
  return [
    methodsText(methods, http),
    placeText(paths, 'on', 'any path'),
    placeText(hosts, 'at host', 'any host'),
    placeText(ports, 'on port', 'any port'),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

type Picked = ReturnType<typeof pick> | undefined;

function methodsText(picked: Picked, http: boolean): string {
  const { yes, no } = picked ?? { yes: [], no: [] };
  const but = no.length === 0 ? '' : ` but ${joined(no, 'or')}`;
  if (yes.length > 0 && !yes.includes('*')) return `${joined(yes, 'or')}${but}`;
  if (no.length > 0) return `any method${but}`;
  return http ? 'any request' : 'everything';
}

function placeText(picked: Picked, at: string, any: string): string {
  const { yes, no } = picked ?? { yes: [], no: [] };
  if (yes.length + no.length === 0) return '';
  // `on port` → `on any port`.
  const everywhere = `${at.split(' ')[0] ?? ''} ${any}`;
  if (yes.length === 0) return `${everywhere} but ${codes(no)}`;
  return `${at} ${codes(yes)}${no.length === 0 ? '' : `, but not ${codes(no)}`}`;
}

const callers: Readonly<Record<string, (values: readonly string[], own: string) => string>> = {
  principals: (values) => joined(values.map(principalText), 'or'),
  namespaces: (values) =>
    values.includes('*') ? 'any namespace of the mesh' : `namespace ${joined(values.map(nameText), 'or')}`,
  serviceAccounts: (values, own) =>
    `service account ${joined(
      values.map((value) => accountText(value, own)),
      'or',
    )}`,
  trustDomains: (values) =>
    values.includes('*') ? 'any trust domain' : `trust domain ${joined(values.map(nameText), 'or')}`,
  requestPrincipals: (values) => joined(values.map(tokenText), 'or'),
  ipBlocks: (values) => `addresses in ${codes(values)}`,
  remoteIpBlocks: (values) => `clients with addresses in ${codes(values)}`,
};

/** All fields of one entry: `service account **a** in **b** with a valid token, but not namespace **c**`. */
function senderText(entry: PlainEntry, own: string): string {
  const say = ({ name, values }: PlainField): string => callers[name]?.(values, own) ?? `${name} ${codes(values)}`;
  const who = entry.filter((field) => !field.negated && !isToken(field)).map(say);
  const tokens = entry
    .filter(isToken)
    .map((field) => (field.negated ? withoutToken(field.values) : `with ${say(field)}`));
  const no = entry.filter((field) => field.negated && !isToken(field)).map(say);
  const known = [who.length === 0 ? 'anybody' : who.join(' and '), ...tokens].join(' ');
  if (no.length === 0) return known;
  return who.length + tokens.length === 0
    ? `${known} but ${joined(no, 'or')}`
    : `${known}, but not ${joined(no, 'or')}`;
}

function principalText(value: string): string {
  if (value === '*') return 'anybody with an identity of the mesh';
  const [, domain = '', namespace = '', account = ''] = /^([^/]*)\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(value) ?? [];
  if (account === '') return `identity ${code(value)}`;
  const foreign = domain === 'cluster.local' || domain === '*' ? '' : ` (trust domain ${code(domain)})`;
  return `service account ${bold(account)} in ${bold(namespace)}${foreign}`;
}

function accountText(value: string, own: string): string {
  const [first = '', second] = value.split('/');
  return second === undefined ? `${bold(first)} in ${bold(own)}` : `${bold(second)} in ${bold(first)}`;
}

function tokenText(value: string): string {
  if (value === '*') return 'a valid token';
  const slash = value.lastIndexOf('/');
  if (value.startsWith('*') || slash < 0) return `a token of ${code(value)}`;
  const [issuer, subject] = [value.slice(0, slash), value.slice(slash + 1)];
  return subject === '*' ? `a token of ${code(issuer)}` : `a token of ${code(issuer)} for ${code(subject)}`;
}

function withoutToken(values: readonly string[]): string {
  return values.includes('*') ? 'without a valid token' : `without ${joined(values.map(tokenText), 'or')}`;
}

function nameText(value: string): string {
  return value.includes('*') ? code(value) : bold(value);
}

const attributes: Readonly<Record<string, string>> = {
  'source.ip': 'the sender’s address',
  'remote.ip': 'the client’s address',
  'source.namespace': 'the caller’s namespace',
  'source.principal': 'the caller’s identity',
  'source.serviceAccount': 'the caller’s service account',
  'source.trustDomain': 'the caller’s trust domain',
  'request.auth.principal': 'the token’s issuer and subject',
  'request.auth.audiences': 'the token’s audience',
  'request.auth.presenter': 'the token’s presenter',
  'destination.ip': 'the address that is called',
  'destination.port': 'the port',
  'connection.sni': 'the server name in the TLS handshake',
};

/** `header `x` is `a` or `b``, `header `x` is missing or none of `a``. */
function conditionText({ name, negated, values }: PlainField, own: string): string {
  const header = /^request\.headers\[(.*)\]$/.exec(name)?.[1];
  const claim = /^request\.auth\.claims\[(.*)\]$/.exec(name)?.[1];
  const what =
    header !== undefined
      ? `header ${code(header)}`
      : claim !== undefined
        ? `the token’s claim ${code(claim.replaceAll('][', '.'))}`
        : (attributes[name] ?? code(name));
  const bare =
    name === 'source.serviceAccount'
      ? values.map((value) => (value.includes('/') ? value : `${own}/${value}`))
      : values;
  const absent = header !== undefined || claim !== undefined || name.startsWith('request.auth.');
  if (absent && values.includes('*')) return `${what} is ${negated ? 'missing' : 'there'}`;
  const list = codes(bare);
  if (!negated) return `${what} is ${list}`;
  return `${what} is ${absent ? 'missing or ' : ''}not ${list}`;
}
