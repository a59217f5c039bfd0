import type { Path } from '../../model/resource.ts';
import type { HttpRoute } from '../virtualService.ts';
import { durationFindings } from './durations.ts';
import { type Finding, finding } from './finding.ts';

/** What Envoy can retry on, by HTTP and by gRPC; a status is one as well. */
const conditions: readonly string[] = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];

export function retryFindings(retries: HttpRoute['retries'], path: Path): readonly Finding[] {
  if (!retries) return [];
  const { attempts = 0, perTryTimeout, retryOn = '', retryRemoteLocalities, backoff } = retries;
  const found: Finding[] = [];
  const configured = perTryTimeout !== undefined || retryOn !== '' || retryRemoteLocalities !== undefined;
  // "http retry policy configured when attempts are set to 0 (disabled)": they are, where they are not given.
  if (attempts < 0 || (attempts === 0 && configured)) found.push(finding('retriesOff', path, String(attempts)));
  for (const condition of retryOn === '' ? [] : retryOn.split(','))
    if (!conditions.includes(condition) && !/^[1-5]\d\d$/.test(condition))
      found.push(finding('retryOn', [...path, 'retryOn'], condition));
  return [
    ...found,
    ...durationFindings(perTryTimeout, [...path, 'perTryTimeout']),
    ...durationFindings(backoff, [...path, 'backoff']),
  ];
}
