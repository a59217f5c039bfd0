import type { Intent } from '../../model/template.ts';
import { allowNothing, denyPath, onlyCallers, onlyNamespace } from './access.ts';
import { requireJwt, requireMtls } from './identity.ts';
import { allowHost, egressGateway } from './outside.ts';
import type { Drafted, Question } from './place.ts';

/** What each intent comes to. */
export const templates = {
  allowNothing,
  onlyCallers,
  onlyNamespace,
  denyPath,
  requireMtls,
  requireJwt,
  allowHost,
  egressGateway,
} as const satisfies Record<Intent, (question: Question) => Drafted>;
