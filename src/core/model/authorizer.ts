export const authorizerAnswers = ['allow', 'deny', 'down'] as const;
export type AuthorizerSays = (typeof authorizerAnswers)[number];

/** What a scenario says an external authorizer answers. */
export interface SaidAuthorizer {
  /** The provider's name in `meshConfig.extensionProviders`. */
  readonly provider: string;
  readonly answer: AuthorizerSays;
  /** With `deny`: whatever carries this header is allowed all the same; value null: with any value. */
  readonly allowWhen: { readonly header: string; readonly value: string | null } | null;
  /** Of a refusal. */
  readonly status: number;
  readonly body: string;
  /** What an approval adds to the request. */
  readonly headers: readonly (readonly [string, string])[];
}
