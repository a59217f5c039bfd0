import { describe, expect, it } from 'vitest';
import { malformed, parseToken } from './token.ts';

const part = (text: string): string => Buffer.from(text).toString('base64url');
const header = part('{"alg":"RS256"}');
const signature = part('signature');

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
    for (const name of ['iss', 'sub'])
      expect(wrong(`{"${name}": 7}`)).toBe(`Jwt payload [${name}] field is not a string`);
    for (const name of ['exp', 'nbf', 'iat'])
      expect(wrong(`{"${name}": "7"}`)).toBe(`Jwt payload [${name}] field is not an integer`);
  });
});
