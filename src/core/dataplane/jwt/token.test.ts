import { describe, expect, it } from 'vitest';
import { malformed, parseToken } from './token.ts';

const part = (text: string): string => Buffer.from(text).toString('base64url');
const header = part('{"alg":"RS256"}');
const signature = part('signature');
const good = `${header}.${part('{}')}.${signature}`;

/** What is wrong with a token of this payload; null: nothing. */
function wrong(payload: string): string | null {
  const parsed = parseToken(`${header}.${part(payload)}.${signature}`);
  return 'error' in parsed ? parsed.error : null;
}

const errorOf = (text: string): string | null => {
  const parsed = parseToken(text);
  return 'error' in parsed ? parsed.error : null;
};

describe('a token', () => {
  it('has three sections with something in each', () => {
    for (const text of ['', 'a', 'a.b', 'a.b.', '.b.c', 'a..c', 'a.b.c.d']) expect(errorOf(text)).toBe(malformed);
    // Dots with nothing between them are one.
    for (const text of [`${good}.`, `.${good}`, good.replace('.', '..')]) expect(errorOf(text)).toBeNull();
  });

  it('may hold white space, and padding where it is whole', () => {
    expect(errorOf(good.replace('.', ' . '))).toBeNull();
    expect(errorOf(`${header}.${part('{}')}=.${signature}`)).toBeNull();
    expect(errorOf(`${header}.${part('{}')}==.${signature}`)).toBe('Jwt payload is an invalid Base64url encoded');
  });

  it('has an algorithm that Envoy knows, said before its payload is read', () => {
    const said = (json: string): string | null => errorOf(`${part(json)}.!.${signature}`);
    for (const json of ['{}', '{"alg": 1}', '{"alg": null}'])
      expect(said(json)).toBe('Jwt header [alg] field is required and must be a string');
    for (const alg of ['none', 'rs256', 'RS128', ''])
      expect(said(`{"alg": "${alg}"}`)).toBe('Jwt header [alg] is not supported');
    expect(said('{"alg": "RS256", "kid": 7}')).toBe('Jwt header [kid] field is not a string');
    expect(said('{"alg": "PS512", "kid": ""}')).toBe('Jwt payload is an invalid Base64url encoded');
  });

  it('has a header, a payload and a signature that can be decoded', () => {
    expect(errorOf(`!.${part('{}')}.${signature}`)).toBe('Jwt header is an invalid Base64url encoded');
    expect(errorOf(`${part('x')}.${part('{}')}.${signature}`)).toBe('Jwt header is an invalid JSON');
    expect(errorOf(`${part('[]')}.${part('{}')}.${signature}`)).toBe('Jwt header is an invalid JSON');
    expect(errorOf(`${header}.!.${signature}`)).toBe('Jwt payload is an invalid Base64url encoded');
    expect(errorOf(`${header}.${part('7')}.${signature}`)).toBe('Jwt payload is an invalid JSON');
    expect(errorOf(`${header}.${part('{}')}.!`)).toBe('Jwt signature is an invalid Base64url encoded');
  });

  it('has claims of the types that Envoy reads', () => {
    expect(wrong('{}')).toBeNull();
    expect(wrong('{"aud": "a", "iss": "i", "sub": "s", "exp": 1, "nbf": 1, "iat": 1}')).toBeNull();
    expect(wrong('{"aud": ["a", "b"]}')).toBeNull();
    for (const audience of ['7', '["a", 7]', '{}'])
      expect(wrong(`{"aud": ${audience}}`)).toBe('Jwt payload [aud] field is not a string or string list');
    for (const name of ['iss', 'sub', 'jti'])
      expect(wrong(`{"${name}": 7}`)).toBe(`Jwt payload [${name}] field is not a string`);
    for (const name of ['exp', 'nbf', 'iat'])
      expect(wrong(`{"${name}": "7"}`)).toBe(`Jwt payload [${name}] field is not an integer`);
    for (const name of ['exp', 'nbf', 'iat'])
      for (const time of ['-1', '-0.5', '18446744073709551616'])
        expect(wrong(`{"${name}": ${time}}`)).toBe(`Jwt payload [${name}] field is not a positive 64 bit integer`);
    // Not whole is no error.
    expect(wrong('{"exp": 1.5, "nbf": 1e9}')).toBeNull();
  });

  it('tells the first of several claims that are wrong, in an order of its own', () => {
    expect(wrong('{"aud": 7, "jti": 7, "exp": "x", "nbf": "x", "iat": "x", "sub": 7, "iss": 7}')).toBe(
      'Jwt payload [iss] field is not a string',
    );
    expect(wrong('{"aud": 7, "jti": 7, "exp": "x", "nbf": -1, "iat": 7}')).toBe(
      'Jwt payload [nbf] field is not a positive 64 bit integer',
    );
    expect(wrong('{"aud": 7, "jti": 7}')).toBe('Jwt payload [jti] field is not a string');
  });
});
