import type { Message } from './message.ts';
import type { SourceRef } from './resource.ts';
import type { SaidAuthorizer } from './authorizer.ts';
import type { MintedToken } from './token.ts';
import type { CallerView, VerdictKind } from './trace.ts';

/** An issuer that a RequestAuthentication accepts. */
export interface IssuerOverview {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Its rule in the YAML. */
  readonly source: SourceRef;
  /** Whether its key set holds the demo keys, with which tokens of a scenario are signed. */
  readonly trustsDemoKey: boolean;
}

/** An external authorizer of the mesh, and what the scenario says it answers; null: nothing is said. */
export interface AuthorizerOverview {
  readonly provider: string;
  readonly says: SaidAuthorizer | null;
}

/** What the JWT filter made of a request. */
export type TokenFate =
  | { readonly kind: 'valid'; readonly issuer: string }
  | { readonly kind: 'refused'; readonly error: string }
  /** A RequestAuthentication was asked, and looks elsewhere for tokens. */
  | { readonly kind: 'overlooked' }
  /** No RequestAuthentication is on the way: nobody reads the token. */
  | { readonly kind: 'notAsked' }
  /** Something stopped the request before. */
  | { readonly kind: 'notReached' }
  | { readonly kind: 'unknown' };

/** What would become of a request with a token that is not in the document yet. */
export interface TokenTrial {
  readonly minted: MintedToken;
  readonly fate: TokenFate;
  readonly verdict: VerdictKind;
  readonly caller: CallerView;
  readonly because: Message;
}
