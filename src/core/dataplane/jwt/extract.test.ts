import { describe, expect, it } from 'vitest';
import type { JwtLocation, JwtProvider } from '../../controlplane/requestAuthentication.ts';
import type { HttpHead } from '../../model/trace.ts';
import { resourceId } from '../../model/resource.ts';
import { decodeBase64Url, encodeBase64, utf8 } from './base64.ts';
import { outputHeaders, withoutOutputHeaders } from './claimHeaders.ts';
import { tokensAt, withoutToken } from './extract.ts';

const head = (headers: HttpHead['headers'], path = '/'): HttpHead => ({ method: 'GET', authority: 'h', path, headers });

describe('a token is looked for (6.4)', () => {
  const textsAt = (location: JwtLocation, http: HttpHead): readonly string[] =>
    tokensAt([location], http).map(({ text }) => text);
  const header = (value: string, prefix = 'Bearer '): readonly string[] =>
    textsAt({ kind: 'header', name: 'authorization', prefix }, head([['Authorization', value]]));

  it('in a header, behind its prefix wherever that stands', () => {
    expect(header('Bearer tok')).toEqual(['tok']);
    expect(header('X Bearer tok')).toEqual(['tok']);
    expect(header('Bearer  tok ')).toEqual(['tok']);
    expect(header('Bearer tok, x')).toEqual(['tok, x']);
    for (const value of ['bearer tok', 'Basic x', 'Bearer', 'Bearer ', '']) expect(header(value)).toEqual([]);
    expect(header('  tok ', '')).toEqual(['tok']);
    expect(header('', '')).toEqual(['']);
    expect(textsAt({ kind: 'header', name: 'a', prefix: '' }, head([]))).toEqual([]);
  });

  it('from the first character on that a token may hold', () => {
    expect(header('Bearer "tok')).toEqual(['tok']);
    expect(header('Bearer , .a')).toEqual(['.a']);
    expect(header('Bearer ""')).toEqual(['Bearer ""']);
    expect(header('Token', 'Token')).toEqual(['Token']);
  });

  it('in each line of a header', () => {
    const lines = head([
      ['A', 'x'],
      ['a', 'y'],
    ]);
    expect(textsAt({ kind: 'header', name: 'a', prefix: '' }, lines)).toEqual(['y', 'x']);
    expect(textsAt({ kind: 'header', name: 'a', prefix: 'y' }, lines)).toEqual(['y']);
  });

  it('in a parameter, by its exact name, with its escapes decoded', () => {
    const param = (path: string): readonly string[] => textsAt({ kind: 'param', name: 't' }, head([], path));
    expect(param('/?t=tok')).toEqual(['tok']);
    expect(param('/?a=b&t=x=y&t=z')).toEqual(['x=y']);
    expect(param('/?t')).toEqual(['']);
    expect(param('/?t=')).toEqual(['']);
    expect(param('/?%74=%74%6Fk%2')).toEqual(['tok%2']);
    for (const path of ['/', '/?T=x', '/?at=x', '/t=x', '?=t', '/&t=x']) expect(param(path)).toEqual([]);
    expect(param('?t=x')).toEqual(['x']);
    expect(textsAt({ kind: 'param', name: '' }, head([], '/?=x'))).toEqual(['x']);
  });

  it('in a cookie, quoted or not, the first of its name', () => {
    const cookie = (value: string): string | undefined =>
      textsAt({ kind: 'cookie', name: 't' }, head([['Cookie', value]]))[0];
    expect(cookie('t=tok')).toBe('tok');
    expect(cookie('a=b;  t=tok; c=d')).toBe('tok');
    expect(cookie('t="tok"')).toBe('tok');
    expect(cookie('t=x; t=y')).toBe('x');
    expect(cookie('t=')).toBe('');
    expect(cookie('t=""')).toBe('');
    for (const value of ['"', '"x', 'x"']) expect(cookie(`t=${value}`)).toBe(value);
    for (const value of ['t', 'at=x', 'a=t', 't =x', '']) expect(cookie(value)).toBeUndefined();
    const lines = head([
      ['cookie', 'a=b'],
      ['cookie', 't=x'],
    ]);
    expect(textsAt({ kind: 'cookie', name: 't' }, lines)).toEqual(['x']);
    expect(textsAt({ kind: 'cookie', name: 't' }, head([]))).toEqual([]);
    expect(textsAt({ kind: 'cookie', name: '' }, head([['cookie', '=x']]))).toEqual(['x']);
  });

  it('in headers, parameters and cookies, by name; the last that is found is verified first', () => {
    const locations: readonly JwtLocation[] = [
      { kind: 'cookie', name: 'c' },
      { kind: 'param', name: 'q' },
      { kind: 'param', name: 'p' },
      { kind: 'header', name: 'b', prefix: '' },
      { kind: 'header', name: 'a', prefix: 'X ' },
      { kind: 'header', name: 'a', prefix: '' },
      { kind: 'header', name: 'b', prefix: '' },
    ];
    const sent = head(
      [
        ['cookie', 'c=cookie'],
        ['b', 'b'],
        ['a', 'X a'],
      ],
      '/?q=q&p=p',
    );
    const texts = tokensAt(locations, sent).map(({ text }) => text);
    expect(texts).toEqual(['cookie', 'q', 'p', 'b', 'a', 'X a']);
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
    expect(left('/a')).toBe('/a');
  });
  it('and what remains of the query is written anew: by name, decoded', () => {
    const left = (path: string): string => withoutToken({ kind: 'param', name: 't' }, head([], path)).path;
    expect(left('/a?z=1&t=x&b=2&z=3&')).toBe('/a?b=2&z=1&z=3');
    expect(left('/a?q=a%2Fb&t=x')).toBe('/a?q=a/b');
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
      [12345678901234567000, '12345678901234567168'],
      [2 ** 64, '18446744073709551616.000000'],
    ] as const;
    for (const [value, text] of rows) expect(claim(value)).toEqual([['x-c', text]]);
    expect(claim({ d: { e: 'deep' } }, 'c.d.e')).toEqual([['x-c', 'deep']]);
  });

  it('are left out for nothing', () => {
    for (const value of ['', null, undefined]) expect(claim(value)).toEqual([]);
    expect(claim('x', 'other')).toEqual([]);
  });

  it('carry the payload as it stands in the token, under names in lower case', () => {
    expect(outputHeaders(provider({ payloadHeader: 'X-P' }), {}, 'e30')).toEqual([['x-p', 'e30']]);
  });

  it('are removed where the client sent them, with or without a token', () => {
    const sent = head([
      ['X-C', 'forged'],
      ['x-p', 'forged'],
      ['a', 'b'],
    ]);
    const both = provider({ payloadHeader: 'X-P', claimHeaders: [{ header: 'x-c', claim: 'c' }] });
    expect(withoutOutputHeaders(both, sent).headers).toEqual([['a', 'b']]);
    expect(withoutOutputHeaders(provider({}), sent)).toBe(sent);
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
      expect(decoded(url + '='.repeat((4 - (url.length % 4)) % 4))).toBe(text);
    }
    expect(decoded(' Y W\tI\n')).toBe('ab');
    for (const text of ['a', 'abcde', 'a+bc', 'a/bc', 'a=bc', 'ä', 'YWI==', 'YWJj=', 'YQ='])
      expect(decoded(text)).toBeNull();
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
