import type { TokenFate } from '../../../core/model/security.ts';
import { code } from './names.ts';

/** What Istio makes of a token, in one sentence. */
export function tokenSays(fate: TokenFate): string {
  switch (fate.kind) {
    case 'valid':
      return `Istio accepts this token, as one of ${code(fate.issuer)}.`;
    case 'refused':
      return fate.error === '' ? 'Istio refuses this token.' : `Istio refuses this token: ${code(fate.error)}`;
    case 'overlooked':
      return 'No RequestAuthentication looks for a token there, so this one counts as none.';
    case 'notAsked':
      return 'No RequestAuthentication is on the way, so nobody reads this token.';
    case 'notReached':
      return 'The request is stopped before its token is read.';
    case 'unknown':
      return "Hopwise can't tell what Istio makes of this token.";
  }
}
