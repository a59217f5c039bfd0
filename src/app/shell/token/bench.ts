import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
import type { Request } from '../../../core/model/request.ts';
import type { Token } from '../../../core/model/token.ts';
import type { Evaluation } from '../../../core/scenario/evaluate.ts';
import { putToken, takeToken, usualPlace } from './place.ts';
import { formOf, newTokenForm, readTokenForm, type TokenErrors, type TokenForm } from './tokenForm.ts';

/** The token bench: `choice` is '', `new`, or `token:NAME`. */
export interface Bench {
  readonly choice: string;
  /** Null without a token. */
  readonly form: TokenForm | null;
  readonly errors: TokenErrors;
}

export const emptyBench: Bench = { choice: '', form: null, errors: {} };

/** The bench with what the open request carries, and that request without it. */
export function startBench(
  request: Request | null,
  { scenario }: Evaluation,
): { readonly bench: Bench; readonly request: Request | null } {
  const taken = request === null ? null : takeToken(request);
  const token = scenario.tokens.find(({ name }) => name === taken?.token);
  // A token that nobody described stays in the headers, where it can be seen.
  if (taken === null || token === undefined) return { bench: emptyBench, request };
  const form = formOf(token, taken.place);
  return { bench: { choice: `token:${token.name}`, form, errors: {} }, request: taken.request };
}

/** Another token; where it goes stays. */
export function choose(bench: Bench, choice: string, { scenario, issuers }: Evaluation): Bench {
  const place = bench.form?.place ?? usualPlace;
  if (choice === 'new') {
    const names = scenario.tokens.map(({ name }) => name);
    return { choice, form: { ...newTokenForm(issuers, names), place }, errors: {} };
  }
  const token = scenario.tokens.find(({ name }) => choice === `token:${name}`);
  return token === undefined ? emptyBench : { choice, form: formOf(token, place), errors: {} };
}

export type ReadBench =
  /** `token` is null where the document has it already. */
  { readonly request: Request; readonly token: Token | null } | { readonly errors: TokenErrors };

/** The request with its token, and the token if it is to be written. */
export function readBench({ choice, form }: Bench, request: Request, { scenario }: Evaluation): ReadBench {
  if (form === null || request.payload.kind !== 'http') return { request, token: null };
  const read = readTokenForm(form, scenario.clock);
  if ('errors' in read) return read;
  const { token, place } = read;
  const known = scenario.tokens.find(({ name }) => name === token.name);
  if (choice === 'new' && known !== undefined) return { errors: { name: tokenFormWords.nameTaken } };
  const same = known !== undefined && JSON.stringify(known) === JSON.stringify(token);
  return { request: putToken(request, token.name, place), token: same ? null : token };
}
