import type { JsonObject } from './json.ts';

export const tokenAlgorithms = ['RS256', 'ES256'] as const;
export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

/** How a token is signed: by the demo key, by it and then altered, by a key that nobody lists, or not at all. */
export const tokenSignatures = ['valid', 'broken', 'unknownKey', 'none'] as const;
export type TokenSignature = (typeof tokenSignatures)[number];

/** A JSON Web Token that a scenario describes; `${token:NAME}` in a request stands for it. */
export interface Token {
  readonly name: string;
  /** `iss`, `sub`, `aud`: left out of the token where null or empty. */
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly audiences: readonly string[];
  /** All other claims. One that is named here as well wins over what the fields above say. */
  readonly claims: JsonObject;
  /** A distance from the scenario's clock (`+1h`, `-5m`) or a time of RFC 3339; null: it never expires. */
  readonly expires: string | null;
  readonly notBefore: string | null;
  readonly algorithm: TokenAlgorithm;
  readonly signature: TokenSignature;
}

/** A token as it goes over the wire, and what it says. */
export interface MintedToken {
  readonly jwt: string;
  readonly header: JsonObject;
  readonly claims: JsonObject;
}
