import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
import type { JsonObject } from '../../../core/model/json.ts';
import { momentAt } from '../../../core/model/moment.ts';
import type { IssuerOverview } from '../../../core/model/security.ts';
import type { Token, TokenAlgorithm, TokenSignature } from '../../../core/model/token.ts';
import { readObject } from './jsonText.ts';
import { type TokenPlace, usualPlace } from './place.ts';

export type Expiry = 'hour' | 'expired' | 'never' | 'custom';

/** What a person has typed about a token; all of it stays while it cannot be read. */
export interface TokenForm {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: string;
  readonly claims: string;
  readonly expiry: Expiry;
  readonly expires: string;
  readonly notBefore: string;
  readonly algorithm: TokenAlgorithm;
  readonly signature: TokenSignature;
  readonly place: TokenPlace;
}

export type TokenErrors = Partial<Record<keyof TokenForm, string>>;
export type ReadToken = { readonly token: Token; readonly place: TokenPlace } | { readonly errors: TokenErrors };

const expiries = { hour: '+1h', expired: '-1h', never: null } as const;
const tokenName = /^[A-Za-z0-9][\w.-]*$/;
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // RFC 9110, 5.6.2
const paramName = /^[^=&#\s]+$/;
const timeHint = tokenFormWords.badTime;

/** Reads the form; each error stands at the field that it is about. `clock` is the scenario's. */
export function readTokenForm(form: TokenForm, clock: string): ReadToken {
  const errors: { -readonly [K in keyof TokenForm]?: string } = {};
  if (!tokenName.test(form.name)) errors.name = tokenFormWords.badName;
  const claims = readObject(form.claims);
  if ('error' in claims) errors.claims = claims.error;
  const expires = form.expiry === 'custom' ? form.expires.trim() : expiries[form.expiry];
  if (expires !== null && momentAt(expires, clock) === null) errors.expires = timeHint;
  const notBefore = form.notBefore.trim();
  if (notBefore !== '' && momentAt(notBefore, clock) === null) errors.notBefore = timeHint;
  const { kind, name } = form.place;
  if (kind === 'header' && !headerName.test(name)) errors.place = tokenFormWords.whichHeader;
  if (kind === 'query' && !paramName.test(name)) errors.place = tokenFormWords.whichParameter;
  if ('error' in claims || Object.keys(errors).length > 0) return { errors };
  return {
    place: form.place,
    token: {
      name: form.name,
      issuer: form.issuer.trim() === '' ? null : form.issuer.trim(),
      subject: form.subject.trim() === '' ? null : form.subject.trim(),
      audiences: form.audiences.split(/[\s,]+/).filter((each) => each !== ''),
      claims: claims.json,
      expires,
      notBefore: notBefore === '' ? null : notBefore,
      algorithm: form.algorithm,
      signature: form.signature,
    },
  };
}

/** The form of a token of the document. */
export function formOf(token: Token, place: TokenPlace): TokenForm {
  const { name, issuer, subject, audiences, claims, expires, notBefore, algorithm, signature } = token;
  const expiry = expires === null ? 'never' : expires === '+1h' ? 'hour' : expires === '-1h' ? 'expired' : 'custom';
  return {
    name,
    issuer: issuer ?? '',
    subject: subject ?? '',
    audiences: audiences.join(', '),
    claims: claimsText(claims),
    expiry,
    expires: expires ?? '+1h',
    notBefore: notBefore ?? '',
    algorithm,
    signature,
    place,
  };
}

/** Short claims on one line, as people write them. */
function claimsText(claims: JsonObject): string {
  const short = JSON.stringify(claims);
  return short.length <= 56 ? short : JSON.stringify(claims, null, 2);
}

/** A token to begin with: of the first issuer that the mesh accepts. */
export function newTokenForm(issuers: readonly IssuerOverview[], taken: readonly string[]): TokenForm {
  const [first] = issuers;
  let name = 'token';
  for (let n = 2; taken.includes(name); n += 1) name = `token-${n}`;
  return {
    name,
    issuer: first?.issuer ?? 'https://issuer.example',
    subject: 'user',
    audiences: first?.audiences[0] ?? '',
    claims: '{}',
    expiry: 'hour',
    expires: '+1h',
    notBefore: '',
    algorithm: 'RS256',
    signature: 'valid',
    place: usualPlace,
  };
}

/** The form with another issuer. An audience that came with the old one goes with it. */
export function withIssuer(form: TokenForm, issuer: string, issuers: readonly IssuerOverview[]): TokenForm {
  const audienceOf = (name: string): string => issuers.find((each) => each.issuer === name)?.audiences[0] ?? '';
  const kept = form.audiences !== '' && form.audiences !== audienceOf(form.issuer);
  const known = issuers.some((each) => each.issuer === issuer);
  return { ...form, issuer, audiences: kept || !known ? form.audiences : audienceOf(issuer) };
}
