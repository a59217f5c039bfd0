import type { InvariantResult } from '../../core/model/invariant.ts';

/** What holds looks like what is allowed: the same three shapes. */
export const glyphs = { held: 'allowed', broken: 'denied', unclear: 'undetermined' } as const satisfies Record<
  InvariantResult['kind'],
  string
>;
