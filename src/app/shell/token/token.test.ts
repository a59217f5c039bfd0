import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import type { Request } from '../../../core/model/request.ts';
import { createMemory, evaluate } from '../../../core/scenario/evaluate.ts';
import { choose, readBench, startBench } from './bench.ts';
import { jsonFault } from './jsonScan.ts';
import { readObject } from './jsonText.ts';
import { putToken, takeToken, usualPlace } from './place.ts';
import { formOf, newTokenForm, readTokenForm, withIssuer } from './tokenForm.ts';

const files = scenarios.find(({ id }) => id === 'token-and-authorizer')?.files ?? [];
const evaluation = evaluate({ files }, 'clerk-refund', createMemory());
const { scenario, issuers } = evaluation;
const clock = scenario.clock;
const form = newTokenForm(issuers, []);

function request(path: string, headers: readonly (readonly [string, string])[] = []): Request {
  const found = evaluation.request;
  if (found?.payload.kind !== 'http') throw new Error('no request');
  return { ...found, payload: { ...found.payload, path, headers } };
}

describe('claims that were typed', () => {
  it.each([
    ['', {}],
    ['{"a": [1, {"b": null}]}', { a: [1, { b: null }] }],
  ])('%s is read', (text, json) => {
    expect(readObject(text)).toEqual({ json });
  });

  it.each([
    ['{\n  "a": 1\n  "b": 2\n}', /^Line 3, column 3: /],
    ['{"a": }', /^Line 1, column 7: expected a value/],
    ['{"a": 1', /^Line 1, column 8: expected , or }/],
    ['{a: 1}', /^Line 1, column 2: expected a name in double quotes/],
    ['{"a": "b}', /^Line 1, column 7: this text has no end/],
    ['{"a": 1} x', /^Line 1, column 10: expected the end/],
    ['{"a" 1}', /^Line 1, column 6: expected :/],
    ['{"a": 01}', /^Line 1, column 7: expected a value/],
    ['[1]', /JSON object/],
  ])('%s is refused, with its place', (text, message) => {
    const read = readObject(text);
    expect('error' in read ? read.error : '').toMatch(message);
  });
});

describe('the place of a fault in JSON', () => {
  it('is found exactly where JSON.parse finds one', () => {
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
      '\n',
      '\\u00e9',
      'x',
    );
    const texts = fc.oneof(
      fc.array(piece).map((parts) => parts.join('')),
      fc.json(),
      fc.string(),
    );
    fc.assert(fc.property(texts, (text) => (jsonFault(text) === null) === isJson(text)));
  });
});

describe('the place of a token', () => {
  it.each([
    usualPlace,
    { kind: 'header', name: 'X-Token', prefix: '' },
    { kind: 'header', name: 'X-Token', prefix: 'JWT ' },
    { kind: 'query', name: 'access_token', prefix: '' },
  ] as const)('$kind $name $prefix can be put and taken again', (place) => {
    for (const bare of [request('/a'), request('/a?b=c', [['x', 'y']])]) {
      expect(takeToken(putToken(bare, 't', place))).toEqual({ request: bare, token: 't', place });
    }
  });

  it('is null where a request carries none', () => {
    expect(takeToken(request('/a?b=${token}', [['Authorization', 'Bearer eyJ']]))).toBeNull();
  });
});

describe('the form of a token', () => {
  it('begins with an issuer and an audience that the mesh accepts, and a name that is free', () => {
    expect(newTokenForm(issuers, ['token'])).toMatchObject({
      name: 'token-2',
      issuer: 'https://login.example.com',
      audiences: 'orders',
    });
  });

  it('reads what it was made from', () => {
    for (const token of scenario.tokens) {
      expect(readTokenForm(formOf(token, usualPlace), clock)).toEqual({ token, place: usualPlace });
    }
    expect(scenario.tokens.length).toBeGreaterThan(2);
  });

  it.each([
    [{ name: 'a b' }, 'name'],
    [{ claims: '{' }, 'claims'],
    [{ expiry: 'custom', expires: 'soon' }, 'expires'],
    [{ notBefore: '5m' }, 'notBefore'],
    [{ place: { kind: 'header', name: '', prefix: '' } }, 'place'],
    [{ place: { kind: 'query', name: 'a=b', prefix: '' } }, 'place'],
  ] as const)('says at the field what is wrong: %o', (change, field) => {
    const read = readTokenForm({ ...form, ...change }, clock);
    expect('errors' in read ? Object.keys(read.errors) : []).toEqual([field]);
  });

  it('takes the audience along to another issuer, unless it was typed', () => {
    const both = issuers.concat(issuers.slice(0, 1).map((one) => ({ ...one, issuer: 'b', audiences: ['B'] })));
    expect(withIssuer(form, 'b', both).audiences).toBe('B');
    expect(withIssuer({ ...form, audiences: 'mine' }, 'b', both).audiences).toBe('mine');
    expect(withIssuer(form, 'unknown', both).audiences).toBe('orders');
  });
});

describe('the bench', () => {
  it('opens with the token of the open request, taken out of its headers', () => {
    const { bench, request: bare } = startBench(evaluation.request, evaluation);
    expect(bench.choice).toBe('token:clerk');
    expect(bare?.payload).toMatchObject({ headers: [] });
  });

  it('writes a token only where it differs from that of the document', () => {
    const { bench, request: bare } = startBench(evaluation.request, evaluation);
    if (bare === null || bench.form === null) throw new Error('no token');
    expect(readBench(bench, bare, evaluation)).toMatchObject({ token: null });
    const changed = { ...bench, form: { ...bench.form, subject: 'eve' } };
    expect(readBench(changed, bare, evaluation)).toMatchObject({ token: { name: 'clerk', subject: 'eve' } });
  });

  it('does not let a new token take the name of another', () => {
    const bench = choose({ choice: '', form: null, errors: {} }, 'new', evaluation);
    if (bench.form === null) throw new Error('no form');
    const taken = { ...bench, form: { ...bench.form, name: 'guest' } };
    expect(readBench(taken, request('/'), evaluation)).toHaveProperty('errors.name');
    expect(readBench(bench, request('/'), evaluation)).toMatchObject({
      request: { payload: { headers: [['Authorization', 'Bearer ${token:token}']] } },
    });
  });
});
