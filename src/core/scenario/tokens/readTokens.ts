import type { Json, JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import { type Token, tokenAlgorithms, tokenSignatures } from '../../model/token.ts';
import { readTexts } from '../caller.ts';
import { isList, isObject, isProblem, type Problem, strangeKey } from '../read.ts';
import { readMoment } from '../moments.ts';

const fields = ['name', 'issuer', 'subject', 'audiences', 'claims', 'expires', 'notBefore', 'algorithm', 'signature'];
/** What can stand between the braces of `${token:…}`. */
const tokenName = /^[A-Za-z0-9][\w.-]*$/;

/** `tokens` of a Scenario: what can be read; what cannot is listed with its place. */
export function readTokens(json: Json | undefined, at: Path, problems: Problem[]): readonly Token[] {
  if (json === undefined || json === null) return [];
  if (!isList(json)) {
    problems.push({ problem: '`tokens` must be a list', path: at });
    return [];
  }
  const tokens = new Map<string, Token>();
  for (const [index, item] of json.entries()) {
    const token = readToken(item);
    if (isProblem(token)) problems.push({ ...token, path: [...at, index, ...token.path] });
    else if (tokens.has(token.name))
      problems.push({ problem: `two tokens have the name \`${token.name}\``, path: [...at, index, 'name'] });
    else tokens.set(token.name, token);
  }
  return [...tokens.values()];
}

/** The names in `tokens`, also those of tokens that cannot be read: what is wrong with them is said there. */
export function declaredNames(tokens: Json | undefined): ReadonlySet<string> {
  const names = (isList(tokens) ? tokens : []).map((item) => (isObject(item) ? item['name'] : undefined));
  return new Set(names.filter((name) => typeof name === 'string'));
}

function readToken(json: Json): Token | Problem {
  if (!isObject(json)) return { problem: 'a token is a map with `name`, `issuer`, `claims`, …', path: [] };
  const strange = strangeKey(json, fields, []);
  if (strange !== null) return strange;
  const { name, issuer = null, subject = null, audiences = [], claims = {} } = json;
  if (typeof name !== 'string' || !tokenName.test(name))
    return { problem: '`name` of a token is one word of letters, digits, `-`, `_` and `.`', path: ['name'] };
  if (issuer !== null && typeof issuer !== 'string') return { problem: '`issuer` must be a text', path: ['issuer'] };
  if (subject !== null && typeof subject !== 'string')
    return { problem: '`subject` must be a text', path: ['subject'] };
  const audienceList = readTexts(audiences ?? []);
  if (audienceList === null) return { problem: '`audiences` must be a list of texts', path: ['audiences'] };
  if (claims !== null && !isObject(claims))
    return { problem: '`claims` is a map from names to values', path: ['claims'] };
  const expires = readMoment(json, 'expires');
  if (isProblem(expires)) return expires;
  const notBefore = readMoment(json, 'notBefore');
  if (isProblem(notBefore)) return notBefore;
  const algorithm = readWord(json, 'algorithm', tokenAlgorithms);
  if (typeof algorithm === 'object') return algorithm;
  const signature = readWord(json, 'signature', tokenSignatures);
  if (typeof signature === 'object') return signature;
  return {
    name,
    issuer,
    subject,
    audiences: audienceList,
    claims: claims ?? {},
    expires: expires.text,
    notBefore: notBefore.text,
    algorithm,
    signature,
  };
}

/** One of a few words; the first where nothing is said. */
function readWord<W extends string>(json: JsonObject, key: string, words: readonly [W, ...W[]]): W | Problem {
  const value = json[key] ?? words[0];
  return words.find((word) => word === value) ?? { problem: `\`${key}\` is one of ${words.join(', ')}`, path: [key] };
}

/** The token as `readTokens` reads it; what is as by default is left out. */
export function writeToken(token: Token): JsonObject {
  const { name, issuer, subject, audiences, claims, expires, notBefore, algorithm, signature } = token;
  return {
    name,
    ...(issuer === null ? {} : { issuer }),
    ...(subject === null ? {} : { subject }),
    ...(audiences.length === 0 ? {} : { audiences }),
    ...(Object.keys(claims).length === 0 ? {} : { claims }),
    ...(expires === null ? {} : { expires }),
    ...(notBefore === null ? {} : { notBefore }),
    ...(algorithm === 'RS256' ? {} : { algorithm }),
    ...(signature === 'valid' ? {} : { signature }),
  };
}
