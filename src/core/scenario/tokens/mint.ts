import type { JsonObject } from '../../model/json.ts';
import type { MintedToken, Token, TokenAlgorithm } from '../../model/token.ts';
import { encodeBase64 } from '../../dataplane/jwt/base64.ts';
import { toBase64url } from '../linkText.ts';
import { demoKeys, strangeKeys } from './demoKeys.ts';
import { momentAt, secondsAt } from '../../model/moment.ts';
import { signEs256, signRs256 } from './sign.ts';

/** The token on the wire, at this time of the scenario. Equal token and clock, equal text. */
export function mint(token: Token, clock: string): MintedToken {
  const claims = claimsOf(token, clock);
  const keys = token.signature === 'unknownKey' ? strangeKeys : demoKeys;
  const header =
    token.signature === 'none'
      ? { alg: 'none', typ: 'JWT' }
      : { alg: token.algorithm, kid: keys[token.algorithm].kid, typ: 'JWT' };
  const signed = `${encodeBase64(JSON.stringify(header), true)}.${encodeBase64(JSON.stringify(claims), true)}`;
  return { jwt: `${signed}.${signatureOf(token, signed)}`, header, claims };
}

function claimsOf({ issuer, subject, audiences, claims, expires, notBefore }: Token, clock: string): JsonObject {
  const [audience] = audiences;
  const until = expires === null ? null : momentAt(expires, clock);
  const from = notBefore === null ? null : momentAt(notBefore, clock);
  return {
    ...(issuer === null ? {} : { iss: issuer }),
    ...(subject === null ? {} : { sub: subject }),
    ...(audience === undefined ? {} : { aud: audiences.length === 1 ? audience : audiences }),
    iat: secondsAt(clock),
    ...(from === null ? {} : { nbf: from }),
    ...(until === null ? {} : { exp: until }),
    ...claims,
  };
}

function signatureOf({ algorithm, signature }: Token, signed: string): string {
  switch (signature) {
    // RFC 7515, appendix A.5: an unsecured token ends with an empty signature.
    case 'none':
      return '';
    case 'valid':
      return toBase64url(signers[algorithm](signed, demoKeys));
    case 'unknownKey':
      return toBase64url(signers[algorithm](signed, strangeKeys));
    case 'broken': {
      const [first = 0, ...rest] = signers[algorithm](signed, demoKeys);
      return toBase64url(Uint8Array.from([first ^ 1, ...rest]));
    }
  }
}

const signers = {
  RS256: (signed, keys) => signRs256(keys.RS256, signed),
  ES256: (signed, keys) => signEs256(keys.ES256, signed),
} satisfies Record<TokenAlgorithm, (signed: string, keys: typeof demoKeys) => Uint8Array>;
