import type { JwtLocation, JwtProvider } from '../../../controlplane/requestAuthentication.ts';
import type { ConditionWords } from '../../../model/proof.ts';
import { languageOf } from '../patterns/compileShape.ts';
import { choice, nothing, sequence, text } from '../patterns/shape.ts';
import type { Condition } from './condition.ts';
import { all, any, doubt, type Formula, not, yes } from './formula.ts';

/** A token that a request may carry: whose it is, and where. */
export interface TokenChoice {
  readonly issuer: string;
  readonly location: JwtLocation;
}

/** The option that says: without a token. */
export const withoutToken = 'none';

export function optionOf(token: TokenChoice): string {
  return JSON.stringify([token.issuer, token.location]);
}

/** Tokens of every issuer that a provider knows, each where the provider looks first. */
export function tokenChoices(providers: readonly JwtProvider[]): readonly TokenChoice[] {
  const choices = new Map<string, TokenChoice>();
  for (const { issuer, locations } of providers) {
    const [location] = locations;
    // A provider without an issuer takes those of anybody.
    const name = issuer ?? 'https://issuer.example';
    if (location !== undefined && !choices.has(name)) choices.set(name, { issuer: name, location });
  }
  return [...choices.values()];
}

/** The header that a token in a place stands in; none: it is in no header. */
export function headerOf(location: JwtLocation): readonly string[] {
  return location.kind === 'header' ? [location.name.toLowerCase()] : location.kind === 'cookie' ? ['cookie'] : [];
}

/** What a token is asked by one provider. */
export interface ProviderFormulas {
  /** It finds a token. */
  readonly sees: Formula;
  /** It finds one, and takes it. */
  readonly takes: Formula;
}

export function providerFormulas(provider: JwtProvider, choices: readonly TokenChoice[]): ProviderFormulas {
  const seen = new Set(choices.filter(({ location }) => looksAt(provider, location)).map(optionOf));
  const own = new Set(
    choices
      .filter((each) => seen.has(optionOf(each)) && (provider.issuer === null || provider.issuer === each.issuer))
      .map(optionOf),
  );
  const sees = option('token', [...seen], (value) => seen.has(value));
  const takes = option('issuer', [provider.issuer ?? '*'], (value) => own.has(value));
  return { sees, takes: all([takes, audience(provider.audiences)]) };
}

/** Whether the filter lets pass: one provider takes the token, or none finds any. */
export function jwtPasses(formulas: readonly ProviderFormulas[]): Formula {
  return any([any(formulas.map(({ takes }) => takes)), all(formulas.map(({ sees }) => not(sees)))]);
}

function looksAt({ locations }: JwtProvider, location: JwtLocation): boolean {
  return locations.some((each) => JSON.stringify(each) === JSON.stringify(location));
}

/** "audiences: one overlap needed"; a scheme before and a slash behind do not count. */
function audience(audiences: readonly string[]): Formula {
  if (audiences.length === 0) return yes;
  const scheme = choice(nothing, text('http://'), text('https://'));
  const shapes = audiences.map((each) =>
    sequence(scheme, text(each.replace(/^https?:\/\//, '').replace(/\/$/, '')), choice(nothing, text('/'))),
  );
  const language = languageOf(choice(...shapes));
  if (language === null) return doubt('tooLarge', 'audiences');
  const words = { field: 'audiences', values: audiences };
  return { kind: 'condition', condition: { about: 'claim:aud', test: { kind: 'lines', language }, words } };
}

function option(field: string, values: readonly string[], holds: (option: string) => boolean): Formula {
  const condition: Condition = { about: 'token', test: { kind: 'option', holds }, words: { field, values } };
  return { kind: 'condition', condition };
}

/** Whether a token is of an issuer. */
export function issuerFormula(holds: (issuer: string) => boolean, words: ConditionWords): Formula {
  const test = { kind: 'option', holds: (option: string) => holds(issuerIn(option)) } as const;
  return { kind: 'condition', condition: { about: 'token', test, words } };
}

/** '' without a token. */
function issuerIn(option: string): string {
  const json: unknown = option.startsWith('[') ? JSON.parse(option) : [];
  return Array.isArray(json) && typeof json[0] === 'string' ? json[0] : '';
}
