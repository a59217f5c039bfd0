import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { Token } from '../../model/token.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import { tryToken } from './tryToken.ts';

const document = (change: (text: string) => string = (text) => text): HopwiseDocument => ({
  files: [
    {
      name: 's.yaml',
      text: change(scenarios.find(({ id }) => id === 'token-and-authorizer')?.files[0]?.text ?? ''),
    },
  ],
});

function fate(token: Partial<Token>, id = 'expired-read', change?: (text: string) => string) {
  const { scenario } = evaluate(document(change), id, createMemory());
  const request = scenario.requests.find((each) => each.id === id);
  const base = scenario.tokens.find(({ name }) => name === 'expired');
  if (request === undefined || base === undefined) throw new Error('no request');
  return tryToken(document(change), request, { ...base, ...token }, createMemory());
}

describe('trying a token', () => {
  it('takes the place of the one of that name, and leaves the document as it is', () => {
    expect(fate({})).toMatchObject({ fate: { kind: 'refused', error: 'Jwt is expired' }, verdict: 'denied' });
    expect(fate({ expires: '+1h' })).toMatchObject({
      fate: { kind: 'valid', issuer: 'https://login.example.com' },
      verdict: 'allowed',
    });
  });

  it('says that nobody looks for it there', () => {
    const elsewhere = (text: string): string =>
      text.replace(
        '      audiences: [orders]\n      jwks',
        '      audiences: [orders]\n      fromParams: [t]\n      jwks',
      );
    expect(fate({ expires: '+1h' }, 'expired-read', elsewhere).fate).toEqual({ kind: 'overlooked' });
  });

  it('says that nobody reads it', () => {
    const nowhere = (text: string): string => text.replace('kind: RequestAuthentication', 'kind: Other');
    expect(fate({}, 'expired-read', nowhere).fate).toEqual({ kind: 'notAsked' });
  });

  it('says that something else stops the request before', () => {
    expect(fate({}, 'clerk-refund').fate).toEqual({ kind: 'notReached' });
  });
});
