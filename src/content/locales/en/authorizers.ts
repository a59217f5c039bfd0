import type { AuthorizerSays, SaidAuthorizer } from '../../../core/model/authorizer.ts';

export const answerWords = { allow: 'Allow', deny: 'Deny', down: 'Down' } as const satisfies Record<
  AuthorizerSays,
  string
>;

/** What a refusing authorizer makes an exception for. */
export function conditionOf(says: SaidAuthorizer | null): string | null {
  if (says?.answer !== 'deny' || says.allowWhen === null) return null;
  const { header, value } = says.allowWhen;
  return `It allows what carries the header ${header}${value === null ? '' : `: ${value}`}.`;
}

/** What an authorizer answers: `said` is whether the scenario says so. */
export const authorizerWords = {
  title: 'Authorizers',
  notSaid: 'not said',
  of: (provider: string): string => `What ${provider} answers`,
  answers: (provider: string): string => `${provider} answers`,
  sentence: (provider: string, said: boolean): string =>
    said ? `The authorizer **${provider}** answers` : `Say what the authorizer **${provider}** answers`,
} as const;
