import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { createMemory, evaluate, type Evaluation } from '../../core/scenario/evaluate.ts';
import { addRequest, setAuthorizer, setPositions, setToken, setWanted, trustDemoKey } from './edits.ts';
import type { Edited } from './protocol.ts';

const files = scenarios.find(({ id }) => id === 'token-and-authorizer')?.files ?? [];
const document: HopwiseDocument = { files };
const before = files[0]?.text ?? '';

function after(edited: Edited): { readonly text: string; readonly evaluation: Evaluation } {
  if (edited.kind === 'refused') throw new Error(edited.reason);
  const evaluation = evaluate(edited.document, null, createMemory());
  return { text: edited.document.files[0]?.text ?? '', evaluation };
}

/** What was put in, if `text` is the text before with one piece more. */
function inserted(text: string): string {
  let start = 0;
  while (start < before.length && before[start] === text[start]) start += 1;
  const piece = text.slice(start, start + text.length - before.length);
  expect(text).toBe(before.slice(0, start) + piece + before.slice(start));
  return piece;
}

const { scenario } = evaluate(document, null, createMemory());
const [clerk] = scenario.tokens;
if (clerk === undefined) throw new Error('no token');

describe('editing what requests carry and authorizers answer', () => {
  it('appends a new token and changes no other byte', () => {
    const { text, evaluation } = after(setToken(document, { ...clerk, name: 'eve', claims: { a: ['x', 1] } }));
    expect(inserted(text)).toContain('name: eve');
    expect(evaluation.scenario.tokens.at(-1)).toEqual({ ...clerk, name: 'eve', claims: { a: ['x', 1] } });
    expect(evaluation.diagnostics).toEqual([]);
  });

  it('puts a token in the place of the one of its name', () => {
    const { evaluation } = after(setToken(document, { ...clerk, expires: null, signature: 'broken' }));
    expect(evaluation.scenario.tokens).toHaveLength(scenario.tokens.length);
    expect(evaluation.scenario.tokens[0]).toEqual({ ...clerk, expires: null, signature: 'broken' });
  });

  it('writes which requests are wanted, in the place of what was said before', () => {
    const first = setWanted(document, ['guest-export']);
    expect(after(first).evaluation.scenario.wanted).toEqual(['guest-export']);
    const again = first.kind === 'edited' ? setWanted(first.document, []) : first;
    expect(after(again).evaluation.scenario.wanted).toEqual([]);
    expect(after(again).evaluation.diagnostics).toEqual([]);
  });

  it('adds a request together with its token', () => {
    const request = scenario.requests[0];
    if (request === undefined) throw new Error('no request');
    const edited = addRequest(document, { ...request, id: 'mine' }, { ...clerk, name: 'eve' });
    const { evaluation } = after(edited);
    expect(evaluation.scenario.tokens.map(({ name }) => name)).toContain('eve');
    expect(evaluation.scenario.requests.at(-1)).toEqual({ ...request, id: 'mine' });
  });

  it('changes what an authorizer answers, and keeps whatever else is said of it', () => {
    const { text, evaluation } = after(setAuthorizer(document, 'opa', 'down'));
    expect(text).toBe(before.replace('answer: deny', 'answer: down'));
    expect(evaluation.authorizers[0]?.says).toMatchObject({ answer: 'down', allowWhen: { header: 'x-approved-by' } });
  });

  it('says something of an authorizer of which nothing was said', () => {
    const { evaluation } = after(setAuthorizer(document, 'other.provider', 'allow'));
    expect(evaluation.authorizers.find(({ provider }) => provider === 'other.provider')?.says?.answer).toBe('allow');
  });

  it('writes a Scenario document where there is none', () => {
    const { evaluation } = after(
      setAuthorizer(
        { files: [{ name: 'a.yaml', text: 'kind: Namespace\napiVersion: v1\nmetadata: { name: a }\n' }] },
        'opa',
        'allow',
      ),
    );
    expect(evaluation.authorizers.map(({ provider }) => provider)).toEqual(['opa']);
  });

  it('gives a RequestAuthentication the demo keys', () => {
    const without = before.replace(/ {6}jwks: \|\n(?: {8}.*\n)+/, '');
    expect(without.length).toBeLessThan(before.length);
    const bare = { files: [{ name: 's.yaml', text: without }] };
    const [issuer] = evaluate(bare, null, createMemory()).issuers;
    if (issuer === undefined) throw new Error('no issuer');
    expect(issuer.trustsDemoKey).toBe(false);
    const { evaluation } = after(trustDemoKey(bare, issuer.source));
    expect(evaluation.issuers.map(({ trustsDemoKey: trusts }) => trusts)).toEqual([true]);
    expect(evaluation.overview.requests.find(({ id }) => id === 'guest-export')?.verdict).toBe('allowed');
  });
});

describe('places of nodes', () => {
  it('are written at once, and all taken away again', () => {
    const placed = setPositions(document, { 'shop/frontend': { x: 10, y: 20 }, outside: { x: 0, y: 0 } });
    expect(after(placed).evaluation.scenario.positions).toEqual({
      'shop/frontend': { x: 10, y: 20 },
      outside: { x: 0, y: 0 },
    });
    if (placed.kind === 'refused') throw new Error(placed.reason);
    expect(after(setPositions(placed.document, null)).evaluation.scenario.positions).toEqual({});
  });
  it('of a document without a Scenario need not be taken away', () => {
    const plain: HopwiseDocument = { files: [{ name: 'a.yaml', text: 'a: 1\n' }] };
    expect(setPositions(plain, null)).toEqual({ kind: 'edited', document: plain });
  });
});
