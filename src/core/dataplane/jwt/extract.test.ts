import { describe, expect, it } from 'vitest';
import type { JwtProvider } from '../../controlplane/requestAuthentication.ts';
import type { HttpHead } from '../../model/trace.ts';
import { resourceId } from '../../model/resource.ts';
import { decodeBase64Url, encodeBase64, utf8 } from './base64.ts';
import { outputHeaders, withoutOutputHeaders } from './claimHeaders.ts';
import { tokenAt, withoutToken } from './extract.ts';

const head = (headers: HttpHead['headers'], path = '/'): HttpHead => ({ method: 'GET', authority: 'h', path, headers });

describe('a token is looked for (6.4)', () => {
  const header = (value: string, prefix = 'Bearer '): string | null =>
    tokenAt({ kind: 'header', name: 'authorization', prefix }, head([['Authorization', value]]));
  it('in a header, behind its prefix wherever that stands', () => {
    expect(header('Bearer tok')).toBe('tok');
    expect(header('X Bearer tok')).toBe('tok');
    expect(header('Bearer  tok ')).toBe('tok');
    expect(header('Bearer tok, x')).toBe('tok, x');
    for (const value of ['bearer tok', 'Basic x', 'Bearer', 'Bearer ', '']) expect(header(value)).toBeNull();
    expect(header('  tok ', '')).toBe('tok');
    expect(header('', '')).toBe('');
    expect(tokenAt({ kind: 'header', name: 'a', prefix: '' }, head([]))).toBeNull();
    // Several lines are one value.
    expect(
      tokenAt(
        { kind: 'header', name: 'a', prefix: '' },
        head([
          ['A', 'x'],
          ['a', 'y'],
        ]),
      ),
    ).toBe('x,y');
  });

  it('in a parameter, by its exact name', () => {
    const param = (path: string): string | null => tokenAt({ kind: 'param', name: 't' }, head([], path));
    expect(param('/?t=tok')).toBe('tok');
    expect(param('/?a=b&t=x=y&t=z')).toBe('x=y');
    expect(param('/?t')).toBe('');
    expect(param('/?t=')).toBe('');
    for (const path of ['/', '/?T=x', '/?at=x', '/t=x', '?=t', '/&t=x']) expect(param(path)).toBeNull();
    expect(param('?t=x')).toBe('x');
    expect(tokenAt({ kind: 'param', name: '' }, head([], '/?=x'))).toBe('x');
  });

  it('in a cookie, quoted or not', () => {
    const cookie = (value: string): string | null => tokenAt({ kind: 'cookie', name: 't' }, head([['Cookie', value]]));
    expect(cookie('t=tok')).toBe('tok');
    expect(cookie('a=b; t = tok ; c=d')).toBe('tok');
    expect(cookie('t="tok"')).toBe('tok');
    expect(cookie('t=')).toBe('');
    expect(cookie('t=""')).toBe('');
    for (const value of ['"', '"x', 'x"']) expect(cookie(`t=${value}`)).toBe(value);
    for (const value of ['t', 'at=x', 'a=t', '']) expect(cookie(value)).toBeNull();
    expect(tokenAt({ kind: 'cookie', name: 't' }, head([]))).toBeNull();
    expect(tokenAt({ kind: 'cookie', name: '' }, head([['cookie', '=x']]))).toBe('x');
  });
});

describe('a valid token goes (6.4)', () => {
  it('with its header', () => {
    expect(
      withoutToken(
        { kind: 'header', name: 'a', prefix: 'Bearer ' },
        head([
          ['A', 'x'],
          ['b', 'y'],
        ]),
      ).headers,
    ).toEqual([['b', 'y']]);
  });
  it('with its parameter, and the ? if nothing is left', () => {
    const left = (path: string): string => withoutToken({ kind: 'param', name: 't' }, head([], path)).path;
    expect(left('/a?t=x')).toBe('/a');
    expect(left('/a?b=c&t=x&t=y&d=e=f')).toBe('/a?b=c&d=e=f');
    expect(left('/a?b&t')).toBe('/a?b=');
    expect(left('/a?at=x')).toBe('/a?at=x');
  });
  it('but stays in a cookie', () => {
    const kept = head([['cookie', 't=x']]);
    expect(withoutToken({ kind: 'cookie', name: 't' }, kept)).toBe(kept);
  });
});

