import { ambientPitfalls } from './ambient.ts';
import { authorizerPitfalls } from './authorizer.ts';
import { gatewayPitfalls } from './gateway.ts';
import type { Pitfall } from '../fault.ts';
import { mtlsPitfalls } from './mtls.ts';
import { outsidePitfalls } from './outside.ts';
import { rulePitfalls } from './rules.ts';
import { targetPitfalls } from './targets.ts';
import { tokenPitfalls } from './tokens.ts';
import { valuePitfalls } from './values.ts';

/** Every pitfall that a lab can have. */
export const pitfalls: readonly Pitfall[] = [
  ...targetPitfalls,
  ...valuePitfalls,
  ...rulePitfalls,
  ...mtlsPitfalls,
  ...tokenPitfalls,
  ...outsidePitfalls,
  ...authorizerPitfalls,
  ...ambientPitfalls,
  ...gatewayPitfalls,
];
