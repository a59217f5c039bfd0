import { describe, expect, it } from 'vitest';
import { isKeySet } from './keySet.ts';

const point = '"crv": "P-256", "x": "AQAB", "y": "AQAB"';

describe('a set of keys (9.6, as istiod parses it)', () => {
  it.each([
    '{"keys": []}',
    '{"keys": null}',
    '{"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}',
    '{"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "a", "use": "anything", "alg": "anything"}',
    '{"kty": "RSA", "n": "", "e": "a+b/", "x": 1, "other": {"a": 1}}',
    `{"kty": "EC", ${point}}`,
    '{"kty": "EC", "crv": "none", "x": "ab==", "y": "AQAB"}',
    '{"kty": "OKP", "crv": "Ed25519", "x": "AQAB"}',
    '{"kty": "oct", "k": "AQAB", "key_ops": ["verify"], "x5c": ["AQAB"]}',
  ])('%s is one', (text) => {
    expect(isKeySet(text)).toBe(true);
  });

  it.each([
    'no json',
    'null',
    '[]',
    '"a"',
    '{}',
    '{"keys": 1}',
    '{"keys": {}}',
    '{"keys": [1]}',
    '{"keys": [null]}',
    '{"keys": [{}]}',
    '{"kty": "RSA"}',
    '{"kty": "rsa", "n": "AQAB", "e": "AQAB"}',
    '{"n": "AQAB", "e": "AQAB"}',
    '{"kty": "RSA", "n": "AQAB"}',
    '{"kty": "RSA", "n": "AQAB", "e": 65537}',
    '{"kty": "RSA", "n": "!!", "e": "AQAB"}',
    '{"kty": "RSA", "n": "a", "e": "AQAB"}',
    '{"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": 1}',
    '{"kty": "RSA", "n": "AQAB", "e": "AQAB", "key_ops": "verify"}',
    '{"kty": "RSA", "n": "AQAB", "e": "AQAB", "x5c": ["a"]}',
    '{"kty": "EC", "crv": "P-256", "x": "AQAB"}',
    `{"kty": "OKP", "crv": "Ed25519"}`,
    '{"kty": "oct"}',
    `{"keys": [{"kty": "EC", ${point}}, {"kty": "oct"}]}`,
  ])('%s is none', (text) => {
    expect(isKeySet(text)).toBe(false);
  });
});
