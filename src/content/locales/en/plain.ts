import type { Plain } from '../../../core/model/plain.ts';
import { sayPeer, sayTokens } from './plain/authentication.ts';
import { sayAuthorization } from './plain/authorization.ts';
import { sayNetworkPolicy } from './plain/network.ts';
import type { Said } from './plain/said.ts';
import { sayDestinationRule, sayEntry, saySidecar } from './plain/traffic.ts';

/** A policy in plain words; `own` is its namespace. */
export function sayPlain(plain: Plain, own: string): Said {
  switch (plain.kind) {
    case 'AuthorizationPolicy':
      return sayAuthorization(plain, own);
    case 'PeerAuthentication':
      return sayPeer(plain);
    case 'RequestAuthentication':
      return sayTokens(plain);
    case 'Sidecar':
      return saySidecar(plain);
    case 'ServiceEntry':
      return sayEntry(plain);
    case 'DestinationRule':
      return sayDestinationRule(plain);
    case 'NetworkPolicy':
      return sayNetworkPolicy(plain);
  }
}

/** Around a policy in plain words. */
export const plainWords = {
  title: 'In plain words',
  less: 'Less',
  more: 'More',
} as const;
