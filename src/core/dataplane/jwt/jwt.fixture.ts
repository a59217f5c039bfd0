import { generateKeyPairSync, sign } from 'node:crypto';
import type { JwtLocation, JwtProvider } from '../../controlplane/requestAuthentication.ts';
import { jwt } from '../filters/jwt.ts';
import type { JsonObject } from '../../model/json.ts';
import { resourceId } from '../../model/resource.ts';
import type { HttpHead } from '../../model/trace.ts';

export const keys = generateKeyPairSync('ed25519');
export const jwks = JSON.stringify({ keys: [keys.publicKey.export({ format: 'jwk' })] });
const part = (json: JsonObject): string => Buffer.from(JSON.stringify(json)).toString('base64url');
export const now = 1_000_000;

export function token(claims: JsonObject, alg = 'EdDSA', kid = ''): string {
  const signed = `${part({ alg, kid })}.${part(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), keys.privateKey).toString('base64url')}`;
}
export const inHeader = (name: string): JwtLocation => ({ kind: 'header', name, prefix: '' });
export const provider = (more: Partial<JwtProvider> = {}): JwtProvider => ({
  resource: resourceId('RequestAuthentication', 'b', 'r'),
  path: ['spec', 'jwtRules', 0],
  issuer: 'i',
  audiences: [],
  locations: [inHeader('t')],
  jwks,
  forward: false,
  payloadHeader: null,
  claimHeaders: [],
  spaceDelimited: ['scope'],
  ...more,
});
export const sent = (headers: HttpHead['headers'], method = 'GET'): HttpHead => ({
  method,
  authority: 'h',
  path: '/',
  headers,
});
export const filter = (claims: JsonObject, more: Partial<JwtProvider> = {}, alg = 'EdDSA', kid = '') =>
  jwt([provider(more)], sent([['t', token(claims, alg, kid)]]), now);
export const errorOf = (...parameters: Parameters<typeof filter>): string | undefined =>
  filter(...parameters).error?.text;