describe('headers from a token (6.4)', () => {
  const provider = (more: Partial<JwtProvider>): JwtProvider => ({
    resource: resourceId('RequestAuthentication', 'b', 'r'),
    path: [],
    issuer: 'i',
    audiences: [],
    locations: [],
    jwks: null,
    forward: false,
    payloadHeader: null,
    claimHeaders: [],
    spaceDelimited: [],
    ...more,
  });
  const claim = (value: unknown, name = 'c'): readonly (readonly [string, string])[] =>
    outputHeaders(
      provider({ claimHeaders: [{ header: 'x-c', claim: name }] }),
      JSON.parse(JSON.stringify({ c: value })),
      '',
    );

  it('are written by the type of the claim', () => {
    const rows = [
      ['text', 'text'],
      [true, 'true'],
      [false, 'false'],
      [0, '0'],
      [3, '3'],
      [-3, '-3.000000'],
      [1.5, '1.500000'],
      [['a'], 'WyJhIl0='],
      [{ a: 1 }, 'eyJhIjoxfQ=='],
    ] as const;
    for (const [value, text] of rows) expect(claim(value)).toEqual([['x-c', text]]);
    expect(claim({ d: { e: 'deep' } }, 'c.d.e')).toEqual([['x-c', 'deep']]);
  });

  it('are left out for nothing', () => {
    for (const value of ['', null, undefined]) expect(claim(value)).toEqual([]);
    expect(claim('x', 'other')).toEqual([]);
  });

  it('carry the payload without padding', () => {
    expect(outputHeaders(provider({ payloadHeader: 'x-p' }), {}, 'e30==')).toEqual([['x-p', 'e30']]);
    expect(outputHeaders(provider({ payloadHeader: 'x-p' }), {}, 'a=b')).toEqual([['x-p', 'a=b']]);
  });

  it('are removed where the client sent them, with or without a token', () => {
    const sent = head([
      ['X-C', 'forged'],
      ['x-p', 'forged'],
      ['a', 'b'],
    ]);
    const both = [provider({ payloadHeader: 'X-P' }), provider({ claimHeaders: [{ header: 'x-c', claim: 'c' }] })];
    expect(withoutOutputHeaders(both, sent).headers).toEqual([['a', 'b']]);
    expect(withoutOutputHeaders([provider({})], sent)).toBe(sent);
    const clean = head([['a', 'b']]);
    expect(withoutOutputHeaders(both, clean)).toBe(clean);
  });
});

describe('base64', () => {
  const decoded = (text: string): string | null => {
    const bytes = decodeBase64Url(text);
    return bytes && Buffer.from(bytes).toString('latin1');
  };
  it('is read from the URL alphabet, padded or not', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'abcd', '\u00fb\u00ff\u00fe']) {
      const url = Buffer.from(text, 'latin1').toString('base64url');
      expect(decoded(url)).toBe(text);
      expect(decoded(`${url}==`)).toBe(text);
    }
    for (const text of ['a', 'abcde', 'a+bc', 'a/bc', 'ab c', 'a=bc', 'ä']) expect(decoded(text)).toBeNull();
  });
  it('is written in both alphabets', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'abcd', '>>>???', 'ä€']) {
      expect(encodeBase64(text, true)).toBe(Buffer.from(text).toString('base64url'));
      expect(encodeBase64(text, false)).toBe(Buffer.from(text).toString('base64'));
    }
  });
  it('is UTF-8 or nothing', () => {
    expect(utf8(Uint8Array.from([0xc3, 0xa4]))).toBe('ä');
    expect(utf8(Uint8Array.from([0xc3]))).toBeNull();
  });
});
