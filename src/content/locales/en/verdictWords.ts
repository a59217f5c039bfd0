import type { VerdictKind } from '../../../core/model/trace.ts';

export const verdictWords = {
  allowed: 'Allowed',
  denied: 'Denied',
  undetermined: "Can't tell",
} as const satisfies Record<VerdictKind, string>;
