import { ed25519 } from '@noble/curves/ed25519.js';
import type { Json, JsonObject } from '../../model/json.ts';
import { encodeBase64 } from '../jwt/base64.ts';

/** Two issuers' keys, made of fixed bytes. */
const keys = { main: new Uint8Array(32).fill(7), other: new Uint8Array(32).fill(9) } as const;
type KeyName = keyof typeof keys;

/** A key set as a jwtRule holds it. */
export function jwksOf(name: KeyName): string {
  const x = base64Url(ed25519.getPublicKey(keys[name]));
  return JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', kid: name, x }] });
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function token(claims: JsonObject, key: KeyName): string {
  const head = encodeBase64(JSON.stringify({ alg: 'EdDSA', typ: 'JWT', kid: key }), true);
  const signed = `${head}.${encodeBase64(JSON.stringify(claims), true)}`;
  return `${signed}.${base64Url(ed25519.sign(new TextEncoder().encode(signed), keys[key]))}`;
}

const alice: JsonObject = {
  iss: 'issuer',
  sub: 'alice',
  aud: ['shop', 'http://pay/'],
  azp: 'web',
  exp: 4102444800,
  group: ['admin', 7],
  level: 5,
  scope: 'read write',
  a: { b: 'c' },
};
const secure = 'https://issuer.test';

/** Tokens that are good, and tokens that are bad in one way each. */
const tokens: readonly string[] = [
  token(alice, 'main'),
  token({ ...alice, iss: secure, sub: 'bob/x' }, 'main'),
  token({ iss: 'issuer', group: 'admin', aud: 'shop' }, 'main'),
  token({ iss: 'issuer', sub: '', group: 'adm', aud: 'other', azp: '' }, 'main'),
  token({ ...alice, exp: 1700000000 }, 'main'),
  token({ ...alice, iss: 'nobody' }, 'main'),
  token(alice, 'other'),
];

/** What a client may send as `authorization`. */
export const authorizations: readonly string[] = [
  ...tokens.map((text) => `Bearer ${text}`),
  `Bearer ${tokens[0]}`,
  `bearer ${tokens[0]}`,
  'Bearer not-a-token',
  'Basic YTpi',
];

export const jwtRules: readonly Json[] = [
  { issuer: 'issuer', jwks: jwksOf('main') },
  { issuer: 'issuer', jwks: jwksOf('main'), forwardOriginalToken: true },
  { issuer: 'issuer', jwks: jwksOf('main'), audiences: ['shop', 'pay'] },
  { issuer: 'issuer', jwks: jwksOf('other') },
  { issuer: secure, jwks: jwksOf('main') },
];
