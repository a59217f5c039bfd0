import { isResponseFlag, type ResponseFlag } from '../../../core/model/responseFlag.ts';

/** What the flags of an access log mean. */
const meanings = {
  DC: 'the caller closed the connection',
  DI: 'a delay was injected',
  DPE: 'the caller sent something that is not valid HTTP',
  FI: 'a fault was injected',
  NC: 'the cluster does not exist',
  NR: 'no route or filter chain',
  RL: 'rate limited',
  UAEX: 'refused by the external authorizer',
  UC: 'the upstream closed the connection',
  UF: 'the upstream could not be reached',
  UH: 'no healthy upstream',
  UO: 'the upstream is overloaded (circuit breaker)',
  UR: 'the upstream reset the connection',
  URX: 'all retries are used up',
  UT: 'the upstream timed out',
} as const satisfies Record<ResponseFlag, string>;

/** The meaning of a response flag; null for one that is not known. */
export function flagMeaning(flag: string): string | null {
  return isResponseFlag(flag) ? meanings[flag] : null;
}
